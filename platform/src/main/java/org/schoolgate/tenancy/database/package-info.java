/** Where the rows are: PostgreSQL in the data folder, or one that the school runs itself. */
@NullMarked
package org.schoolgate.tenancy.database;

import org.jspecify.annotations.NullMarked;

/** A PostgreSQL of its own, started and started again. */
@NullMarked
package org.schoolgate.tenancy.database;

import org.jspecify.annotations.NullMarked;

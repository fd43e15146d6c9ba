/** What a reader is shown when something is closed, in three voices. */
@NullMarked
package org.schoolgate.gateway.page;

import org.jspecify.annotations.NullMarked;

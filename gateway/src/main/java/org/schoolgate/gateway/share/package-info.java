/** How much of the process each of several schools may take. */
@NullMarked
package org.schoolgate.gateway.share;

import org.jspecify.annotations.NullMarked;

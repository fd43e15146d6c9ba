/** How a test says which requirement it keeps. */
@NullMarked
package org.schoolgate.testing;

import org.jspecify.annotations.NullMarked;

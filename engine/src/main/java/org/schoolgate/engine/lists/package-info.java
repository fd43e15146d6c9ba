/** Category lists as others publish them, read into an image. */
@NullMarked
package org.schoolgate.engine.lists;

import org.jspecify.annotations.NullMarked;

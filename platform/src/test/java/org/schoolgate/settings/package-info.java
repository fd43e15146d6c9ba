/** Proves what a school reads and decides about how it wants things. */
@NullMarked
package org.schoolgate.settings;

import org.jspecify.annotations.NullMarked;

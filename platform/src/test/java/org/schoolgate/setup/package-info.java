/** Proves the first day: who can make an empty installation a school, and who cannot. */
@NullMarked
package org.schoolgate.setup;

import org.jspecify.annotations.NullMarked;

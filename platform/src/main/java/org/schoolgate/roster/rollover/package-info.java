/** The step into the next school year: prepared, looked at, and done in one go on its day. */
@NamedInterface("rollover")
@NullMarked
package org.schoolgate.roster.rollover;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** Roster files: read them, show what they would do to the school, and then do it. */
@NamedInterface("imports")
@NullMarked
package org.schoolgate.roster.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** The words of agreements: the rule library, the texts composed from it, their fingerprints and how hard they are to read. */
@NamedInterface("wording")
@NullMarked
package org.schoolgate.agreements.wording;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** The words of agreements: the rule library, the texts composed from it, their fingerprints and how hard they are to read. */
@NullMarked
package org.schoolgate.agreements.wording;

import org.jspecify.annotations.NullMarked;

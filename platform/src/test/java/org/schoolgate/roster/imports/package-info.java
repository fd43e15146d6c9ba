/** Tests of what roster files say and do. */
@NullMarked
package org.schoolgate.roster.imports;

import org.jspecify.annotations.NullMarked;

/** Tests of who is who. */
@NullMarked
package org.schoolgate.roster;

import org.jspecify.annotations.NullMarked;

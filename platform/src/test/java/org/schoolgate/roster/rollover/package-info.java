@NullMarked
package org.schoolgate.roster.rollover;

import org.jspecify.annotations.NullMarked;

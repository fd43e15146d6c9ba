/**
 * Procedures as data: a written definition of what is done about a matter, the walk of one case through it, and its
 * drawing. Nothing here is stored or sent, and nothing looks at a clock.
 */
@NullMarked
package org.schoolgate.cases.procedure;

import org.jspecify.annotations.NullMarked;

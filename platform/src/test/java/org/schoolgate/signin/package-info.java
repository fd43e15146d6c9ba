/** Ways in and out, as browsers, children and guessers try them. */
@NullMarked
package org.schoolgate.signin;

import org.jspecify.annotations.NullMarked;

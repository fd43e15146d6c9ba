/** The pages of links and letters: where a link leads, what has been written to whom. */
@NullMarked
package org.schoolgate.messages.web;

import org.jspecify.annotations.NullMarked;

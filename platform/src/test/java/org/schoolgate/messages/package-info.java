/** Letters over a real mail server, and links as a browser and a scanner use them. */
@NullMarked
package org.schoolgate.messages;

import org.jspecify.annotations.NullMarked;

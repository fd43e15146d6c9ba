/** Who is asking: what a connection shows, and whom that speaks for. */
@NullMarked
package org.schoolgate.gateway.who;

import org.jspecify.annotations.NullMarked;

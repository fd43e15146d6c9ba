/** One process of a gateway takes the place of another: without a moment in which nobody listens, and without forgetting who is where. */
@NullMarked
package org.schoolgate.gateway.handover;

import org.jspecify.annotations.NullMarked;

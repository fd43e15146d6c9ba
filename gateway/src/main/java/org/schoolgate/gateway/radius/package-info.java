/** RADIUS accounting (RFC 2866): the Wi-Fi and the switches say who is at which address. */
@NullMarked
package org.schoolgate.gateway.radius;

import org.jspecify.annotations.NullMarked;

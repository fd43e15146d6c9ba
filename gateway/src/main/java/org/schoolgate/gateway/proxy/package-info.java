/** The proxy on the wire: small handlers in order, each of which answers a request or passes it on. */
@NullMarked
package org.schoolgate.gateway.proxy;

import org.jspecify.annotations.NullMarked;

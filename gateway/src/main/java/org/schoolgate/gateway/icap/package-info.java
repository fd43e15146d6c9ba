/** ICAP (RFC 3507): a school's own Squid asks about each request, and hears the verdict that the proxy would give. */
@NullMarked
package org.schoolgate.gateway.icap;

import org.jspecify.annotations.NullMarked;

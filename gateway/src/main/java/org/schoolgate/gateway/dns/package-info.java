/** The gateway as a name server: small steps in order, each of which answers a question or passes it on. */
@NullMarked
package org.schoolgate.gateway.dns;

import org.jspecify.annotations.NullMarked;

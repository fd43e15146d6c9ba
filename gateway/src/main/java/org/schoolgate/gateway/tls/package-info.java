/** Certificates: whom the gateway believes, and what it shows in place of a site that it looks into. */
@NullMarked
package org.schoolgate.gateway.tls;

import org.jspecify.annotations.NullMarked;

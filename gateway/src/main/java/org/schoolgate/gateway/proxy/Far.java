package org.schoolgate.gateway.proxy;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The far end of a connection that may serve several requests.
 *
 * @param name whom it has to prove to be by TLS; null for plain HTTP
 */
record Far(InetSocketAddress address, @Nullable String name) {}

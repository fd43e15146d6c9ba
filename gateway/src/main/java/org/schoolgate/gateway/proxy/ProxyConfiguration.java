package org.schoolgate.gateway.proxy;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The file by which browsers find the proxy. What lies inside the school is reached directly; for everything else there is no
 * other way than the proxy, so that a gateway that is away opens nothing.
 */
final class ProxyConfiguration {
    private static final String SCRIPT = """
            function FindProxyForURL(url, host) {
              if (isPlainHostName(host) || dnsDomainIs(host, ".local")) return "DIRECT";
              if (/^[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+$/.test(host)
                  && (isInNet(host, "10.0.0.0", "255.0.0.0") || isInNet(host, "172.16.0.0", "255.240.0.0")
                      || isInNet(host, "192.168.0.0", "255.255.0.0") || isInNet(host, "169.254.0.0", "255.255.0.0")
                      || isInNet(host, "127.0.0.0", "255.0.0.0"))) return "DIRECT";
              return "PROXIES";
            }
            """;

    private ProxyConfiguration() {}

    /**
     * The file that leads to this gateway.
     *
     * @param names {@code host:port} under which browsers know it
     * @param local where it was reached just now, for a gateway without a name
     */
    static String leadingTo(Set<String> names, @Nullable InetSocketAddress local) {
        Set<String> proxies = new TreeSet<>(names);
        if (proxies.isEmpty() && local != null) {
            String address = local.getAddress().getHostAddress();
            proxies.add((address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + local.getPort());
        }
        return SCRIPT.replace("PROXIES", proxies.stream().map("PROXY "::concat).collect(Collectors.joining("; ")));
    }
}

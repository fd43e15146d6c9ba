package org.schoolgate.gateway.proxy;

import java.net.InetSocketAddress;
import java.util.Comparator;
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
     * The file that leads to the gateways of the school. Their order differs from browser to browser, so that they share the
     * work, and is the same whichever of them is asked, so that whoever signed in at one stays there while it is there.
     *
     * @param names {@code host:port} under which browsers know this one
     * @param beside the others
     * @param local where this one was reached just now, for a gateway without a name
     * @param browser who asks
     */
    static String leadingTo(Set<String> names, Set<String> beside, @Nullable InetSocketAddress local, String browser) {
        Set<String> proxies = new TreeSet<>(names);
        if (proxies.isEmpty() && local != null) {
            String address = local.getAddress().getHostAddress();
            proxies.add((address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + local.getPort());
        }
        proxies.addAll(beside);
        return SCRIPT.replace(
                "PROXIES",
                proxies.stream()
                        .sorted(Comparator.comparingInt((String proxy) -> weight(proxy, browser))
                                .thenComparing(Comparator.naturalOrder()))
                        .map("PROXY "::concat)
                        .collect(Collectors.joining("; ")));
    }

    /** Each gateway has a weight of its own for each browser: one that goes away moves nobody but those that it had. */
    private static int weight(String proxy, String browser) {
        int mixed = (browser + " " + proxy).hashCode();
        mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }
}

package org.schoolgate.gateway.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;

/**
 * Under which names and ports browsers know this gateway, and the school's others.
 *
 * @param names {@code host:port} of this one beside its address
 * @param beside {@code host:port} of the others, which have the same further ports
 * @param further ports beside the usual one
 * @param here whether the proxy is found at a port of this gateway's address
 */
record ProxyNames(Set<String> names, Set<String> beside, Set<Integer> further, IntPredicate here) {

    /**
     * Whether this gateway itself is meant.
     *
     * @param local where it was reached just now
     */
    boolean mean(Host host, int port, @Nullable InetSocketAddress local) {
        if (names.contains(host.shown() + ":" + port)
                || (further.contains(port)
                        && names.stream().anyMatch(name -> host(name).equals(host.shown())))) {
            return true;
        }
        if (local == null || (local.getPort() != port && !here.test(port))) {
            return false;
        }
        return switch (host) {
            case Host.Address(var address) -> InetAddress.ofLiteral(address).equals(local.getAddress());
            case Host.Name(var name) ->
                name.equals("localhost") && local.getAddress().isLoopbackAddress();
            case Host.Malformed _ -> false;
        };
    }

    /** The file for a browser that asked there: whoever came by a further port is led to that one again, at each gateway. */
    String configuration(@Nullable InetSocketAddress local, String browser) {
        return ProxyConfiguration.leadingTo(at(names, local), at(beside, local), local, browser);
    }

    private Set<String> at(Set<String> gateways, @Nullable InetSocketAddress local) {
        return local != null && further.contains(local.getPort())
                ? gateways.stream()
                        .map(name -> host(name) + ":" + local.getPort())
                        .collect(Collectors.toSet())
                : gateways.stream()
                        .filter(name -> further.stream().noneMatch(port -> name.equals(host(name) + ":" + port)))
                        .collect(Collectors.toSet());
    }

    private static String host(String name) {
        int colon = name.lastIndexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }
}

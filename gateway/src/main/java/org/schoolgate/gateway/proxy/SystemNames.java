package org.schoolgate.gateway.proxy;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.UnixResolverDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Asks the name servers of this machine, without a thread that waits for them; one resolver and cache an event loop. */
final class SystemNames implements Names {
    private static final Path CONFIGURATION = Path.of("/etc/resolv.conf");
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final int LONGEST_KEPT_SECONDS = 300;
    private static final int FAILURE_KEPT_SECONDS = 5;

    private final Class<? extends DatagramChannel> channel;
    private final @Nullable DnsServerAddressStreamProvider servers;
    private final Map<EventLoop, DnsNameResolver> resolvers = new ConcurrentHashMap<>();

    SystemNames(Class<? extends DatagramChannel> channel) {
        this(channel, CONFIGURATION);
    }

    /** @param configuration in the form of resolv.conf */
    SystemNames(Class<? extends DatagramChannel> channel, Path configuration) {
        this.channel = channel;
        this.servers = servers(configuration);
    }

    /** Null where none are configured: the fallback would be somebody else's public server, which no school chose. */
    private static @Nullable DnsServerAddressStreamProvider servers(Path configuration) {
        try {
            return new UnixResolverDnsServerAddressStreamProvider(configuration.toFile(), new File[0]);
        } catch (IOException | IllegalArgumentException _) {
            return null;
        }
    }

    @Override
    public Future<List<InetAddress>> find(EventLoop loop, String name) {
        if (servers == null) {
            return loop.newFailedFuture(new UnknownHostException("this machine knows no name server"));
        }
        DnsServerAddressStreamProvider from = servers;
        return resolvers
                .computeIfAbsent(
                        loop,
                        _ -> new DnsNameResolverBuilder(loop)
                                .datagramChannelType(channel)
                                .nameServerProvider(from)
                                .searchDomains(List.of())
                                .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
                                .queryTimeoutMillis(TIME.toMillis())
                                .ttl(1, LONGEST_KEPT_SECONDS)
                                .negativeTtl(FAILURE_KEPT_SECONDS)
                                .build())
                .resolveAll(name);
    }
}

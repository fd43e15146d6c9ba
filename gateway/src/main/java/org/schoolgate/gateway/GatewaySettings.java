package org.schoolgate.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.dns.DnsSettings;
import org.schoolgate.gateway.files.Scanner;
import org.schoolgate.gateway.journal.JournalSpace;
import org.schoolgate.gateway.proxy.Names;
import org.schoolgate.gateway.proxy.Patience;
import org.schoolgate.gateway.radius.RadiusClients;
import org.schoolgate.gateway.who.AddressRange;
import org.schoolgate.gateway.who.LogOns;

/** What a gateway must know before it starts; everything else comes with the policy. */
public final class GatewaySettings {
    final URI server;
    final String token;
    final Path data;

    @Nullable
    Path lists;

    Duration warmUp = Duration.ZERO;

    @Nullable
    String certificate;

    InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 3128);
    Set<Integer> furtherPorts = Set.of();
    Set<String> names = Set.of();
    Set<String> beside = Set.of();
    Set<Integer> tunnelPorts = Set.of(443);
    List<AddressRange> inside = List.of();
    List<AddressRange> hops = List.of();
    Map<String, InetSocketAddress> origins = Map.of();
    Set<String> illegalCategories = Set.of("illegal");
    Patience patience = Patience.USUAL;
    JournalSpace journal = JournalSpace.USUAL;

    @Nullable
    InetSocketAddress led;

    @Nullable
    Path authority;

    @Nullable
    Path trusted;

    @Nullable
    Names resolver;

    @Nullable
    InetSocketAddress radius;

    @Nullable
    RadiusClients radiusClients;

    @Nullable
    String logOnSecret;

    @Nullable
    InetSocketAddress icap;

    List<AddressRange> icapClients = List.of();

    @Nullable
    DnsSettings dns;

    @Nullable
    Scanner scanner;

    Clock clock = Clock.systemUTC();

    /**
     * @param server the platform's address
     * @param token the gateway's own, with which the platform knows it
     * @param data a folder of its own, for the copy of the policy and the journal
     */
    public GatewaySettings(URI server, String token, Path data) {
        boolean secret = "https".equals(server.getScheme()) || ("http".equals(server.getScheme()) && isHere(server));
        if (!secret) {
            throw new IllegalArgumentException(
                    "the token must not cross a network in clear: %s needs https".formatted(server));
        }
        this.server = server;
        this.token = token;
        this.data = data;
    }

    private static boolean isHere(URI server) {
        String host = String.valueOf(server.getHost());
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    /**
     * A port that is to be opened.
     *
     * @param what who comes there, in words
     * @param packets whether packets come there, and not connections
     */
    record Port(String what, InetSocketAddress address, boolean packets) {}

    /** Every port that is to be opened. */
    List<Port> ports() {
        List<Port> all = new ArrayList<>();
        all.add(new Port("the proxy", listen, false));
        furtherPorts.forEach(
                port -> all.add(new Port("the proxy", new InetSocketAddress(listen.getAddress(), port), false)));
        if (led != null) {
            all.add(new Port("what a router leads here", led, false));
        }
        if (icap != null) {
            all.add(new Port("ICAP", icap, false));
        }
        if (radius != null) {
            all.add(new Port("RADIUS", radius, true));
        }
        if (dns != null) {
            all.add(new Port("names", new InetSocketAddress(listen.getAddress(), dns.port()), true));
            all.add(new Port("names", new InetSocketAddress(listen.getAddress(), dns.port()), false));
            DnsSettings.Secure secure = dns.secure();
            if (secure != null) {
                all.add(new Port(
                        "names over TLS", new InetSocketAddress(listen.getAddress(), secure.tlsPort()), false));
                all.add(new Port(
                        "names over HTTPS", new InetSocketAddress(listen.getAddress(), secure.webPort()), false));
            }
        }
        return all;
    }

    /** The SHA-256 of the platform's certificate, in hexadecimal: then that one is trusted, and no other. */
    public GatewaySettings certificate(String fingerprint) {
        certificate = fingerprint;
        return this;
    }

    /** The category lists; without, only the school's own rules close a site. */
    public GatewaySettings lists(Path image) {
        lists = image;
        return this;
    }

    /** How long a gateway may run requests of its own before it opens its ports, so that it is fast when it does. */
    public GatewaySettings warmUp(Duration most) {
        warmUp = most;
        return this;
    }

    /** Where browsers find the proxy; port 0 takes any that is free. */
    public GatewaySettings listen(InetSocketAddress address) {
        listen = address;
        return this;
    }

    /**
     * Ports at the same address where the proxy is found, too: by which of them somebody comes may say at which place they are.
     *
     * @throws IllegalArgumentException where one is no port that devices could be given
     */
    public GatewaySettings furtherPorts(Set<Integer> ports) {
        for (int port : ports) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException(
                        "a further port for the proxy is a number from 1 to 65535: %d".formatted(port));
            }
        }
        furtherPorts = Set.copyOf(ports);
        return this;
    }

    /** Further {@code host:port} under which browsers know this gateway. */
    public GatewaySettings names(Set<String> hostsAndPorts) {
        names = Set.copyOf(hostsAndPorts);
        return this;
    }

    /** {@code host:port} of the school's other gateways, to which browsers go where this one is away. */
    public GatewaySettings beside(Set<String> hostsAndPorts) {
        beside = Set.copyOf(hostsAndPorts);
        return this;
    }

    /** Where CONNECT may lead beside 443. */
    public GatewaySettings tunnelPorts(Set<Integer> ports) {
        Set<Integer> all = new HashSet<>(ports);
        all.add(443);
        tunnelPorts = Set.copyOf(all);
        return this;
    }

    /** Addresses inside the school that may be reached and told, in CIDR notation. */
    public GatewaySettings inside(List<String> ranges) {
        inside = AddressRange.of(ranges);
        return this;
    }

    /** The school's own proxies, whose X-Forwarded-For counts, in CIDR notation. */
    public GatewaySettings hops(List<String> ranges) {
        hops = AddressRange.of(ranges);
        return this;
    }

    /** Demonstration, measurement and tests only: where a host and all below it, or {@code *}, is really reached. */
    public GatewaySettings origins(Map<String, InetSocketAddress> addresses) {
        origins = Map.copyOf(addresses);
        return this;
    }

    /** Categories of the image that no rule opens. */
    public GatewaySettings illegalCategories(Set<String> categories) {
        illegalCategories = Set.copyOf(categories);
        return this;
    }

    /** Where a router may lead connections of clients that know of no proxy, to any port 80 or 443. */
    public GatewaySettings led(InetSocketAddress address) {
        led = address;
        return this;
    }

    /** A folder with a certificate authority, made there if it has none, in place of the one that the platform keeps. */
    public GatewaySettings authority(Path folder) {
        authority = folder;
        return this;
    }

    /** Certificates of further authorities that sites may have, in PEM, such as those of the school's own servers. */
    public GatewaySettings trusted(Path certificates) {
        trusted = certificates;
        return this;
    }

    public GatewaySettings patience(Patience limits) {
        patience = limits;
        return this;
    }

    public GatewaySettings journal(JournalSpace space) {
        journal = space;
        return this;
    }

    /** Another way to find addresses than this machine's name servers. */
    public GatewaySettings resolver(Names finds) {
        resolver = finds;
        return this;
    }

    /** Where RADIUS accounting is heard, and whose word counts; without, the network says nothing of who is where. */
    public GatewaySettings radius(InetSocketAddress address, RadiusClients clients) {
        radius = address;
        radiusClients = clients;
        return this;
    }

    /**
     * What signs the word of a script that says who logs on to which computer; without, no such word is heard.
     *
     * @throws IllegalArgumentException where it could be guessed
     */
    public GatewaySettings logOnSecret(String secret) {
        if (secret.length() < LogOns.SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "a log-on secret has at least %d characters".formatted(LogOns.SHORTEST_SECRET));
        }
        logOnSecret = secret;
        return this;
    }

    /** Where a school's own Squid asks by ICAP, and from which addresses, in CIDR notation. */
    public GatewaySettings icap(InetSocketAddress address, List<String> clients) {
        icap = address;
        icapClients = AddressRange.of(clients);
        return this;
    }

    /** Names are looked up here, too; without, only the proxy is. */
    public GatewaySettings dns(DnsSettings server) {
        dns = server;
        return this;
    }

    /** What looks files through that come and go; without, they are known by their kinds alone. */
    public GatewaySettings scanner(Scanner clamd) {
        scanner = clamd;
        return this;
    }

    public GatewaySettings clock(Clock tells) {
        clock = tells;
        return this;
    }
}

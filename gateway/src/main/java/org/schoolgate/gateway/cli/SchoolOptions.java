package org.schoolgate.gateway.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.GatewaySettings;
import org.schoolgate.gateway.dns.DnsSettings;
import org.schoolgate.gateway.files.Scanner;
import org.schoolgate.gateway.radius.RadiusClients;
import picocli.CommandLine.Option;

/** What one school's gateway is told: on the command line, or in a file of the school's own ({@link SchoolFile}). */
final class SchoolOptions {
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    @Option(names = "--server", paramLabel = "URL", description = "the platform's address")
    private @Nullable URI server;

    @Option(
            names = "--token",
            paramLabel = "FILE",
            description = "a file with this gateway's token, as the platform showed it when the gateway was registered;"
                    + " after it, the SHA-256 of the platform's certificate, so that no other is trusted")
    private @Nullable Path token;

    @Option(
            names = "--proxy-port",
            paramLabel = "PORT",
            split = ",",
            defaultValue = "3128",
            description = "where browsers find the proxy (default: ${DEFAULT-VALUE}; 0 takes any that is free); further"
                    + " ports after a comma tell places apart where addresses do not")
    private List<Integer> ports = List.of();

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "the address that the proxy listens on (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // has a default
    private String listen;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data/gateway",
            description = "a folder of its own, for its copy of the policy and its journal (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // has a default
    private Path data;

    @Option(
            names = "--lists",
            paramLabel = "IMAGE",
            description = "category lists, compiled by 'schoolgate lists compile'; without them only the school's own"
                    + " rules close a site")
    private @Nullable Path lists;

    @Option(
            names = "--tunnel-port",
            paramLabel = "PORT",
            split = ",",
            description = "a port beside 443 where HTTPS may lead")
    private Set<Integer> tunnelPorts = Set.of();

    @Option(
            names = "--inside",
            paramLabel = "RANGE",
            split = ",",
            description =
                    "addresses inside the school that may be reached, like 10.1.5.0/24; all others inside are closed")
    private List<String> inside = List.of();

    @Option(
            names = "--hop",
            paramLabel = "RANGE",
            split = ",",
            description = "proxies of the school's own, whose X-Forwarded-For counts")
    private List<String> hops = List.of();

    @Option(
            names = "--radius-port",
            paramLabel = "PORT",
            defaultValue = "1813",
            description = "where RADIUS accounting is heard, with --radius-clients (default: ${DEFAULT-VALUE})")
    private int radiusPort;

    @Option(
            names = "--radius-clients",
            paramLabel = "FILE",
            description = "whose RADIUS accounting says who is at which address: a line for each, its address or range"
                    + " and its secret")
    private @Nullable Path radiusClients;

    @Option(
            names = "--log-on-secret",
            paramLabel = "FILE",
            description = "a file with the secret with which a script signs who logs on to which computer")
    private @Nullable Path logOnSecret;

    @Option(
            names = "--icap-port",
            paramLabel = "PORT",
            description =
                    "where the school's own Squid asks by ICAP: icap://ADDRESS:PORT/request and /response; off unless"
                            + " given (1344 is usual)")
    private @Nullable Integer icapPort;

    @Option(
            names = "--icap-client",
            paramLabel = "RANGE",
            split = ",",
            defaultValue = "127.0.0.1",
            description = "the Squids that may ask there (default: ${DEFAULT-VALUE})")
    private List<String> icapClients = List.of();

    @Option(
            names = "--transparent-port",
            paramLabel = "PORT",
            description = "where a router may lead connections to ports 80 and 443 of devices that know of no proxy")
    private @Nullable Integer transparentPort;

    @Option(
            names = "--authority",
            paramLabel = "DIR",
            description =
                    "a folder with a certificate authority, made there if it has none, for HTTPS that is looked into; without"
                            + " it the platform signs for this gateway")
    private @Nullable Path authority;

    @Option(
            names = "--trusted",
            paramLabel = "FILE",
            description =
                    "certificates of further authorities that sites may have, in PEM, beside those of this machine")
    private @Nullable Path trusted;

    @Option(
            names = "--name",
            paramLabel = "HOST:PORT",
            split = ",",
            description = "another name under which browsers know this gateway")
    private Set<String> names = Set.of();

    @Option(
            names = "--beside",
            paramLabel = "HOST:PORT",
            split = ",",
            description = "another gateway of the school: the file that leads browsers to the proxy names all of them")
    private Set<String> beside = Set.of();

    @Option(
            names = "--dns-port",
            paramLabel = "PORT",
            description = "where names are looked up over UDP and TCP, usually 53; without it they are not")
    private @Nullable Integer dnsPort;

    @Option(
            names = "--dns-server",
            paramLabel = "ADDRESS[:PORT]",
            split = ",",
            description = "the name servers that know the answers, the first before the others")
    private List<String> dnsServers = List.of();

    @Option(
            names = "--dns-page",
            paramLabel = "ADDRESS",
            split = ",",
            description =
                    "the address that a closed name gets, of a page that says so; without it there is no such name")
    private List<String> dnsPage = List.of();

    @Option(
            names = "--dns-rate",
            paramLabel = "COUNT",
            defaultValue = "" + DnsSettings.USUAL_PER_SECOND,
            description =
                    "how many names each address may look up a second (default: ${DEFAULT-VALUE}; 0 sets no bound)")
    private int dnsRate;

    @Option(
            names = "--dns-certificate",
            paramLabel = "FILE",
            description = "a certificate with its chain in PEM, with which names are looked up over TLS and HTTPS, too")
    private @Nullable Path dnsCertificate;

    @Option(names = "--dns-key", paramLabel = "FILE", description = "the certificate's key in PEM (PKCS#8)")
    private @Nullable Path dnsKey;

    @Option(
            names = "--dns-tls-port",
            paramLabel = "PORT",
            defaultValue = "853",
            description = "the port for TLS (default: ${DEFAULT-VALUE})")
    private int dnsTlsPort;

    @Option(
            names = "--dns-https-port",
            paramLabel = "PORT",
            defaultValue = "443",
            description = "the port for HTTPS (default: ${DEFAULT-VALUE})")
    private int dnsHttpsPort;

    @Option(
            names = "--clamd",
            paramLabel = "HOST:PORT",
            description =
                    "where ClamAV's clamd listens, or the path of its socket: it looks through files that come and"
                            + " go; without it they are known by their kinds alone")
    private @Nullable String clamd;

    @Option(
            names = "--clamd-most",
            paramLabel = "MEGABYTES",
            defaultValue = "" + Scanner.USUAL_MOST_MEGABYTES,
            description = "how large a file may be that it looks through (default: ${DEFAULT-VALUE}); programs and"
                    + " documents that are larger are not let through")
    private int clamdMost;

    @Option(
            names = "--origins",
            paramLabel = "HOST=ADDRESS:PORT",
            split = ",",
            hidden = true,
            description = "demonstrations and measurements only: where a host, or *, is really reached")
    private Map<String, String> origins = Map.of();

    /** The platform's address; null where it is not named. */
    @Nullable
    URI server() {
        return server;
    }

    /**
     * Reads what they name.
     *
     * @throws IllegalArgumentException where they make no sense
     */
    GatewaySettings settings() throws IOException {
        if (server == null) {
            throw new IllegalArgumentException("--server=URL is missing");
        }
        if (token == null) {
            throw new IllegalArgumentException("--token=FILE is missing");
        }
        List<String> words = List.of(Files.readString(token).strip().split("\\s+", -1));
        String secret = words.getFirst();
        if (secret.isEmpty()) {
            throw new IOException("the token file %s is empty".formatted(token));
        }
        GatewaySettings settings = new GatewaySettings(server, secret, data)
                .listen(new InetSocketAddress(InetAddress.ofLiteral(listen), ports.getFirst()))
                .furtherPorts(furtherPorts())
                .tunnelPorts(tunnelPorts)
                .inside(inside)
                .hops(hops)
                .names(names)
                .warmUp(WARM_UP)
                .beside(beside)
                .origins(addresses(origins));
        if (radiusClients != null) {
            settings.radius(
                    new InetSocketAddress(InetAddress.ofLiteral(listen), radiusPort), RadiusClients.of(radiusClients));
        }
        if (icapPort != null) {
            settings.icap(new InetSocketAddress(InetAddress.ofLiteral(listen), icapPort), icapClients);
        }
        if (logOnSecret != null) {
            settings.logOnSecret(Files.readString(logOnSecret).strip());
        }
        if (transparentPort != null) {
            settings.led(new InetSocketAddress(InetAddress.ofLiteral(listen), transparentPort));
        }
        if (authority != null) {
            settings.authority(authority);
        }
        if (trusted != null) {
            settings.trusted(trusted);
        }
        if (clamd != null) {
            settings.scanner(Scanner.at(clamd, clamdMost));
        }
        if (dnsPort != null) {
            settings.dns(dns(dnsPort));
        }
        if (words.size() > 1) {
            settings.certificate(words.getLast());
        }
        return lists == null ? settings : settings.lists(lists);
    }

    private Set<Integer> furtherPorts() {
        Set<Integer> further = new LinkedHashSet<>();
        for (int port : ports.subList(1, ports.size())) {
            if (port == ports.getFirst() || !further.add(port)) {
                throw new IllegalArgumentException("--proxy-port names %d twice".formatted(port));
            }
        }
        return further;
    }

    private DnsSettings dns(int port) {
        if (dnsServers.isEmpty()) {
            throw new IllegalArgumentException("--dns-port needs --dns-server: who knows the answers?");
        }
        Path certificate = dnsCertificate;
        Path key = dnsKey;
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("--dns-certificate and --dns-key go together");
        }
        return new DnsSettings(
                port,
                dnsServers.stream().map(SchoolOptions::nameServer).toList(),
                certificate == null || key == null
                        ? null
                        : new DnsSettings.Secure(certificate, key, dnsTlsPort, dnsHttpsPort),
                dnsPage.stream().map(InetAddress::ofLiteral).toList(),
                dnsRate);
    }

    /** An address with or without a port: 10.1.0.1, 10.1.0.1:5353, 2001:db8::1 or [2001:db8::1]:5353. */
    private static InetSocketAddress nameServer(String text) {
        int colon = text.lastIndexOf(':');
        boolean port = colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
        String address = port ? text.substring(0, colon) : text;
        return new InetSocketAddress(
                InetAddress.ofLiteral(address.replaceAll("[\\[\\]]", "")),
                port ? Integer.parseInt(text.substring(colon + 1)) : 53);
    }

    private static Map<String, InetSocketAddress> addresses(Map<String, String> origins) {
        Map<String, InetSocketAddress> addresses = new HashMap<>();
        origins.forEach((host, address) -> {
            int colon = address.lastIndexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("an origin needs an address and a port: " + address);
            }
            addresses.put(
                    host,
                    new InetSocketAddress(
                            InetAddress.ofLiteral(address.substring(0, colon)),
                            Integer.parseInt(address.substring(colon + 1))));
        });
        return addresses;
    }
}

package org.schoolgate.gateway.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two schools where names are looked up.
 *
 * @param port for UDP and TCP
 * @param servers the school's name servers, the first before the others
 * @param secure null where no certificate is given, and questions come in clear alone
 * @param page where a page says that a site is closed; empty where none does
 * @param perSecond how many questions each address may ask a second; 0 sets no bound
 */
public record DnsSettings(
        int port, List<InetSocketAddress> servers, @Nullable Secure secure, List<InetAddress> page, int perSecond) {
    /** What the devices of a class behind one address need. */
    public static final int USUAL_PER_SECOND = 200;

    public DnsSettings {
        servers = List.copyOf(servers);
        page = List.copyOf(page);
    }

    /**
     * Questions that nobody on the way can read.
     *
     * @param tlsPort for DNS over TLS
     * @param webPort for DNS over HTTPS
     */
    public record Secure(Path certificate, Path key, int tlsPort, int webPort) {}
}

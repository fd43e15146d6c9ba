package org.schoolgate.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.dns.DnsFigures;
import org.schoolgate.gateway.dns.DnsServer;
import org.schoolgate.gateway.handover.Ports;
import org.schoolgate.gateway.health.HealthWatch;
import org.schoolgate.gateway.icap.IcapServer;
import org.schoolgate.gateway.proxy.ProxyServer;

/** Where browsers, devices, routers and Squid come to a gateway: doors that open together and are left together. */
final class Doors implements AutoCloseable {
    private final ProxyServer proxy;
    private final @Nullable DnsServer dns;
    private final @Nullable Opening squids;
    private final Ports ports;
    private volatile @Nullable IcapServer icap;

    /** How the door for Squid opens. */
    @FunctionalInterface
    interface Opening {
        IcapServer open() throws IOException;
    }

    /**
     * Shut as yet.
     *
     * @param dns null where no names are looked up
     * @param squids null where no Squid asks
     */
    Doors(ProxyServer proxy, @Nullable DnsServer dns, @Nullable Opening squids, Ports ports) {
        this.proxy = proxy;
        this.dns = dns;
        this.squids = squids;
        this.ports = ports;
    }

    void open() throws IOException {
        icap = squids == null ? null : squids.open();
        if (dns != null) {
            dns.open();
        }
        proxy.open(ports);
    }

    void watch(HealthWatch health) {
        if (dns != null) {
            dns.watch(health);
        }
    }

    ProxyServer proxy() {
        return proxy;
    }

    @Nullable
    DnsServer dns() {
        return dns;
    }

    @Nullable
    DnsFigures dnsFigures() {
        return dns == null ? null : dns.figures();
    }

    @Nullable
    InetSocketAddress icapAddress() {
        IcapServer open = icap;
        return open == null ? null : open.address();
    }

    /**
     * Takes no more, and tells whoever is there.
     *
     * @param taken whether another process takes what comes
     */
    void leave(boolean taken) {
        ports.leave(taken);
        proxy.leave();
        IcapServer open = icap;
        if (open != null) {
            open.leave();
        }
    }

    /** Whether nobody is there any more. */
    boolean areQuiet() {
        IcapServer open = icap;
        return proxy.clients() == 0 && (open == null || open.connections() == 0) && (dns == null || !dns.isAsking());
    }

    @Override
    public void close() {
        IcapServer open = icap;
        if (open != null) {
            open.close();
        }
        proxy.close();
        if (dns != null) {
            dns.close();
        }
    }
}

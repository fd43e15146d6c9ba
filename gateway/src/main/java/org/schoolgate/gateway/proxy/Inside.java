package org.schoolgate.gateway.proxy;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.who.AddressRange;

/**
 * The addresses that lie inside: this machine, this network, and whatever else is no public host. A gateway that led
 * there would be a way into the school's own network, so they are closed unless listed.
 */
public final class Inside {
    private static final List<AddressRange> CLOSED = AddressRange.of(List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/9",
            "ff00::/8"));
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");

    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<AddressRange> listed;
    private volatile @Nullable OwnAddresses own;

    /** @param listed ranges that are open though they lie inside */
    public Inside(List<AddressRange> listed) {
        this.listed = List.copyOf(listed);
    }

    /** Whether this address is not to be reached. */
    public boolean closes(InetAddress address) {
        return !AddressRange.any(listed, address) && lies(address);
    }

    private boolean lies(InetAddress address) {
        InetAddress carried = carried(address);
        return AddressRange.any(CLOSED, address) || (!carried.equals(address) && lies(carried)) || isOwn(address);
    }

    /** The IPv4 address that an IPv6 address leads to: mapped, NAT64 or 6to4. */
    private static InetAddress carried(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        if (NAT64.holds(address)) {
            return v4(bytes, 12);
        }
        return SIX_TO_FOUR.holds(address) ? v4(bytes, 2) : address;
    }

    private static InetAddress v4(byte[] bytes, int from) {
        try {
            return Inet4Address.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An address of this machine, even a public one: its ports are nobody's destination. */
    private boolean isOwn(InetAddress address) {
        long now = System.nanoTime();
        OwnAddresses known = own;
        if (known == null || now - known.at() > LOOK_AGAIN_NANOS) {
            known = new OwnAddresses(ownAddresses(), now);
            own = known;
        }
        return known.addresses().contains(address);
    }

    private record OwnAddresses(Set<InetAddress> addresses, long at) {}

    private static Set<InetAddress> ownAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }
}

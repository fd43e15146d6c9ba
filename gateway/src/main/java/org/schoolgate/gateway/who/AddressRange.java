package org.schoolgate.gateway.who;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;

/** A range of IP addresses in CIDR notation; a single address is a range of one. */
public record AddressRange(InetAddress base, int prefix) {

    /** Reads {@code 10.1.0.0/16}, {@code fd00::/8} or {@code 10.1.2.3}. */
    public static AddressRange of(String cidr) {
        int slash = cidr.indexOf('/');
        InetAddress base = InetAddress.ofLiteral(slash < 0 ? cidr : cidr.substring(0, slash));
        int bits = base.getAddress().length * 8;
        int prefix = slash < 0 ? bits : Integer.parseInt(cidr.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("no range of addresses: " + cidr);
        }
        return new AddressRange(base, prefix);
    }

    public static List<AddressRange> of(Collection<String> cidrs) {
        return cidrs.stream().map(AddressRange::of).toList();
    }

    /** Whether any of these ranges holds the address. */
    public static boolean any(List<AddressRange> ranges, InetAddress address) {
        for (AddressRange range : ranges) {
            if (range.holds(address)) {
                return true;
            }
        }
        return false;
    }

    public boolean holds(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != other[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || ((mine[whole] ^ other[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefix;
    }
}

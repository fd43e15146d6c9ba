package org.schoolgate.gateways;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IP addresses as somebody typed it, made canonical. */
final class AddressRange {
    /** Written out: Java would read 10.1 as 10.0.0.1, which nobody means. */
    private static final Pattern WRITTEN_OUT =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private AddressRange() {}

    /** {@code 10.1.2.3/16} is {@code 10.1.0.0/16}; an address alone is a range of one. Names are never resolved. */
    static Optional<String> canonical(String typed) {
        var parts = typed.strip().split("/", -1);
        if (parts.length > 2 || !WRITTEN_OUT.matcher(parts[0]).matches()) {
            return Optional.empty();
        }
        try {
            var bytes = InetAddress.ofLiteral(parts[0]).getAddress();
            int bits = bytes.length * 8;
            int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            if (prefix < 0 || prefix > bits) {
                return Optional.empty();
            }
            for (int bit = prefix; bit < bits; bit++) {
                bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
            }
            return Optional.of(InetAddress.getByAddress(bytes).getHostAddress() + "/" + prefix);
        } catch (IllegalArgumentException | UnknownHostException _) {
            return Optional.empty();
        }
    }
}

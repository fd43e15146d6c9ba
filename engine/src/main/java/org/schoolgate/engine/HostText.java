package org.schoolgate.engine;

import java.net.IDN;
import java.util.Locale;

/** Reads a host from text. */
final class HostText {
    private static final int LONGEST_NAME = 253;

    private HostText() {}

    static Host read(String raw) {
        String text = raw.substring(raw.lastIndexOf('@') + 1);
        if (text.startsWith("[")) {
            return new Host.Malformed("an IPv6 address is not read yet: " + raw);
        }
        int colon = text.indexOf(':');
        if (colon >= 0) {
            text = text.substring(0, colon);
        }
        String name;
        try {
            name = IDN.toASCII(text).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return new Host.Malformed("no domain name: " + raw);
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return new Host.Address(name);
        }
        if (name.length() > LONGEST_NAME || !name.matches("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*")) {
            return new Host.Malformed("no domain name: " + raw);
        }
        return new Host.Name(name);
    }
}

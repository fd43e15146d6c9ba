package org.schoolgate.engine;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/*
 * A host is read the way the WHATWG URL standard reads one, as that is what browsers do with it: percent-decoding, then UTS-46
 * (non-transitional), then "does it end in a number" and so is an IPv4 address in one of its spellings. Stricter than the standard
 * where nothing real is lost: a name holds only letters, digits, hyphens and underscores, its lengths are those of RFC 1035, and
 * what a browser would cut off as a path is refused, because whoever hands over a host has no path in it.
 */
/** Reads a host from text. */
final class HostText {
    private static final int LONGEST_TEXT = 4_096;
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;
    private static final int HIGHEST_PORT = 65_535;

    private HostText() {}

    static Host read(String raw) {
        try {
            return isCanonicalName(raw) ? new Host.Name(raw) : host(raw);
        } catch (MalformedHost e) {
            return new Host.Malformed(e.why());
        }
    }

    /** Whether the text surely is a name as it stands; most are. */
    private static boolean isCanonicalName(String text) {
        int label = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (i == label || i - label > LONGEST_LABEL) {
                    return false;
                }
                label = i + 1;
            } else if (!isNameCharacter(c)) {
                return false;
            }
        }
        int last = text.length() - label;
        return text.length() <= LONGEST_NAME && last > 0 && last <= LONGEST_LABEL && text.charAt(label) > '9';
    }

    private static Host host(String raw) {
        if (raw.length() > LONGEST_TEXT) {
            throw new MalformedHost("longer than any host: " + raw.length() + " characters");
        }
        for (int i = 0; i < raw.length(); i++) {
            if ("/\\?#".indexOf(raw.charAt(i)) >= 0) {
                throw new MalformedHost("a path is no part of a host");
            }
        }
        String text = raw.substring(raw.lastIndexOf('@') + 1);
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0) {
                throw new MalformedHost("a bracket is not closed");
            }
            if (end + 1 < text.length()) {
                checkPort(text, end + 1);
            }
            return IpText.readIpv6(text.substring(1, end));
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && text.indexOf(':', colon + 1) >= 0) {
            return IpText.readIpv6(text);
        }
        if (colon >= 0) {
            checkPort(text, colon);
            text = text.substring(0, colon);
        }
        return nameOrIpv4(text.indexOf('%') < 0 ? text : percentDecoded(text));
    }

    private static void checkPort(String text, int colon) {
        int port = 0;
        for (int i = colon + 1; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new MalformedHost("no port: " + text.substring(colon + 1));
            }
            port = Math.min(port * 10 + digit, HIGHEST_PORT + 1);
        }
        if (text.charAt(colon) != ':' || port > HIGHEST_PORT) {
            throw new MalformedHost("no port: " + text.substring(colon));
        }
    }

    private static String percentDecoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%' && i + 2 < bytes.length) {
                int high = Character.digit(bytes[i + 1], 16);
                int low = Character.digit(bytes[i + 2], 16);
                if (high >= 0 && low >= 0) {
                    bytes[length++] = (byte) (high << 4 | low);
                    i += 2;
                    continue;
                }
            }
            bytes[length++] = bytes[i];
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static Host nameOrIpv4(String text) {
        String name = isAscii(text) ? text.toLowerCase(Locale.ROOT) : Idna.toAscii(text);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        checkName(name);
        String last = name.substring(name.lastIndexOf('.') + 1);
        return IpText.isNumber(last) ? IpText.readIpv4(name) : new Host.Name(name);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static void checkName(String name) {
        if (name.isEmpty()) {
            throw new MalformedHost("no host at all");
        }
        if (name.length() > LONGEST_NAME) {
            throw new MalformedHost(
                    "a name of " + name.length() + " characters, at most " + LONGEST_NAME + " are possible");
        }
        int label = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                if (i == label) {
                    throw new MalformedHost("a label is empty");
                }
                if (i - label > LONGEST_LABEL) {
                    throw new MalformedHost(
                            "a label of " + (i - label) + " characters, at most " + LONGEST_LABEL + " are possible");
                }
                label = i + 1;
            } else if (!isNameCharacter(name.charAt(i))) {
                throw new MalformedHost("no character of a name: U+%04X".formatted((int) name.charAt(i)));
            }
        }
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}

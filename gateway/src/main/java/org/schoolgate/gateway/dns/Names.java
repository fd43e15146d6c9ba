package org.schoolgate.gateway.dns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Names as messages hold them: labels, each after its length, and a zero at the end. */
final class Names {
    /** The most bytes of a name, with its lengths and its end. */
    static final int LONGEST = 255;

    static final byte[] ROOT = {0};

    private Names() {}

    /** A name in lower case, which is the form in which names are compared. */
    static byte[] lower(byte[] name) {
        byte[] lower = name.clone();
        for (int i = 0; i < lower.length; i++) {
            // Lengths are below 64, so none is taken for a capital.
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] |= 0x20;
            }
        }
        return lower;
    }

    static boolean same(byte[] one, byte[] other) {
        return Arrays.equals(lower(one), lower(other));
    }

    /** The name as text in lower case; null where it is the root, or holds what no host's name holds. */
    static @Nullable String text(byte[] name) {
        int length = name.length - 2;
        if (length < 1) {
            return null;
        }
        byte[] text = new byte[length];
        int left = name[0];
        for (int i = 0; i < length; i++) {
            byte b = name[i + 1];
            if (left == 0) {
                left = b;
                text[i] = '.';
            } else {
                left--;
                if (b >= 'A' && b <= 'Z') {
                    b |= 0x20;
                } else if (!isOfHosts(b)) {
                    return null;
                }
                text[i] = b;
            }
        }
        return new String(text, ISO_8859_1);
    }

    private static boolean isOfHosts(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
    }

    /** As text, without the labels up to the last that no host's name holds: so what stands below a name is below it still. */
    static @Nullable String textOfEnd(byte[] name) {
        for (int from = 0; name[from] != 0; from += name[from] + 1) {
            String text = text(Arrays.copyOfRange(name, from, name.length));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** The name that a text stands for, of a host or with an empty text of the root. */
    static byte[] of(String text) {
        if (text.isEmpty()) {
            return ROOT;
        }
        byte[] name = new byte[text.length() + 2];
        int size = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == '.') {
                name[i + 1] = (byte) size;
                size = 0;
            } else {
                name[i + 1] = (byte) c;
                size++;
            }
        }
        name[0] = (byte) size;
        return name;
    }

    /** Whether a name is another or stands below it; both in lower case. */
    static boolean isAtOrBelow(byte[] name, byte[] domain) {
        for (int from = 0; ; from += name[from] + 1) {
            if (name.length - from == domain.length) {
                return Arrays.equals(name, from, name.length, domain, 0, domain.length);
            }
            if (name[from] == 0) {
                return false;
            }
        }
    }
}

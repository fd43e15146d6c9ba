package org.schoolgate.gateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.SeenEvent;

/**
 * Writes an event as one line of JSON, but for its two numbers, which are only known when its place in the journal is.
 * It does what the feed's own mapper would, without its cost at every request.
 */
final class EventLine {
    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

    private static final byte[] AT = name("at");
    private static final byte[] READER = name("reader");
    private static final byte[] SESSION = name("session");
    private static final byte[] ADDRESS = name("address");
    private static final byte[] METHOD = name("method");
    private static final byte[] HOST = name("host");
    private static final byte[] PATH = name("path");
    private static final byte[] PORT = name("port");
    private static final byte[] ANSWER = name("answer");
    private static final byte[] CATEGORIES = name("categories");
    private static final byte[] RULE = name("rule");
    private static final byte[] POLICY_EPOCH = name("policyEpoch");
    private static final byte[] POLICY_VERSION = name("policyVersion");
    private static final byte[] BYTES = name("bytes");
    private static final byte[] MILLIS = name("millis");
    private static final byte[] EVIDENCE = name("evidence");

    private byte[] bytes = new byte[1024];
    private int length;

    /** Everything after the numbers, with the closing brace; what was written before is overwritten. */
    EventLine write(SeenEvent event) {
        length = 0;
        field(AT, event.at().toString());
        field(READER, event.reader());
        field(SESSION, event.session());
        field(ADDRESS, event.address());
        field(METHOD, event.method());
        field(HOST, event.host());
        field(PATH, event.path());
        field(PORT, event.port());
        field(ANSWER, event.answer());
        field(CATEGORIES, event.categories());
        field(RULE, event.rule());
        field(POLICY_EPOCH, event.policyEpoch());
        field(POLICY_VERSION, event.policyVersion());
        field(BYTES, event.bytes());
        field(MILLIS, event.millis());
        field(EVIDENCE, event.evidence());
        raw('}');
        return this;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** A field's name with all that stands around it, made once. */
    private static byte[] name(String name) {
        return (",\"" + name + "\":").getBytes(UTF_8);
    }

    private void name(byte[] name) {
        reserve(name.length);
        System.arraycopy(name, 0, bytes, length, name.length);
        length += name.length;
    }

    private void field(byte[] name, @Nullable String value) {
        name(name);
        if (value == null) {
            ascii("null");
        } else {
            text(value);
        }
    }

    private void field(byte[] name, long value) {
        name(name);
        ascii(Long.toString(value));
    }

    private void field(byte[] name, Set<String> values) {
        name(name);
        raw('[');
        boolean first = true;
        for (String value : values) {
            if (!first) {
                raw(',');
            }
            first = false;
            text(value);
        }
        raw(']');
    }

    private void text(String value) {
        raw('"');
        int end = value.length();
        reserve(end * 6 + 1);
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                notAscii(value.substring(i));
                break;
            }
            character(c);
        }
        raw('"');
    }

    private void character(char c) {
        if (c == '"' || c == '\\') {
            bytes[length++] = '\\';
            bytes[length++] = (byte) c;
        } else if (c >= ' ') {
            bytes[length++] = (byte) c;
        } else {
            bytes[length++] = '\\';
            bytes[length++] = 'u';
            bytes[length++] = '0';
            bytes[length++] = '0';
            bytes[length++] = HEX[c >> 4];
            bytes[length++] = HEX[c & 15];
        }
    }

    /** A lone surrogate becomes a question mark, as it has no UTF-8. */
    private void notAscii(String rest) {
        for (byte b : rest.getBytes(UTF_8)) {
            if (b < 0) {
                bytes[length++] = b;
            } else {
                character((char) b);
            }
        }
    }

    private void ascii(String value) {
        reserve(value.length());
        for (int i = 0; i < value.length(); i++) {
            bytes[length++] = (byte) value.charAt(i);
        }
    }

    private void raw(char c) {
        reserve(1);
        bytes[length++] = (byte) c;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}

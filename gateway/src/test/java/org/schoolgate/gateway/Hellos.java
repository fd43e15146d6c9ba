package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** TLS greetings as bytes. */
public final class Hellos {
    private Hellos() {}

    /** One that names a site, with so many bytes of keys. */
    static byte[] naming(String name, int keys) {
        return record(message(with(extension(0, name(name)), extension(51, new byte[keys]))));
    }

    public static byte[] naming(String name) {
        return naming(name, 36);
    }

    public static byte[] nameless() {
        return record(message(extension(51, new byte[36])));
    }

    /** One whose real name is hidden, as is any that only pretends to hide one. */
    public static byte[] hiding(String outer) {
        return record(message(with(extension(0, name(outer)), extension(0xfe0d, new byte[200]))));
    }

    static byte[] namingTwice(String one, String other) {
        return record(message(with(extension(0, name(one)), extension(0, name(other)))));
    }

    static byte[] listing(String one, String other) {
        byte[] both = with(entry(one), entry(other));
        return record(message(extension(0, with(two(both.length), both))));
    }

    /** The same greeting in records of so many bytes. */
    static byte[] inRecordsOf(int size, byte[] hello) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int at = 5; at < hello.length; at += size) {
            all.writeBytes(record(Arrays.copyOfRange(hello, at, Math.min(hello.length, at + size))));
        }
        return all.toByteArray();
    }

    private static byte[] record(byte[] message) {
        return with(new byte[] {22, 3, 1}, two(message.length), message);
    }

    private static byte[] message(byte[] extensions) {
        byte[] body = with(
                new byte[] {3, 3},
                new byte[32],
                new byte[] {0},
                new byte[] {0, 2, 0x13, 1},
                new byte[] {1, 0},
                two(extensions.length),
                extensions);
        return with(new byte[] {1, 0}, two(body.length), body);
    }

    private static byte[] name(String name) {
        byte[] entry = entry(name);
        return with(two(entry.length), entry);
    }

    private static byte[] entry(String name) {
        byte[] bytes = name.getBytes(ISO_8859_1);
        return with(new byte[] {0}, two(bytes.length), bytes);
    }

    private static byte[] extension(int type, byte[] body) {
        return with(two(type), two(body.length), body);
    }

    private static byte[] two(int number) {
        return new byte[] {(byte) (number >> 8), (byte) number};
    }

    private static byte[] with(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

package org.schoolgate.gateway.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * ClamAV's clamd, as it is spoken to (INSTREAM): a connection for each file. Its calls wait, so they belong on threads of their
 * own, and whoever has waited long enough interrupts them.
 */
final class Clamd {
    static final int LONGEST_NAME = 80;

    private static final int PART = 64 << 10;
    private static final int LONGEST_ANSWER = 1 << 10;
    private static final String FOUND = " FOUND";
    private static final String TOO_LARGE = "size limit exceeded";
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9._-]");

    private final SocketAddress address;
    private final Duration connect;

    /** What it says of a file. */
    sealed interface Answer {
        record Clean() implements Answer {}

        record Found(String name) implements Answer {}

        /** It takes no file so large. */
        record TooLarge() implements Answer {}
    }

    /** It cannot be reached, breaks off, or says what nobody understands. */
    static final class Away extends IOException {
        private static final long serialVersionUID = 1L;

        Away(String why, Throwable cause) {
            super(why, cause);
        }

        Away(String why) {
            super(why);
        }
    }

    Clamd(SocketAddress address, Duration connect) {
        this.address = address;
        this.connect = connect;
    }

    /**
     * Where it listens: {@code host:port}, or the path of its socket.
     *
     * @throws IllegalArgumentException where it is neither
     */
    static SocketAddress address(String text) {
        if (text.startsWith("/")) {
            return UnixDomainSocketAddress.of(Path.of(text));
        }
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            String host = text.substring(0, Math.max(0, colon)).replaceAll("[\\[\\]]", "");
            if (colon > 0 && !host.isEmpty() && port > 0 && port <= 0xffff) {
                return new InetSocketAddress(host, port);
            }
        } catch (NumberFormatException _) {
            // The same as a number that is no port.
        }
        throw new IllegalArgumentException(
                "the scanner is named by host:port, like 127.0.0.1:3310, or by the path of its socket: " + text);
    }

    /** Has a file looked through, from its first byte to its last. */
    Answer scan(InputStream file) throws IOException {
        try (SocketChannel channel = open()) {
            try {
                send(channel, file);
            } catch (Away e) {
                // It may have said why it wants no more.
                String said = answer(channel);
                if (said.isEmpty()) {
                    throw e;
                }
                return read(said);
            }
            return read(answer(channel));
        }
    }

    /** Its version with that of its signatures and their date. */
    String version() throws IOException {
        try (SocketChannel channel = open()) {
            write(channel, ByteBuffer.wrap("zVERSION\0".getBytes(US_ASCII)));
            return clean(answer(channel), "[^A-Za-z0-9 ./:_-]");
        }
    }

    private SocketChannel open() throws Away {
        try {
            if (!(address instanceof InetSocketAddress host)) {
                return SocketChannel.open(address);
            }
            SocketChannel channel = SocketChannel.open();
            try {
                // A name is looked up anew, as it may have moved.
                InetSocketAddress now =
                        host.isUnresolved() ? new InetSocketAddress(host.getHostString(), host.getPort()) : host;
                channel.socket().connect(now, (int) connect.toMillis());
                return channel;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new Away("it cannot be reached", e);
        }
    }

    private static void send(SocketChannel channel, InputStream file) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(Integer.BYTES + PART);
        write(channel, ByteBuffer.wrap("zINSTREAM\0".getBytes(US_ASCII)));
        for (int size = file.readNBytes(part.array(), Integer.BYTES, PART);
                size > 0;
                size = file.readNBytes(part.array(), Integer.BYTES, PART)) {
            part.clear().putInt(0, size).limit(Integer.BYTES + size);
            write(channel, part);
        }
        write(channel, part.clear().putInt(0, 0).limit(Integer.BYTES));
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws Away {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new Away("it broke off", e);
        }
    }

    private static String answer(SocketChannel channel) throws Away {
        ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER);
        try {
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // To its end, or as far as a line goes.
            }
        } catch (IOException e) {
            if (answer.position() == 0) {
                throw new Away("it broke off", e);
            }
        }
        return new String(answer.array(), 0, answer.position(), US_ASCII)
                .replace("\0", "")
                .strip();
    }

    private static Answer read(String said) throws Away {
        if (said.equals("stream: OK")) {
            return new Answer.Clean();
        }
        if (said.endsWith(FOUND)) {
            return new Answer.Found(name(said.substring(0, said.length() - FOUND.length())));
        }
        if (said.contains(TOO_LARGE)) {
            return new Answer.TooLarge();
        }
        throw new Away(said.isEmpty() ? "it broke off" : "it says: " + clean(said, "[^ -~]"));
    }

    /** The name alone, without the digest that may follow it. */
    private static String name(String said) {
        String name = said.startsWith("stream: ") ? said.substring("stream: ".length()) : said;
        int digest = name.indexOf('(');
        String plain = NOT_IN_A_NAME
                .matcher(digest > 0 ? name.substring(0, digest) : name)
                .replaceAll("_");
        return plain.isEmpty() ? "unnamed" : plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    }

    private static String clean(String said, String others) {
        String plain = said.replaceAll(others, "_");
        return plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    }
}

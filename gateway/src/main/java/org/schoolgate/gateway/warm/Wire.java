package org.schoolgate.gateway.warm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;

/** A connection on which lines of text are said and heard. */
final class Wire implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Socket socket;
    private final InputStream in;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static Wire to(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return new Wire(socket);
    }

    static Wire over(Socket socket) throws IOException {
        return new Wire(socket);
    }

    Socket socket() {
        return socket;
    }

    int port() {
        return socket.getPort();
    }

    Wire say(String text) throws IOException {
        return say(text.getBytes(ISO_8859_1));
    }

    Wire say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    void skip(int bytes) throws IOException {
        in.skipNBytes(bytes);
    }

    /** A head, each of its lines with a line feed behind it. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder(256);
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /** An answer of HTTP, with its body. */
    void answer() throws IOException {
        int length = number(head(), "Content-Length:");
        in.skipNBytes(length);
    }

    /** Pieces that each say how long they are, as far as the last. */
    void pieces() throws IOException {
        int length;
        do {
            length = Integer.parseInt(line().strip(), 16);
            in.skipNBytes(length + 2L);
        } while (length > 0);
    }

    /** The number behind some words in a head; 0 where they are not there. */
    static int number(String head, String words) {
        int at = head.toLowerCase(Locale.ROOT).indexOf(words.toLowerCase(Locale.ROOT));
        if (at < 0) {
            return 0;
        }
        int from = at + words.length();
        int end = head.indexOf('\n', from);
        return Integer.parseInt(head.substring(from, end).strip());
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

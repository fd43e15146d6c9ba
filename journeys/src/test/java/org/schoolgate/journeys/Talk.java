package org.schoolgate.journeys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A connection that is spoken byte by byte. */
final class Talk implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    private Talk(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** To a port of this machine, from one of its addresses. */
    static Talk to(int port, String from) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return new Talk(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    static Talk to(int port) throws IOException {
        return to(port, "127.0.0.1");
    }

    /** An answer without its body. */
    record Head(String line, Map<String, String> headers) {
        /** The number in the first line. */
        int status() {
            return Integer.parseInt(line.split(" ", 3)[1]);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        int length() {
            return Integer.parseInt(headers.getOrDefault("content-length", "0"));
        }

        boolean isLast() {
            return header("connection").equalsIgnoreCase("close");
        }
    }

    /** An answer with its body, which has a length. */
    record Answer(Head head, String body) {}

    Talk say(String words) throws IOException {
        return say(words.getBytes(ISO_8859_1));
    }

    Talk say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    String line() throws IOException {
        var line = new StringBuilder();
        for (int c = byteOf(); c != '\n'; c = byteOf()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private int byteOf() throws IOException {
        int c = in.read();
        if (c < 0) {
            throw new EOFException("closed before it answered");
        }
        return c;
    }

    Head head() throws IOException {
        var first = line();
        var headers = new TreeMap<String, String>();
        for (var header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return new Head(first, headers);
    }

    Answer answer() throws IOException {
        var head = head();
        return new Answer(head, new String(bytes(head.length()), ISO_8859_1));
    }

    byte[] bytes(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("cut off after %d of %d bytes".formatted(bytes.length, length));
        }
        return bytes;
    }

    /** Goes on in TLS with a site, whose certificate has to be of an authority that is trusted. */
    Talk secure(SSLContext trust, String host) throws IOException {
        var tls = (SSLSocket) trust.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        try {
            var parameters = tls.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return new Talk(tls);
        } catch (IOException e) {
            tls.close();
            throw e;
        }
    }

    /** Ends it as somebody does whose computer is switched off: the other side is told that nothing of it counts any more. */
    void reset() throws IOException {
        if (!(socket instanceof SSLSocket)) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

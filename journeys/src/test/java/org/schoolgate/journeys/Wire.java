package org.schoolgate.journeys;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** One kept connection to a proxy, as quick as a program can be: to ask again and again, or to hold a tunnel open. */
final class Wire implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader answers;
    private final String credentials;

    Wire(int port, String token) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        credentials = credentials(token);
    }

    /** What a browser sends to a proxy that knows it by a token. */
    static String credentials(String token) {
        return "Basic " + Base64.getEncoder().encodeToString((token + ":").getBytes(StandardCharsets.UTF_8));
    }

    /** Milliseconds since 1970 with their parts, by the clock that browsers count from. */
    static double now() {
        var now = Instant.now();
        return now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
    }

    /** The status of a site's page. */
    int page(String host) throws IOException {
        return ask("GET http://" + host + "/ HTTP/1.1", host);
    }

    /** The status that a request is answered with; what else is in the answer is read and dropped. */
    int ask(String line, String host) throws IOException {
        var request = "%s\r\nHost: %s\r\nProxy-Authorization: %s\r\n\r\n".formatted(line, host, credentials);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        var first = answers.readLine();
        if (first == null) {
            throw new IOException("closed before it answered");
        }
        int length = 0;
        for (var header = answers.readLine(); header != null && !header.isEmpty(); header = answers.readLine()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        for (long left = length; left > 0; ) {
            left -= answers.skip(left);
        }
        return Integer.parseInt(first.split(" ", 3)[1]);
    }

    /** Waits until the other side has closed, and says when that was. */
    double end() {
        try {
            while (answers.read() >= 0) {
                // nothing is sent through it
            }
        } catch (IOException _) {
            return now(); // closed hard is closed too
        }
        return now();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

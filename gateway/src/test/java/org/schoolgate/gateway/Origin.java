package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A site whose every byte the test decides. It says {@code hello} where nothing else is told, and leaves a body unread
 * where the request has the header {@code X-Unread}.
 */
public final class Origin implements AutoCloseable {
    private final ServerSocket server;
    private final Map<String, Site> sites = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    /** A request as it came. */
    public record Asked(String line, List<String> headers, String body) {
        public @Nullable String header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst()
                    .orElse(null);
        }
    }

    /** What a page answers; false to close the connection. */
    public interface Site {
        boolean answer(Asked request, Socket socket, InputStream in, OutputStream out) throws Exception;
    }

    public Origin() throws IOException {
        this(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
    }

    public Origin(ServerSocket server) {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** What the path answers, byte by byte. */
    public Origin at(String path, String answer) {
        return at(path, (request, socket, in, out) -> {
            out.write(answer.getBytes(ISO_8859_1));
            out.flush();
            return true;
        });
    }

    public Origin at(String path, Site site) {
        sites.put(path, site);
        return this;
    }

    public List<Asked> asked() {
        return asked;
    }

    public Asked last() {
        return asked.getLast();
    }

    /** How many connections were ever opened to it. */
    public int connections() {
        return connections.get();
    }

    /** Closes what is open, as a server does that has grown tired of idle connections. */
    public void hangUp() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                Asked request = read(in, out);
                asked.add(request);
                String path = request.line().split(" ", -1)[1];
                Site site = sites.getOrDefault(path, Origin::hello);
                if (!site.answer(request, socket, in, out)) {
                    return;
                }
            }
        } catch (Exception _) {
            return;
        } finally {
            open.remove(socket);
        }
    }

    private static boolean hello(Asked request, Socket socket, InputStream in, OutputStream out) throws IOException {
        boolean head = request.line().startsWith("HEAD ");
        out.write(("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/plain\r\n\r\n" + (head ? "" : "hello"))
                .getBytes(ISO_8859_1));
        out.flush();
        return true;
    }

    private static Asked read(InputStream in, OutputStream out) throws IOException {
        String line = line(in);
        List<String> headers = new ArrayList<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            headers.add(header);
        }
        Asked head = new Asked(line, headers, "");
        if (head.header("Expect") != null) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
            out.flush();
        }
        if (head.header("X-Unread") != null) {
            return head;
        }
        String length = head.header("Content-Length");
        if (length != null) {
            return new Asked(line, headers, new String(in.readNBytes(Integer.parseInt(length)), ISO_8859_1));
        }
        if ("chunked".equals(head.header("Transfer-Encoding"))) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                body.write(in.readNBytes(size));
                line(in);
            }
            line(in);
            return new Asked(line, headers, body.toString(ISO_8859_1));
        }
        return head;
    }

    private static String line(InputStream in) throws IOException {
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
        server.close();
        hangUp();
    }
}

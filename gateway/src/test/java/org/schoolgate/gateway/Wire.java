package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A client that sends exactly the bytes it is told to, and reads HTTP answers. */
public final class Wire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    /** An answer: what a client would see of it. */
    public record Answer(int status, List<String> head, String body) {
        public @Nullable String header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return head.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst()
                    .orElse(null);
        }
    }

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
    }

    public static Wire to(InetSocketAddress address) throws IOException {
        return new Wire(new Socket(address.getAddress(), address.getPort()));
    }

    /** From another loopback address, which is another computer of the school. */
    public static Wire from(String source, InetSocketAddress address) throws IOException {
        return new Wire(new Socket(address.getAddress(), address.getPort(), InetAddress.ofLiteral(source), 0));
    }

    /** TLS from here on, towards a site of this name. */
    public Wire secured(SSLContext trust, String site) throws IOException {
        return secured(trust, site, _ -> {});
    }

    /**
     * TLS from here on, as this client wants it.
     *
     * @param how sets what else it wants
     */
    public Wire secured(SSLContext trust, String site, Consumer<SSLParameters> how) throws IOException {
        SSLSocket secured = (SSLSocket) trust.getSocketFactory().createSocket(socket, site, 443, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(List.of(new SNIHostName(site)));
        how.accept(parameters);
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return new Wire(secured);
    }

    /** The certificate that the other side shows. */
    public X509Certificate certificate() throws IOException {
        return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
    }

    /** Asks for a page of the site at the other end of TLS. */
    public Answer page(String site, String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: " + site + "\r\n\r\n").answer();
    }

    /** The header by which a reader's token goes along. */
    public static String as(String name) {
        String both = name + "-token:";
        return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)) + "\r\n";
    }

    public Wire send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    public Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Asks for a page and reads the answer. */
    public Answer get(String url, String who) throws IOException {
        String host = url.replaceFirst("http://", "").replaceFirst("/.*", "");
        return send("GET " + url + " HTTP/1.1\r\nHost: " + host + "\r\n" + who + "\r\n")
                .answer();
    }

    /** Asks for a tunnel and reads the answer. */
    public Answer connect(String target, String who) throws IOException {
        return send("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + who + "\r\n")
                .head("CONNECT");
    }

    public Answer answer() throws IOException {
        return head("GET");
    }

    /** Reads an answer to a request by this method, which decides whether it has a body. */
    public Answer head(String method) throws IOException {
        List<String> head = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.add(line);
        }
        int status = Integer.parseInt(head.getFirst().split(" ", 3)[1]);
        Answer bare = new Answer(status, head, "");
        boolean empty = method.equals("HEAD")
                || (method.equals("CONNECT") && status == 200)
                || status < 200
                || status == 204
                || status == 304;
        return empty ? bare : new Answer(status, head, body(bare));
    }

    private String body(Answer answer) throws IOException {
        String length = answer.header("Content-Length");
        if (length != null) {
            return new String(exactly(Integer.parseInt(length)), ISO_8859_1);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if ("chunked".equals(answer.header("Transfer-Encoding"))) {
            for (int size = chunk(); size > 0; size = chunk()) {
                body.write(exactly(size));
                line();
            }
            String trailer = line();
            while (!trailer.isEmpty()) {
                trailer = line();
            }
        } else {
            in.transferTo(body);
        }
        return body.toString(ISO_8859_1);
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0], 16);
    }

    public byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("%d of %d bytes came".formatted(bytes.length, size));
        }
        return bytes;
    }

    public String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended in: " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Whether the other side has closed; waits for it. */
    public boolean isClosed() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

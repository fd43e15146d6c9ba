package org.schoolgate.gateway.warm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.schoolgate.gateway.tls.Authority;
import org.schoolgate.gateway.tls.Leaf;

/** All the sites that there are while a gateway gets warm: one in clear, one over TLS, and a name server that knows them. */
final class Sites implements AutoCloseable {
    private static final byte[] PAGE = ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1024\r\n\r\n"
                    + "x".repeat(1024))
            .getBytes(ISO_8859_1);
    /** An address for documentation (RFC 5737). */
    private static final int ADDRESS = 0xC0_00_02_07;

    private final ServerSocket inClear;
    private final ServerSocket overTls;
    private final DatagramSocket names;

    /** @param authority who vouches for the site over TLS */
    Sites(Authority authority) throws IOException, GeneralSecurityException {
        InetAddress here = InetAddress.getLoopbackAddress();
        inClear = new ServerSocket(0, 100, here);
        names = new DatagramSocket(0, here);
        overTls = vouchedFor(authority.leaf(School.INSPECTED, null))
                .getServerSocketFactory()
                .createServerSocket(0, 100, here);
        for (ServerSocket site : new ServerSocket[] {inClear, overTls}) {
            Thread.ofVirtual().start(() -> accept(site));
        }
        Thread.ofVirtual().start(this::nameThem);
    }

    /** Where each of them is. */
    Map<String, InetSocketAddress> origins() {
        return Map.of("*", (InetSocketAddress) inClear.getLocalSocketAddress(), School.INSPECTED, (InetSocketAddress)
                overTls.getLocalSocketAddress());
    }

    /** Where their names are known. */
    InetSocketAddress names() {
        return (InetSocketAddress) names.getLocalSocketAddress();
    }

    private static SSLContext vouchedFor(Leaf leaf) throws IOException, GeneralSecurityException {
        char[] none = new char[0];
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, none);
        store.setKeyEntry("site", leaf.key(), none, leaf.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, none);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** What a client needs that believes an authority. */
    static SSLContext believing(Authority authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, new char[0]);
        store.setCertificateEntry("authority", authority.chain().getLast());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static void accept(ServerSocket site) {
        while (!site.isClosed()) {
            try {
                Socket client = site.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    /** Each request is answered with the same page, and whatever else is heard with the same bytes. */
    private static void serve(Socket client) {
        byte[] heard = new byte[4096];
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int read = in.read(heard); read > 0; read = in.read(heard)) {
                if (heard[0] == 'G') {
                    out.write(PAGE);
                } else {
                    out.write(heard, 0, read);
                }
            }
        } catch (IOException _) {
            // The warm-up is over.
        }
    }

    private void nameThem() {
        byte[] heard = new byte[1232];
        while (!names.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(heard, heard.length);
                names.receive(packet);
                byte[] answer = named(heard);
                names.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException _) {
                return;
            }
        }
    }

    /** The question once more, with the same address for every name (RFC 1035, 4.1). */
    private static byte[] named(byte[] question) {
        int end = 12;
        while (question[end] != 0) {
            end += question[end] + 1;
        }
        end += 5;
        return ByteBuffer.allocate(end + 16)
                .put(question, 0, end)
                .putShort(2, (short) 0x8180)
                .putShort(6, (short) 1)
                .putInt(8, 0)
                .putShort((short) 0xC00C)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(60)
                .putShort((short) 4)
                .putInt(ADDRESS)
                .array();
    }

    @Override
    public void close() throws IOException {
        inClear.close();
        overTls.close();
        names.close();
    }
}

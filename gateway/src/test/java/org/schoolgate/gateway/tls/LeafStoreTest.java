package org.schoolgate.gateway.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.handover.Loops;

class LeafStoreTest {
    private static final int ROUNDS = 40;
    private static final List<String> RUDE = List.of(
            "\u0016\u0003\u0001\u0000\u0005hello",
            "\u0016\u0003\u0003\u0000\u0004\u0001\u0000\u0000\u0000",
            "no TLS at all\r\n\r\n");

    @TempDir
    Path folder;

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private SchoolAuthority authority;
    private Leaves leaves;

    @BeforeEach
    void start() throws IOException {
        authority = SchoolAuthority.in(folder, Clock.systemUTC());
        leaves = new Leaves(authority);
    }

    @AfterEach
    void end() {
        Loops.end(loops);
        leaves.close();
    }

    /** All on one loop, one after the other: what the library remembers of one client is there when the next is greeted. */
    @Test
    void whatIsWrongWithOneClientIsNoReasonToHangUpOnTheNext() throws Exception {
        SSLContext trusting = trusting(authority.chain().getLast());
        SSLContext strange = SSLContext.getDefault();
        for (int round = 0; round < ROUNDS; round++) {
            String host = "site-%d.example".formatted(round);
            Leaves.Held held = leaves.of(host, authority.chain().getFirst());
            InetSocketAddress door = open(held.context().get());
            for (String words : RUDE) {
                rude(door, words);
                greets(strange, host, door);
                assertThat(greets(trusting, host, door)).as(host).isTrue();
            }
            held.letGo();
        }
    }

    private InetSocketAddress open(SslContext context) throws InterruptedException {
        return (InetSocketAddress) new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        client.pipeline()
                                .addLast(context.newHandler(client.alloc()), new ChannelInboundHandlerAdapter() {
                                    @Override
                                    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
                                        failed.close();
                                    }
                                });
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel()
                .localAddress();
    }

    private static void rude(InetSocketAddress door, String words) throws IOException {
        try (Socket client = new Socket(door.getAddress(), door.getPort())) {
            client.setSoTimeout(500);
            client.getOutputStream().write(words.getBytes(ISO_8859_1));
            client.getOutputStream().flush();
            client.getInputStream().read();
        } catch (IOException _) {
            // It was hung up on, as it deserves.
        }
    }

    private static boolean greets(SSLContext tls, String host, InetSocketAddress door) throws IOException {
        try (Socket plain = new Socket(door.getAddress(), door.getPort());
                SSLSocket client = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, 443, true)) {
            client.startHandshake();
            return true;
        } catch (SSLException e) {
            return false;
        }
    }

    private static SSLContext trusting(X509Certificate root) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("root", root);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}

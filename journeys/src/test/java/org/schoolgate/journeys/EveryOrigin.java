package org.schoolgate.journeys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.Mapping;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.schoolgate.gateway.tls.Leaf;
import org.schoolgate.gateway.tls.LeafStore;

/**
 * Every site there is, on one port, plain and over TLS, each site with a certificate of its own. What a path begins with says
 * how the site behaves: {@code /big}, {@code /drip}, {@code /reset} and {@code /mute} are as they are called, and everything
 * else is answered at once.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written is a client that has gone
final class EveryOrigin implements AutoCloseable {
    private static final byte[] BIG = "x".repeat(4 << 20).getBytes(ISO_8859_1);
    private static final int DRIP_MILLIS = 400;
    private static final int TLS_HANDSHAKE = 22;

    private final SiteCertificates certificates;
    private final Map<String, X509Certificate> bySite = new ConcurrentHashMap<>();
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel port;

    EveryOrigin(SiteCertificates certificates) {
        this.certificates = certificates;
        port = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new PlainOrTls());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) port.localAddress()).getPort();
    }

    private final class PlainOrTls extends ByteToMessageDecoder {
        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            if (!in.isReadable()) {
                return;
            }
            if (in.getByte(in.readerIndex()) == TLS_HANDSHAKE) {
                context.pipeline().addLast(new OwnCertificate());
            }
            context.pipeline().addLast(new HttpServerCodec(), new Site());
            context.pipeline().remove(this);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    /** TLS under a certificate for the site that the client names, made when it is first wanted. */
    private final class OwnCertificate extends SniHandler {
        OwnCertificate() {
            super((Mapping<String, SslContext>) EveryOrigin.this::context);
        }

        @Override
        protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
            var handler = super.newSslHandler(context, allocator);
            ReferenceCountUtil.release(context);
            return handler;
        }
    }

    private SslContext context(String name) {
        var labels = name.split("\\.", -1);
        var site = labels.length < 2 ? name : labels[labels.length - 2] + "." + labels[labels.length - 1];
        var certificate = bySite.computeIfAbsent(site, _ -> certificates.of(site, "*." + site));
        try {
            return SslContextBuilder.forServer(
                            LeafStore.of(new Leaf(certificates.siteKey().getPrivate(), List.of(certificate))))
                    .trustManager(certificate)
                    .sslProvider(SslProvider.OPENSSL_REFCNT)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Site extends ChannelInboundHandlerAdapter {
        private String path = "";
        private boolean keepAlive;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                path = request.uri();
                keepAlive = HttpUtil.isKeepAlive(request);
            }
            if (message instanceof LastHttpContent) {
                answer(context);
            }
            ReferenceCountUtil.release(message);
        }

        private void answer(ChannelHandlerContext context) {
            if (path.startsWith("/big")) {
                context.write(head(BIG.length));
                context.writeAndFlush(new DefaultLastHttpContent(Unpooled.wrappedBuffer(BIG)));
            } else if (path.startsWith("/drip")) {
                context.writeAndFlush(head(200));
                drip(context, 200);
            } else if (path.startsWith("/reset")) {
                context.write(head(1_000));
                context.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer("x", ISO_8859_1)))
                        .addListener(done -> {
                            if (done.isSuccess()) {
                                context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                            }
                            context.close();
                        });
            } else if (!path.startsWith("/mute")) {
                var body = Unpooled.copiedBuffer("ok " + path, ISO_8859_1);
                var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
                answer.headers()
                        .set(HttpHeaderNames.CONTENT_TYPE, "text/plain")
                        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
                var written = context.writeAndFlush(answer);
                if (!keepAlive) {
                    written.addListener(ChannelFutureListener.CLOSE);
                }
            }
        }

        private static DefaultHttpResponse head(int length) {
            var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain").set(HttpHeaderNames.CONTENT_LENGTH, length);
            return head;
        }

        private static void drip(ChannelHandlerContext context, int left) {
            if (!context.channel().isActive()) {
                return;
            }
            var letter = Unpooled.copiedBuffer("x", ISO_8859_1);
            context.writeAndFlush(left == 1 ? new DefaultLastHttpContent(letter) : new DefaultHttpContent(letter));
            if (left > 1) {
                context.executor().schedule(() -> drip(context, left - 1), DRIP_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    @Override
    public void close() {
        port.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}

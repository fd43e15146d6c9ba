package org.schoolgate.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemNamesTest {
    @TempDir
    Path folder;

    final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    final EventLoop loop = (EventLoop) loops.next();
    final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** A name server that knows {@code maps.test} alone. */
    private Path nameServer() throws Exception {
        Channel server = new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new DatagramDnsQueryDecoder())
                                .addLast(new DatagramDnsResponseEncoder())
                                .addLast(new SimpleChannelInboundHandler<DatagramDnsQuery>() {
                                    @Override
                                    protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
                                        answer(context, query);
                                    }
                                });
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        return Files.writeString(folder.resolve("resolv.conf"), "port " + port + "\nnameserver 127.0.0.1\n");
    }

    private void answer(ChannelHandlerContext context, DatagramDnsQuery query) {
        asked.incrementAndGet();
        DnsQuestion question = query.recordAt(DnsSection.QUESTION);
        boolean known = question.name().equals("maps.test.");
        DatagramDnsResponse response =
                new DatagramDnsResponse(/* sender= */ query.recipient(), /* recipient= */ query.sender(), query.id());
        response.setCode(known ? DnsResponseCode.NOERROR : DnsResponseCode.NXDOMAIN);
        response.addRecord(DnsSection.QUESTION, question);
        if (known && question.type().equals(DnsRecordType.A)) {
            response.addRecord(
                    DnsSection.ANSWER,
                    new DefaultDnsRawRecord(
                            question.name(), DnsRecordType.A, 60, Unpooled.wrappedBuffer(new byte[] {10, 1, 2, 3})));
        }
        context.writeAndFlush(response);
    }

    Future<List<InetAddress>> find(SystemNames names, String name) {
        return names.find(loop, name).awaitUninterruptibly();
    }

    @Test
    void aNameIsAskedForOnceAndThenKept() throws Exception {
        SystemNames names = new SystemNames(NioDatagramChannel.class, nameServer());

        assertThat(find(names, "maps.test").getNow())
                .extracting(InetAddress::getHostAddress)
                .containsExactly("10.1.2.3");
        int before = asked.get();
        assertThat(find(names, "maps.test").isSuccess()).isTrue();
        assertThat(asked).hasValue(before);
    }

    @Test
    void aNameWithoutAnAddressIsAFailure() throws Exception {
        SystemNames names = new SystemNames(NioDatagramChannel.class, nameServer());

        assertThat(find(names, "nowhere.test").isSuccess()).isFalse();
    }

    @Test
    void withoutAServerOfTheSchoolsNobodyElsesIsAsked() throws Exception {
        Path none = Files.writeString(folder.resolve("none"), "# nothing\n");
        SystemNames names = new SystemNames(NioDatagramChannel.class, none);

        assertThat(find(names, "maps.test").cause()).hasMessage("this machine knows no name server");
    }
}

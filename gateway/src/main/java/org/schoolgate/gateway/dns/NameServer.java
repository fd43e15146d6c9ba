package org.schoolgate.gateway.dns;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One of the school's name servers, with the ports from which it is asked: several at a time, each for a while only. */
final class NameServer {
    private static final int LINES = 16;
    private static final int MOST_ASKED = 10_000;
    private static final int AWAY_AFTER = 3;
    private static final long AWAY_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** One that is silent is asked this often whether it is back, however little there is to ask. */
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** One that nobody had to ask is asked this often whether it is there. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final InetSocketAddress address;
    private final DnsNetwork network;
    private final EventLoop loop;
    private final Chance chance;
    private final BiConsumer<Line, ByteBuf> came;
    private final List<Line> lines = new ArrayList<>();
    private final List<Line> leaving = new ArrayList<>();
    private volatile int silences;
    private long awayUntil;
    private long askedAt = System.nanoTime();
    private boolean opening;

    NameServer(
            InetSocketAddress address,
            DnsNetwork network,
            EventLoop loop,
            Chance chance,
            BiConsumer<Line, ByteBuf> came)
            throws IOException {
        this.address = address;
        this.network = network;
        this.loop = loop;
        this.chance = chance;
        this.came = came;
        for (int i = 0; i < LINES; i++) {
            Incoming answers = new Incoming();
            ChannelFuture opened = open(answers).awaitUninterruptibly();
            if (!opened.isSuccess()) {
                throw new IOException(
                        "no question can be sent to the name server %s: %s"
                                .formatted(address, opened.cause().getMessage()),
                        opened.cause());
            }
            lines.add(answers.on(opened));
        }
    }

    private ChannelFuture open(Incoming answers) {
        Bootstrap bootstrap =
                new Bootstrap().group(loop).channel(network.datagram()).handler(answers);
        network.readsMany(bootstrap);
        return bootstrap.connect(address);
    }

    InetSocketAddress address() {
        return address;
    }

    /** Any of its ports, for a question that goes out now. */
    Line line() {
        askedAt = System.nanoTime();
        return lines.get(chance.below(lines.size()));
    }

    void answered() {
        silences = 0;
    }

    void silent(long now) {
        int more = silences + 1;
        silences = more;
        if (more >= AWAY_AFTER) {
            awayUntil = now + AWAY_NANOS;
        }
    }

    /** Whether it has let several questions go by without a word. */
    boolean isSilent() {
        return silences >= AWAY_AFTER;
    }

    /** Whether it is time to ask it something, only to hear whether it is there. */
    boolean isToBeTried(long now) {
        return now - askedAt > (silences > 0 ? AGAIN_NANOS : QUIET_NANOS);
    }

    boolean isAway(long now) {
        return silences >= AWAY_AFTER && now - awayUntil < 0;
    }

    /** Gives up a port that was used for long, once another is open in its place. */
    void renew() {
        leaving.removeIf(line -> {
            if (line.isQuiet()) {
                line.channel().close();
            }
            return line.isQuiet();
        });
        if (opening) {
            return;
        }
        for (Line line : lines) {
            if (line.asked() > MOST_ASKED) {
                opening = true;
                Incoming answers = new Incoming();
                open(answers).addListener((ChannelFuture opened) -> {
                    opening = false;
                    if (opened.isSuccess()) {
                        lines.remove(line);
                        leaving.add(line);
                        lines.add(answers.on(opened));
                    }
                });
                return;
            }
        }
    }

    private final class Incoming extends SimpleChannelInboundHandler<DatagramPacket> {
        private @Nullable Line line;

        Line on(ChannelFuture opened) {
            Line mine = new Line(opened.channel(), chance);
            line = mine;
            return mine;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            Line mine = line;
            if (mine != null) {
                came.accept(mine, packet.content());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // Nobody listens there now: whoever waits hears of it when their time is over.
            context.read();
        }
    }
}

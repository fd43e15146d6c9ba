package org.schoolgate.gateway.dns;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.health.Meter;
import org.schoolgate.gateway.health.Reading;

/**
 * Asks the school's name servers: over UDP from a port and with a number that nobody can guess, and in letters' case that
 * the answer has to repeat; over TCP where an answer was cut or did not repeat it; and the next server where one is away. One
 * that was not asked for a while is asked for the root, so that it is known to be there before somebody needs it.
 */
final class Upstream {
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(800);
    private static final int LOOK_MILLIS = 50;
    private static final int TCP_MILLIS = 2_000;
    private static final int MOST_TRIES = 4;
    private static final int MOST_WAITING = 20_000;

    /** What is known of the root, which every name server has heard of. */
    private static final byte[] ROOT = {0, 0, (byte) Type.SOA, 0, 1};

    private static final Waiting NOBODY = new Waiting() {
        @Override
        public void slow() {
            // Nobody waits for it.
        }

        @Override
        public void answered(@Nullable Message message) {
            // That it came was all that mattered.
        }
    };

    /** Whoever asked. */
    interface Waiting {
        /** No answer came for a while; it may come still. */
        void slow();

        /** What came of it; null where nobody answered. */
        void answered(@Nullable Message message);
    }

    private final EventLoop loop;
    private final DnsNetwork network;
    private final Turn turn;
    private final Chance chance = new Chance();
    private final MessageWriter writer = new MessageWriter();
    private final byte[] scratch = new byte[MessageWriter.LONGEST];
    private final List<NameServer> servers = new ArrayList<>();
    private final Deque<Deadline> deadlines = new ArrayDeque<>();
    private final Meter meter;
    private final AtomicInteger waiting = new AtomicInteger();

    Upstream(EventLoop loop, DnsNetwork network, Turn turn, List<InetSocketAddress> addresses, Meter meter)
            throws IOException {
        this.meter = meter;
        this.loop = loop;
        this.network = network;
        this.turn = turn;
        for (InetSocketAddress address : addresses) {
            servers.add(new NameServer(address, network, loop, chance, this::came));
        }
        loop.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A question that is under way. */
    static final class Pending {
        final byte[] question;
        final Waiting then;
        int tries;

        @Nullable
        NameServer server;

        @Nullable
        Line line;

        int id;
        boolean over;

        /** Nobody waits for it: that an answer comes is all that matters. */
        boolean onlyToHear;

        /** An answer that says that the server could not find out. */
        @Nullable
        Message failed;

        Pending(byte[] question, Waiting then) {
            this.question = question;
            this.then = then;
        }
    }

    private record Deadline(Pending pending, int tries, long at) {}

    /** How many questions are under way. */
    int waiting() {
        return waiting.get();
    }

    void ask(byte[] name, int type, Waiting then) {
        if (waiting.get() >= MOST_WAITING) {
            meter.failed();
            then.answered(null);
            return;
        }
        waiting.lazySet(waiting.get() + 1);
        byte[] mixed = chance.mixed(name);
        byte[] question = Arrays.copyOf(mixed, mixed.length + 4);
        question[mixed.length] = (byte) (type >> 8);
        question[mixed.length + 1] = (byte) type;
        question[mixed.length + 3] = 1;
        next(new Pending(question, then));
    }

    /** Asks the next server, or gives up. */
    private void next(Pending pending) {
        if (pending.over) {
            return;
        }
        if (pending.onlyToHear) {
            pending.over = true;
            return;
        }
        if (pending.tries == Math.max(3, Math.min(MOST_TRIES, 2 * servers.size()))) {
            finish(pending, pending.failed);
            return;
        }
        send(pending, server(pending.tries));
    }

    private void send(Pending pending, NameServer server) {
        Line line = server.line();
        pending.server = server;
        pending.tries++;
        pending.line = line;
        pending.id = line.expect(pending);
        int length = writer.ask(pending.id, pending.question);
        ByteBuf out = line.channel().alloc().directBuffer(length).writeBytes(writer.bytes(), 0, length);
        turn.send(line.channel(), out, line.channel().voidPromise());
        deadlines.add(new Deadline(pending, pending.tries, System.nanoTime() + PATIENCE_NANOS));
    }

    /** Those that answered lately come first, in the school's order. */
    private NameServer server(int tries) {
        List<NameServer> order = new ArrayList<>(servers.size());
        long now = System.nanoTime();
        servers.stream().filter(server -> !server.isAway(now)).forEach(order::add);
        servers.stream().filter(server -> server.isAway(now)).forEach(order::add);
        return order.get(tries % order.size());
    }

    /** Something came back to a port of ours. */
    private void came(Line line, ByteBuf packet) {
        int length = Math.min(packet.readableBytes(), scratch.length);
        if (length < 12) {
            return;
        }
        packet.getBytes(packet.readerIndex(), scratch, 0, length);
        Pending pending = line.expected((scratch[0] & 0xff) << 8 | (scratch[1] & 0xff));
        if (pending == null) {
            return;
        }
        Message message = message(length);
        if (message == null || !Names.same(message.asked(), pending.question)) {
            // Somebody else's answer, or a guess: the right one may still come.
            return;
        }
        line.forget(pending.id);
        pending.line = null;
        if (pending.server != null) {
            pending.server.answered();
        }
        if (pending.onlyToHear) {
            pending.over = true;
        } else if (message.cut() || !Arrays.equals(message.asked(), pending.question)) {
            overTcp(pending);
        } else {
            came(pending, message);
        }
    }

    private @Nullable Message message(int length) {
        try {
            return Message.read(scratch, length);
        } catch (MalformedMessage _) {
            return null;
        }
    }

    private void came(Pending pending, Message message) {
        if (message.code() == Code.NO_ERROR || message.code() == Code.NO_SUCH_NAME) {
            finish(pending, message);
        } else {
            pending.failed = message;
            next(pending);
        }
    }

    private void finish(Pending pending, @Nullable Message message) {
        if (!pending.over) {
            pending.over = true;
            waiting.lazySet(waiting.get() - 1);
            if (message == null || message == pending.failed) {
                meter.failedOn(Arrays.hashCode(Names.lower(pending.question)));
            } else {
                meter.answered();
            }
            pending.then.answered(message);
        }
    }

    private void look() {
        long now = System.nanoTime();
        for (Deadline first = deadlines.peek(); first != null && first.at() - now <= 0; first = deadlines.peek()) {
            deadlines.remove();
            Pending pending = first.pending();
            if (!pending.over && pending.tries == first.tries() && pending.line != null) {
                pending.line.forget(pending.id);
                pending.line = null;
                if (pending.server != null) {
                    pending.server.silent(now);
                }
                pending.then.slow();
                next(pending);
            }
        }
        for (NameServer server : servers) {
            server.renew();
            if (server.isToBeTried(now)) {
                Pending trying = new Pending(ROOT, NOBODY);
                trying.onlyToHear = true;
                send(trying, server);
            }
        }
    }

    /** How the school's name servers are. */
    Reading reading(boolean hardlyAny) {
        long silent = servers.stream().filter(NameServer::isSilent).count();
        if (silent == servers.size()) {
            return Reading.fault(Trouble.NAME_SERVERS_AWAY);
        }
        if (hardlyAny) {
            return Reading.fault(Trouble.NAMES_NOT_FOUND);
        }
        if (silent > 0) {
            return Reading.fault(Trouble.NAME_SERVER_AWAY);
        }
        return waiting.get() >= MOST_WAITING ? Reading.busy(Trouble.TOO_FAST) : Reading.WELL;
    }

    /** Over a connection, where nobody can slip in an answer of theirs, and nothing is cut. */
    private void overTcp(Pending pending) {
        NameServer server = pending.server;
        if (server == null) {
            throw new IllegalStateException("nobody was asked yet");
        }
        int id = chance.u16();
        new Bootstrap()
                .group(loop)
                .channel(network.socket())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TCP_MILLIS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new LengthFieldBasedFrameDecoder(MessageWriter.LONGEST + 2, 0, 2, 0, 2))
                                .addLast(new LengthFieldPrepender(2))
                                .addLast(new Connected(pending, id));
                    }
                })
                .connect(server.address())
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        next(pending);
                    }
                });
    }

    private final class Connected extends SimpleChannelInboundHandler<ByteBuf> {
        private final Pending pending;
        private final int id;
        private boolean over;

        Connected(Pending pending, int id) {
            this.pending = pending;
            this.id = id;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            int length = writer.ask(id, pending.question);
            context.writeAndFlush(context.alloc().directBuffer(length).writeBytes(writer.bytes(), 0, length));
            context.executor().schedule(() -> context.close(), TCP_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
            int length = frame.readableBytes();
            frame.getBytes(frame.readerIndex(), scratch, 0, length);
            Message message = message(length);
            if (message != null && message.id() == id && Names.same(message.asked(), pending.question)) {
                over = true;
                came(pending, message);
            }
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (!over) {
                over = true;
                next(pending);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}

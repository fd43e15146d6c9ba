package org.schoolgate.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A client that asks and asks, and reads nothing. */
public final class Deaf {
    private static final int BUFFER = 64 << 10;
    private static final Duration NO_MORE = Duration.ofSeconds(3);

    private Deaf() {}

    /**
     * How many bytes of its questions are taken before no more are, for three seconds; what the two systems hold between them is
     * among them.
     *
     * @param most so many are offered
     */
    public static long taken(String from, InetSocketAddress to, byte[] question, long most)
            throws IOException, InterruptedException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            channel.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            channel.connect(to);
            channel.configureBlocking(false);
            ByteBuffer questions = ByteBuffer.allocate(question.length * Math.ceilDiv(BUFFER, question.length));
            while (questions.hasRemaining()) {
                questions.put(question);
            }
            questions.flip();
            long taken = 0;
            long last = System.nanoTime();
            while (taken < most && System.nanoTime() - last < NO_MORE.toNanos()) {
                int some = channel.write(questions);
                if (some > 0) {
                    taken += some;
                    last = System.nanoTime();
                } else {
                    Thread.sleep(5);
                }
                if (!questions.hasRemaining()) {
                    questions.rewind();
                }
            }
            return taken;
        }
    }
}

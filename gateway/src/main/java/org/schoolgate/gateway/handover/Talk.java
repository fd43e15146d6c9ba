package org.schoolgate.gateway.handover;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.unix.Socket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Two processes of one gateway: lines of text, and ports, each when the other waits for it. */
final class Talk implements AutoCloseable {
    private static final Duration BREATH = Duration.ofMillis(2);
    private static final int LONGEST = 64 << 20;

    private final Socket socket;
    private final ByteBuffer some = ByteBuffer.allocateDirect(64 << 10);

    Talk(Socket socket) {
        this.socket = socket;
    }

    void say(String line) throws IOException, InterruptedException {
        byte[] bytes = (line + "\n").getBytes(UTF_8);
        for (int from = 0; from < bytes.length; ) {
            some.clear().put(bytes, from, Math.min(some.capacity(), bytes.length - from));
            int written = socket.write(some, 0, some.position());
            if (written <= 0) {
                Thread.sleep(BREATH);
            }
            from += Math.max(0, written);
        }
    }

    /** The next line; the other says nothing more before it hears something. */
    String hear(Duration most) throws IOException, InterruptedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long end = System.nanoTime() + most.toNanos();
        while (line.size() < LONGEST) {
            int read = socket.read(some.clear(), 0, some.capacity());
            if (read < 0) {
                throw new IOException("the other process has gone");
            }
            if (read == 0) {
                rest(end);
                continue;
            }
            byte[] bytes = new byte[read];
            some.get(0, bytes);
            line.write(bytes, 0, read);
            if (bytes[read - 1] == '\n') {
                return line.toString(UTF_8).stripTrailing();
            }
        }
        throw new IOException("the other process says too much");
    }

    private static void rest(long end) throws IOException, InterruptedException {
        if (System.nanoTime() > end) {
            throw new IOException("the other process says nothing");
        }
        Thread.sleep(BREATH);
    }

    void give(int descriptor) throws IOException, InterruptedException {
        while (socket.sendFd(descriptor) < 0) {
            Thread.sleep(BREATH);
        }
    }

    int take(Duration most) throws IOException, InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (true) {
            int descriptor = socket.recvFd();
            if (descriptor > 0) {
                return descriptor;
            }
            if (descriptor < 0) {
                throw new IOException("the other process has gone");
            }
            rest(end);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

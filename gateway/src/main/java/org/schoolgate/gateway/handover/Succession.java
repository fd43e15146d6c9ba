package org.schoolgate.gateway.handover;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a process that is to take this one's place. It gets the ports at once and what is known when it is ready; from
 * then on nothing more is taken here. Where it fails before it has taken its place, this process goes on.
 */
public final class Succession implements AutoCloseable {
    static final String VERSION = "1";

    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STARTING = Duration.ofMinutes(2);
    private static final int LONGEST_ADDRESS = 26;

    /** What gives its place away. */
    public interface Incumbent {
        /** Nothing more is taken in here: what is known now, in one line. */
        String stop();

        /** It came to nothing. */
        void goOn();

        /** Another has taken the place. */
        void leave();
    }

    private final Ports ports;
    private final Incumbent incumbent;
    private final Socket door;
    private final Path file;
    private final Thread thread = Thread.ofVirtual().name("succession").unstarted(this::await);
    private volatile boolean taken;
    private volatile boolean closed;

    private Succession(Path file, Socket door, Ports ports, Incumbent incumbent) {
        this.file = file;
        this.door = door;
        this.ports = ports;
        this.incumbent = incumbent;
    }

    /** Waits at that door from now on; null where this machine has none, and then whoever is next waits until this ends. */
    public static @Nullable Succession at(Path door, Ports ports, Incumbent incumbent) {
        if (!Epoll.isAvailable()) {
            return null;
        }
        Socket socket = Socket.newSocketDomain();
        try {
            Files.deleteIfExists(door);
            socket.bind(new DomainSocketAddress(door.toFile()));
            Files.setPosixFilePermissions(door, PosixFilePermissions.fromString("rw-------"));
            socket.listen(1);
        } catch (IOException e) {
            LOG.warn("no other process can take this one's place: {}", e.getMessage());
            return null;
        }
        Succession succession = new Succession(door, socket, ports, incumbent);
        succession.thread.start();
        return succession;
    }

    private void await() {
        byte[] address = new byte[LONGEST_ADDRESS];
        while (!closed) {
            try {
                int other = door.accept(address);
                if (other < 0) {
                    Thread.sleep(LOOK);
                } else {
                    give(new Socket(other));
                }
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("no other process can take this one's place any more: {}", e.getMessage());
                }
                return;
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void give(Socket other) throws InterruptedException {
        boolean stopped = false;
        try (Talk talk = new Talk(other)) {
            expect(talk, VERSION, PATIENCE);
            Map<String, Integer> descriptors = ports.descriptors();
            talk.say(String.join(" ", descriptors.keySet()));
            expect(talk, "ports", PATIENCE);
            for (int descriptor : descriptors.values()) {
                talk.give(descriptor);
            }
            expect(talk, "ready", STARTING);
            stopped = true;
            ports.pause();
            talk.say(incumbent.stop());
            expect(talk, "taken", PATIENCE);
            taken = true;
        } catch (IOException e) {
            LOG.warn("another process began to take this one's place, and did not: {}", e.getMessage());
        } finally {
            if (stopped && !taken) {
                incumbent.goOn();
                ports.resume();
            }
        }
        if (taken) {
            closed = true;
            incumbent.leave();
        }
    }

    private static void expect(Talk talk, String word, Duration most) throws IOException, InterruptedException {
        String heard = talk.hear(most);
        if (!heard.equals(word)) {
            throw new IOException("it does not speak as this one does");
        }
    }

    /** Whether another process takes what comes. */
    public boolean isTaken() {
        return taken;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        thread.interrupt();
        // Once: by the second time it may be another's.
        if (door.isOpen() && !taken) {
            Files.deleteIfExists(file);
        }
        door.close();
    }
}

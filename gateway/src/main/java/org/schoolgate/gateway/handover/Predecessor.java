package org.schoolgate.gateway.handover;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process that is this gateway until now. It goes on as it did until this one is ready, and goes on still if this one
 * fails.
 */
public final class Predecessor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Talk talk;
    private final Ports ports;

    private Predecessor(Talk talk, Ports ports) {
        this.talk = talk;
        this.ports = ports;
    }

    /**
     * The process that waits there for another to take its place; null where none does.
     *
     * @throws IOException where one does that cannot be understood
     */
    public static @Nullable Predecessor at(Path door) throws IOException {
        if (!Epoll.isAvailable()) {
            return null;
        }
        Socket socket = Socket.newSocketDomain();
        try {
            socket.connect(new DomainSocketAddress(door.toFile()));
        } catch (ConnectException | FileNotFoundException _) {
            socket.close();
            return null;
        }
        Talk talk = new Talk(socket);
        try {
            talk.say(Succession.VERSION);
            String[] names = talk.hear(PATIENCE).split(" ", -1);
            talk.say("ports");
            Map<String, Integer> ports = new LinkedHashMap<>();
            for (String name : names) {
                ports.put(name, talk.take(PATIENCE));
            }
            return new Predecessor(talk, new Ports(ports));
        } catch (IOException e) {
            talk.close();
            throw new IOException(
                    "this gateway runs already, and does not give its place to another process (%s): stop it first"
                            .formatted(e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Its ports, which both have from now on. */
    public Ports ports() {
        return ports;
    }

    /** Has it take nothing more, and say what it knows. */
    public String stops() throws IOException, InterruptedException {
        talk.say("ready");
        return talk.hear(PATIENCE);
    }

    /** What comes is taken here now, and it may leave. */
    public void leaves() throws IOException, InterruptedException {
        talk.say("taken");
    }

    @Override
    public void close() throws IOException {
        ports.closeUnwanted();
        talk.close();
    }
}

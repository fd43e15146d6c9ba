package org.schoolgate.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;

/** A site that speaks HTTP/2 alone, whose every frame the test decides. */
final class FrameSite implements AutoCloseable {
    private final ServerSocket server;
    private final boolean says;
    private final Set<SSLSocket> open = ConcurrentHashMap.newKeySet();
    private final List<Frames.Frame> came = new CopyOnWriteArrayList<>();
    private volatile Site site = (_, _) -> {};

    /** What it answers to headers that have come. */
    interface Site {
        void answer(Frames.Frame asked, Frames out) throws Exception;
    }

    /** @param says that it speaks no HTTP/1.1; otherwise it hangs up on whoever does */
    FrameSite(ServerSocket server, boolean says) {
        this.server = server;
        this.says = says;
        Thread.ofVirtual().start(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** From now on it answers so. */
    void answers(Site next) {
        came.clear();
        site = next;
    }

    /** Every frame of a stream that has come. */
    List<Frames.Frame> came() {
        return came;
    }

    /** Closes what is open without a word. */
    void hangUp() throws IOException {
        for (SSLSocket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(SSLSocket socket) {
        try (socket) {
            socket.setHandshakeApplicationProtocolSelector(
                    (_, offered) -> offered.contains("h2") ? "h2" : says ? null : "");
            socket.startHandshake();
            if (!socket.getApplicationProtocol().equals("h2")) {
                return;
            }
            Frames frames = new Frames(socket.getInputStream(), socket.getOutputStream());
            frames.send(Frames.SETTINGS, 0, 0);
            frames.exactly(Frames.PREFACE.length());
            while (true) {
                Frames.Frame frame = frames.next();
                came.add(frame);
                if (frame.type() == Frames.HEADERS && !frame.header(":method").equals("null")) {
                    site.answer(frame, frames);
                }
            }
        } catch (Exception _) {
            return;
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        hangUp();
    }
}

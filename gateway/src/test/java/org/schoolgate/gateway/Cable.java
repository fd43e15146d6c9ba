package org.schoolgate.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The way to a server, which can be cut. */
final class Cable implements AutoCloseable {
    private final ServerSocket near = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    Cable(InetSocketAddress far) throws IOException {
        Thread.ofVirtual().start(() -> {
            while (!near.isClosed()) {
                try {
                    Socket client = near.accept();
                    connections.incrementAndGet();
                    Socket server = new Socket(far.getAddress(), far.getPort());
                    carry(client, server);
                    carry(server, client);
                } catch (IOException _) {
                    return;
                }
            }
        });
    }

    private void carry(Socket from, Socket to) {
        open.add(from);
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException _) {
                // It was cut.
            } finally {
                open.remove(from);
            }
        });
    }

    InetSocketAddress address() {
        return new InetSocketAddress(near.getInetAddress(), near.getLocalPort());
    }

    /** How often somebody came. */
    int connections() {
        return connections.get();
    }

    void cut() throws IOException {
        for (Socket socket : open) {
            try (socket) {
                // Nobody says goodbye.
                socket.setSoLinger(true, 0);
            } catch (SocketException _) {
                // It broke when its other end did.
            }
        }
    }

    @Override
    public void close() throws IOException {
        near.close();
        cut();
    }
}

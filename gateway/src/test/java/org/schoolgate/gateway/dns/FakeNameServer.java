package org.schoolgate.gateway.dns;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A school's name server with the records that a test gives it; it can be silent, cut what it says, and lie. */
public final class FakeNameServer implements AutoCloseable {
    /** A question that came, as it was spelt, and from which port. */
    record Asked(String name, int type, int port, boolean tcp) {}

    private static final class Said {
        private final String owner;
        private final int type;
        private final int ttl;
        private final byte[] data;

        Said(String owner, int type, int ttl, byte[] data) {
            this.owner = owner;
            this.type = type;
            this.ttl = ttl;
            this.data = data;
        }
    }

    private static final int PORTS_TRIED = 20;

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    volatile boolean silent;
    volatile boolean cuts;
    volatile boolean forgetsCase;
    volatile int code;
    /** Sent before each answer: the same with another number, or to another question. */
    volatile boolean lies;

    private final Map<String, List<Said>> records = new ConcurrentHashMap<>();
    private final DatagramSocket packets;
    private final ServerSocket connections;

    public FakeNameServer() throws IOException {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Packets and connections come to the same port; of free ports one that is free for both. */
    FakeNameServer(InetSocketAddress at) throws IOException {
        ServerSocket listening = null;
        DatagramSocket packets = new DatagramSocket(at);
        for (int left = PORTS_TRIED; listening == null; left--) {
            try {
                listening = new ServerSocket(packets.getLocalPort(), 50, at.getAddress());
            } catch (BindException e) {
                packets.close();
                if (at.getPort() != 0 || left == 0) {
                    throw e;
                }
                packets = new DatagramSocket(at);
            }
        }
        this.packets = packets;
        this.connections = listening;
        Thread.ofVirtual().start(this::servePackets);
        Thread.ofVirtual().start(this::serveConnections);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) packets.getLocalSocketAddress();
    }

    public FakeNameServer address(String name, String... addresses) {
        return address(name, 300, addresses);
    }

    FakeNameServer address(String name, int ttl, String... addresses) {
        for (String address : addresses) {
            byte[] data = InetAddress.ofLiteral(address).getAddress();
            record(name, name, data.length == 4 ? 1 : 28, ttl, data);
        }
        return this;
    }

    /** An alias, of which the answer holds the addresses as well. */
    FakeNameServer alias(String name, String target, String... addresses) {
        record(name, name, 5, 300, wire(target));
        for (String address : addresses) {
            record(name, target, 1, 300, InetAddress.ofLiteral(address).getAddress());
        }
        return this;
    }

    FakeNameServer record(String name, String owner, int type, int ttl, byte[] data) {
        records.computeIfAbsent(name, _ -> new CopyOnWriteArrayList<>()).add(new Said(owner, type, ttl, data));
        return this;
    }

    void forget(String name) {
        records.remove(name);
    }

    static byte[] wire(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            out.write(label.length());
            out.writeBytes(label.getBytes(US_ASCII));
        }
        out.write(0);
        return out.toByteArray();
    }

    private void servePackets() {
        byte[] buffer = new byte[4096];
        while (!packets.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                packets.receive(packet);
                byte[] query = Arrays.copyOf(buffer, packet.getLength());
                note(query, packet.getPort(), false);
                if (!silent) {
                    if (lies) {
                        byte[] lie = answer(query, false);
                        lie[0] ^= 0x55;
                        packets.send(new DatagramPacket(lie, lie.length, packet.getSocketAddress()));
                        byte[] other = answer(query, false);
                        other[13] = 'z';
                        packets.send(new DatagramPacket(other, other.length, packet.getSocketAddress()));
                    }
                    byte[] answer = answer(query, cuts);
                    packets.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (SocketException _) {
                return;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void serveConnections() {
        while (!connections.isClosed()) {
            try {
                Socket socket = connections.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] query = new byte[in.readUnsignedShort()];
            in.readFully(query);
            note(query, socket.getPort(), true);
            byte[] answer = answer(query, false);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(answer.length >> 8);
            out.write(answer.length);
            out.writeBytes(answer);
            socket.getOutputStream().write(out.toByteArray());
        } catch (IOException _) {
            // Whoever asked has gone.
        }
    }

    private void note(byte[] query, int port, boolean tcp) {
        asked.add(new Asked(name(query), type(query), port, tcp));
    }

    private static String name(byte[] query) {
        List<String> labels = new ArrayList<>();
        for (int at = 12; query[at] != 0; at += query[at] + 1) {
            labels.add(new String(query, at + 1, query[at], US_ASCII));
        }
        return String.join(".", labels);
    }

    private static int endOfQuestion(byte[] query) {
        int at = 12;
        while (query[at] != 0) {
            at += query[at] + 1;
        }
        return at + 5;
    }

    private static int type(byte[] query) {
        int end = endOfQuestion(query);
        return ((query[end - 4] & 0xff) << 8) | (query[end - 3] & 0xff);
    }

    private byte[] answer(byte[] query, boolean cut) {
        String name = name(query).toLowerCase(Locale.ROOT);
        int type = type(query);
        List<Said> all = records.getOrDefault(name, List.of());
        List<Said> found = cut
                ? List.of()
                : all.stream()
                        .filter(one -> one.type == type || one.type == 5 || !one.owner.equals(name))
                        .toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(query, 0, 2);
        out.write(0x81 | (cut ? 2 : 0));
        out.write(0x80 | (code != 0 ? code : all.isEmpty() ? 3 : 0));
        u16(out, 1);
        u16(out, found.size());
        u16(out, found.isEmpty() && !cut ? 1 : 0);
        u16(out, 0);
        byte[] question = Arrays.copyOfRange(query, 12, endOfQuestion(query));
        if (forgetsCase) {
            byte[] lower = wire(name);
            System.arraycopy(lower, 0, question, 0, lower.length);
        }
        out.writeBytes(question);
        for (Said one : found) {
            out.writeBytes(one.owner.equals(name) ? new byte[] {(byte) 0xc0, 12} : wire(one.owner));
            record(out, one);
        }
        if (found.isEmpty() && !cut) {
            out.write(0);
            ByteArrayOutputStream soa = new ByteArrayOutputStream();
            soa.write(0);
            soa.write(0);
            for (int i = 0; i < 5; i++) {
                u16(soa, 0);
                u16(soa, 60);
            }
            record(out, new Said("", 6, 120, soa.toByteArray()));
        }
        return out.toByteArray();
    }

    private static void record(ByteArrayOutputStream out, Said one) {
        u16(out, one.type);
        u16(out, 1);
        u16(out, one.ttl >> 16);
        u16(out, one.ttl);
        u16(out, one.data.length);
        out.writeBytes(one.data);
    }

    private static void u16(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }

    @Override
    public void close() throws IOException {
        packets.close();
        connections.close();
    }
}

package org.schoolgate.gateway.dns;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client that asks over UDP as the computer of any address, and reads what it is told. */
final class Ask {
    /** An answer: addresses and names as text, and everything that a test looks at. */
    record Said(
            int code, boolean cut, List<String> answers, List<Integer> seconds, int number, String why, int length) {
        static Said of(byte[] bytes) {
            try {
                Message message = Message.read(bytes, bytes.length);
                List<Integer> seconds = java.util.stream.Stream.concat(
                                message.answers().stream(), message.authority().stream())
                        .map(Rr::seconds)
                        .toList();
                Explained explained = Explained.in(bytes);
                return new Said(
                        message.code(),
                        message.cut(),
                        message.answers().stream().map(Ask::text).toList(),
                        seconds,
                        explained.number(),
                        explained.why(),
                        bytes.length);
            } catch (MalformedMessage e) {
                throw new AssertionError(e);
            }
        }
    }

    private record Explained(int number, String why) {
        /** The OPT record is the last, and what explains stands in it alone. */
        static Explained in(byte[] bytes) throws MalformedMessage {
            MessageReader reader = new MessageReader(bytes, bytes.length);
            reader.skip(4);
            int questions = reader.u16();
            int records = reader.u16() + reader.u16();
            int additional = reader.u16();
            for (int i = 0; i < questions; i++) {
                reader.name();
                reader.skip(4);
            }
            for (int i = 0; i < records; i++) {
                reader.name();
                reader.skip(8);
                reader.skip(reader.u16());
            }
            if (additional == 0) {
                return new Explained(-1, "");
            }
            reader.name();
            reader.skip(8);
            int length = reader.u16();
            if (length == 0) {
                return new Explained(-1, "");
            }
            reader.skip(4);
            int number = reader.u16();
            return new Explained(number, new String(reader.bytes(length - 6), UTF_8));
        }
    }

    private static String text(Rr rr) {
        try {
            return switch (rr.type()) {
                case Type.A, Type.AAAA -> InetAddress.getByAddress(rr.data()).getHostAddress();
                case Type.CNAME -> "-> " + Names.text(rr.data());
                default -> Type.name(rr.type());
            };
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private final InetSocketAddress server;
    private final String from;

    Ask(InetSocketAddress server, String from) {
        this.server = server;
        this.from = from;
    }

    Said a(String name) throws IOException {
        return ask(name, Type.A);
    }

    Said ask(String name, int type) throws IOException {
        byte[] answer = send(query(7, name, type, true));
        if (answer == null) {
            throw new AssertionError("no answer came");
        }
        return Said.of(answer);
    }

    /** Sends exactly these bytes; null where nobody answers them. */
    byte @Nullable [] send(byte[] query) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(from), 0))) {
            socket.setSoTimeout(6_000);
            socket.send(new DatagramPacket(query, query.length, server));
            byte[] buffer = new byte[65_535];
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (java.net.SocketTimeoutException _) {
                return null;
            }
            return Arrays.copyOf(buffer, packet.getLength());
        }
    }

    /** A question as most clients send it, with or without an OPT record. */
    static byte[] query(int id, String name, int type, boolean extended) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) (id >> 8), (byte) id, 1, 0, 0, 1, 0, 0, 0, 0, 0, (byte) (extended ? 1 : 0)});
        out.writeBytes(name.isEmpty() ? new byte[1] : FakeNameServer.wire(name));
        out.writeBytes(new byte[] {(byte) (type >> 8), (byte) type, 0, 1});
        if (extended) {
            out.writeBytes(new byte[] {0, 0, 41, 16, 0, 0, 0, 0, 0, 0, 0});
        }
        return out.toByteArray();
    }
}

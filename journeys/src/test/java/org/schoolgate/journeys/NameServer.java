package org.schoolgate.journeys;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The school's name server: every name there is has one address. */
final class NameServer implements AutoCloseable {
    /** What no site outside has, so that nobody is ever led anywhere. */
    static final String RANGE = "192.0.2.0/24";

    private static final int HEAD = 12;
    private static final int TYPE_A = 1;
    /** An address for the name in the question, for a minute. */
    private static final byte[] ANSWER = {(byte) 0xc0, HEAD, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, (byte) 192, 0, 2, 7};

    private final DatagramSocket socket;

    NameServer() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().name("name-server").start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        var buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                var answer = answer(buffer, packet.getLength());
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** The question as it was spelt, and behind it the address, if one was asked for. */
    private static byte[] answer(byte[] asked, int length) {
        int end = HEAD;
        while (end < length && asked[end] != 0) {
            end += asked[end] + 1;
        }
        end += 5;
        boolean address = asked[end - 3] == TYPE_A && asked[end - 4] == 0;
        var answer = new byte[end + (address ? ANSWER.length : 0)];
        System.arraycopy(asked, 0, answer, 0, end);
        answer[2] = (byte) 0x81;
        answer[3] = (byte) 0x80;
        answer[7] = (byte) (address ? 1 : 0);
        answer[9] = 0;
        answer[11] = 0;
        if (address) {
            System.arraycopy(ANSWER, 0, answer, end, ANSWER.length);
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}

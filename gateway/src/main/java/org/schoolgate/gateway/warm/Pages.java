package org.schoolgate.gateway.warm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** As a browser asks the proxy: for pages, some of them closed, some without a sign-in; for tunnels; for pages of its own. */
record Pages(InetSocketAddress proxy) implements Way {
    private static final int IN_A_ROW = 100;
    private static final int TUNNELS = 10;

    @Override
    public void go(Runnable answered) throws IOException {
        try (Wire wire = Wire.to(proxy)) {
            for (int i = 0; i < IN_A_ROW; i++) {
                String host = i % 5 == 4 ? School.CLOSED : "h" + i % 20 + "." + School.OPEN;
                get(wire, "http://" + host + "/" + i, host, i % 10 == 9 ? "" : School.SIGN_IN);
                answered.run();
            }
            get(wire, "/.schoolgate/why", "127.0.0.1:" + wire.port(), School.SIGN_IN);
            get(wire, "/proxy.pac", "127.0.0.1:" + wire.port(), School.SIGN_IN);
        }
        byte[] hello = hello(School.OPEN);
        for (int i = 0; i < TUNNELS; i++) {
            try (Wire wire = Wire.to(proxy)) {
                tunnel(wire, School.OPEN);
                wire.say(hello).skip(hello.length);
                answered.run();
            }
        }
    }

    static void get(Wire wire, String target, String host, String signIn) throws IOException {
        wire.say("GET " + target + " HTTP/1.1\r\nHost: " + host
                        + "\r\nUser-Agent: Mozilla/5.0\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\n" + signIn
                        + "\r\n")
                .answer();
    }

    static void tunnel(Wire wire, String host) throws IOException {
        wire.say("CONNECT " + host + ":443 HTTP/1.1\r\nHost: " + host + ":443\r\n" + School.SIGN_IN + "\r\n")
                .answer();
    }

    /** The greeting of a TLS client that names a site, and nothing more. */
    private static byte[] hello(String host) {
        byte[] name = host.getBytes(ISO_8859_1);
        ByteBuffer hello = ByteBuffer.allocate(128);
        hello.put(HexFormat.of().parseHex("160301")).putShort((short) (56 + name.length));
        hello.put(HexFormat.of().parseHex("0100")).putShort((short) (52 + name.length));
        hello.putShort((short) 0x0303).put(new byte[32]).put((byte) 0);
        hello.putShort((short) 2).putShort((short) 0x1301).putShort((short) 0x0100);
        hello.putShort((short) (9 + name.length));
        hello.putShort((short) 0).putShort((short) (5 + name.length)).putShort((short) (3 + name.length));
        hello.put((byte) 0).putShort((short) name.length).put(name);
        byte[] bytes = new byte[hello.position()];
        hello.flip().get(bytes);
        return bytes;
    }
}

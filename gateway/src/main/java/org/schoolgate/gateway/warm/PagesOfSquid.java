package org.schoolgate.gateway.warm;

import java.io.IOException;
import java.net.InetSocketAddress;

/** As Squid asks by ICAP for somebody who has signed in there. */
record PagesOfSquid(InetSocketAddress icap) implements Way {
    private static final int IN_A_ROW = 50;

    @Override
    public void go(Runnable answered) throws IOException {
        try (Wire wire = Wire.to(icap)) {
            for (int i = 0; i < IN_A_ROW; i++) {
                ask(wire, i % 5 == 4 ? School.CLOSED : "h" + i % 20 + "." + School.OPEN);
                answered.run();
            }
        }
    }

    private void ask(Wire wire, String host) throws IOException {
        String http = "GET http://" + host + "/ HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
        String head = wire.say("REQMOD icap://127.0.0.1/request ICAP/1.0\r\nHost: 127.0.0.1\r\nAllow: 204\r\n"
                        + "X-Client-IP: 192.0.2.7\r\nX-Client-Username: " + School.READER
                        + "\r\nEncapsulated: req-hdr=0, null-body=" + http.length() + "\r\n\r\n" + http)
                .head();
        if (!head.startsWith("ICAP/1.0 204")) {
            wire.head();
            wire.pieces();
        }
    }
}

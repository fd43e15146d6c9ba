package org.schoolgate.gateway.warm;

import java.io.IOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** As a browser asks within HTTPS that is looked into, in a new tunnel each time. */
record PagesInside(InetSocketAddress proxy, SSLContext tls) implements Way {
    private static final int IN_A_ROW = 10;

    @Override
    public void go(Runnable answered) throws IOException {
        try (Wire tunnel = Wire.to(proxy)) {
            Pages.tunnel(tunnel, School.INSPECTED);
            SSLSocket inside =
                    (SSLSocket) tls.getSocketFactory().createSocket(tunnel.socket(), School.INSPECTED, 443, true);
            try (Wire wire = Wire.over(inside)) {
                for (int i = 0; i < IN_A_ROW; i++) {
                    Pages.get(wire, "/" + i, School.INSPECTED, "");
                    answered.run();
                }
            }
        }
    }
}

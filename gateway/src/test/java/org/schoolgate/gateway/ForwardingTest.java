package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a forward proxy owes both sides of HTTP/1.1. */
class ForwardingTest {
    @TempDir
    Path data;

    School school;

    @BeforeEach
    void start() throws Exception {
        school = new School(data);
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
    }

    @Test
    void anOpenPageComesThrough() throws Exception {
        try (Wire wire = school.wire()) {
            Wire.Answer answer = wire.get("http://maps.example/a?b=c", as("priya"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(school.origin.last().line()).isEqualTo("GET /a?b=c HTTP/1.1");
            assertThat(school.origin.last().header("Host")).isEqualTo("maps.example");
        }
    }

    @Test
    void bothSidesKeepTheirConnection() throws Exception {
        try (Wire wire = school.wire()) {
            for (int i = 0; i < 20; i++) {
                assertThat(wire.get("http://maps.example/" + i, as("priya")).body())
                        .isEqualTo("hello");
            }
        }
        assertThat(school.origin.connections()).isEqualTo(1);
    }

    @Test
    void aPostGoesThroughWithItsBody() throws Exception {
        try (Wire wire = school.wire()) {
            wire.send("POST http://maps.example/form HTTP/1.1\r\nHost: maps.example\r\nContent-Length: 7\r\n"
                    + as("priya") + "\r\nq=river");

            assertThat(wire.answer().body()).isEqualTo("hello");
            assertThat(school.origin.last().body()).isEqualTo("q=river");
        }
    }

    @Test
    void aTunnelIsJoinedByteByByte() throws Exception {
        school.origin.at("/", (request, socket, in, out) -> {
            byte[] bytes = new byte[4];
            while (in.readNBytes(bytes, 0, 4) == 4) {
                out.write(("<" + new String(bytes, ISO_8859_1) + ">").getBytes(ISO_8859_1));
                out.flush();
            }
            return false;
        });
        try (Wire wire = school.wire()) {
            assertThat(wire.connect("maps.example:443", as("priya")).status()).isEqualTo(200);
            wire.send("GET / HTTP/1.1\r\n\r\n").send("ping").send("pong");

            assertThat(new String(wire.exactly(12), ISO_8859_1)).isEqualTo("<ping><pong>");
        }
    }

    @Test
    void aClosedSiteIsRefusedWithItsReason() throws Exception {
        try (Wire wire = school.wire()) {
            Wire.Answer answer = wire.get("http://www.casino.example/", as("priya"));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("games for money");
            assertThat(school.origin.asked()).isEmpty();
        }
    }
}

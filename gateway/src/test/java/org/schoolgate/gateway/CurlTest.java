package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.testing.Keeps;

/** A real client: curl, as the demonstration's printed lines use it. */
class CurlTest {
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

    record Ran(int exit, String out) {}

    Ran curl(String who, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "--no-progress-meter",
                "-sS",
                "--max-time",
                "20",
                "--noproxy",
                "",
                "-x",
                "http://" + who + "127.0.0.1:" + school.gateway().address().getPort()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ran(process.waitFor(), out);
    }

    @Test
    @Keeps("FIL-1")
    void threePeopleGetThreeAnswers() throws Exception {
        String url = "http://blockcraft.example/";

        assertThat(curl("hale-token@", url).out()).isEqualTo("hello");
        assertThat(curl("priya-token:@", url).out()).contains("It opens after somebody at school has agreed.");
        assertThat(curl("tom-token:x@", url).out()).contains("This page is not for you today.");
        assertThat(curl("", "-o", "/dev/null", "-w", "%{http_code}", url).out()).isEqualTo("407");
    }

    @Test
    void aTunnelAndItsRefusal() throws Exception {
        school.origin.at("/", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ninside");

        assertThat(curl("priya-token@", "-p", "http://maps.example:443/").out()).isEqualTo("inside");
        Ran refused = curl("priya-token@", "-p", "http://casino.example:443/");
        assertThat(refused.exit()).isEqualTo(56);
        assertThat(refused.out()).contains("403");
    }

    @Test
    void aLargeFileGoesUpAndComesDown() throws Exception {
        byte[] large = new byte[8 << 20];
        new java.util.Random(3).nextBytes(large);
        Path file = Files.write(data.resolve("large"), large);
        school.origin.at("/up", (request, socket, in, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + request.body().length() + "\r\n\r\n").getBytes(UTF_8));
            out.write(request.body().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            out.flush();
            return true;
        });
        Path back = data.resolve("back");

        assertThat(curl("priya-token@", "-T", file.toString(), "-o", back.toString(), "http://maps.example/up")
                        .exit())
                .isZero();
        assertThat(Files.mismatch(file, back)).isEqualTo(-1);
        assertThat(curl(
                                "priya-token@",
                                "-H",
                                "Transfer-Encoding: chunked",
                                "-T",
                                file.toString(),
                                "-o",
                                back.toString(),
                                "http://maps.example/up")
                        .exit())
                .isZero();
        assertThat(Files.mismatch(file, back)).isEqualTo(-1);
    }

    @Test
    void manyAtOnce() throws Exception {
        Ran ran = curl(
                "priya-token@",
                "--parallel",
                "--parallel-max",
                "50",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}\n",
                "http://maps.example/[1-500]");

        assertThat(ran.out().lines()).hasSize(500).containsOnly("200");
        assertThat(school.events(500)).hasSize(500);
    }
}

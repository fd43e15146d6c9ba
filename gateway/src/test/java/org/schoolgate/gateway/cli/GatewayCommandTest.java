package org.schoolgate.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.FakePlatform;
import org.schoolgate.gateway.Origin;
import org.schoolgate.gateway.Policies;
import org.schoolgate.gateway.Program;
import org.schoolgate.gateway.School;
import org.schoolgate.gateway.Wire;

/** The gateway as a technician starts it: in a process of its own. */
class GatewayCommandTest {
    private static final Pattern READY = Pattern.compile("Proxy on 127\\.0\\.0\\.1:(\\d+)\\. (.*)");

    @TempDir
    Path folder;

    Process start(String... arguments) throws Exception {
        List<String> command = Program.command(Commands.class, "gateway");
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    @Test
    void itEnforcesAloneAndEndsCleanly() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), FakePlatform.TOKEN + "\n");
        try (FakePlatform platform = new FakePlatform(null);
                Origin origin = new Origin()) {
            platform.change(new Policies(platform.address().toString()).copy());
            Process process = start(
                    "--server",
                    platform.address().toString(),
                    "--token",
                    token.toString(),
                    "--proxy-port",
                    "0",
                    "--data",
                    folder.resolve("data").toString(),
                    "--origins",
                    "*=127.0.0.1:" + origin.address().getPort());
            try {
                BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
                Matcher ready = READY.matcher(out.readLine());
                assertThat(ready.matches()).isTrue();
                InetSocketAddress proxy =
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(ready.group(1)));
                School.until(() -> Files.exists(folder.resolve("data/policy")));
                try (Wire wire = Wire.to(proxy)) {
                    assertThat(wire.get("http://maps.example/", as("priya")).body())
                            .isEqualTo("hello");
                }
                School.until(() -> platform.events().size() == 1);
                process.destroy();

                assertThat(process.waitFor()).isZero();
                assertThat(Files.readString(folder.resolve("errors"))).doesNotContain("Exception");
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void whatIsMissingIsSaidInASentence() throws Exception {
        Process noFile = start(
                "--server",
                "http://127.0.0.1:1",
                "--token",
                folder.resolve("none").toString());
        assertThat(noFile.waitFor()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("errors")))
                .isEqualTo("The gateway cannot run: there is no file " + folder.resolve("none") + "\n");

        Process noServer = start("--token", "x");
        assertThat(noServer.waitFor()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("errors"))).contains("--server=URL");

        Path token = Files.writeString(folder.resolve("token"), "t");
        Process badRange =
                start("--server", "http://127.0.0.1:1", "--token", token.toString(), "--inside", "everything");
        assertThat(badRange.waitFor()).isEqualTo(2);

        Process noServers = start("--server", "http://127.0.0.1:1", "--token", token.toString(), "--dns-port", "0");
        assertThat(noServers.waitFor()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("errors"))).contains("--dns-port needs --dns-server");

        assertThat(errors("3128,3129,3128")).contains("--proxy-port names 3128 twice");
        assertThat(errors("3128,3129,3129")).contains("--proxy-port names 3129 twice");
        assertThat(errors("3128,0")).contains("a further port for the proxy is a number from 1 to 65535: 0");
        assertThat(errors("3128,library")).contains("--proxy-port").contains("'library' is not an int");
    }

    private String errors(String ports) throws Exception {
        Process process = start(
                "--server",
                "http://127.0.0.1:1",
                "--token",
                folder.resolve("token").toString(),
                "--proxy-port",
                ports);
        assertThat(process.waitFor()).isEqualTo(2);
        return Files.readString(folder.resolve("errors"));
    }

    @Test
    void helpHasAnExampleAndKeepsTheHiddenOptionHidden() throws Exception {
        Process help = start("--help");
        String text = new String(help.getInputStream().readAllBytes(), UTF_8);

        assertThat(help.waitFor()).isZero();
        assertThat(text).contains("Example:").contains("--proxy-port").doesNotContain("--origins");
    }
}

package org.schoolgate.journeys;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** The built program, started as a person would start it, on a fresh folder and free ports. */
final class RunningDemo implements AutoCloseable {
    private static final Pattern SIGN_IN =
            Pattern.compile("^ {2}(?<who>\\S.+?)\\s{2,}(?<name>\\S+)\\s{2,}(?<password>\\S+)$");
    private static final Pattern TOKEN = Pattern.compile("curl -x http://(?<token>[^@]+)@\\S+ \\S+\\s+# (?<who>.+)$");

    private final Process process;
    private final List<String> said;
    private final Path data;
    private final int port;
    private final int proxyPort;
    private final Duration ahead;
    private final Duration took;

    private RunningDemo(
            Process process, List<String> said, Path data, int port, int proxyPort, Duration ahead, Duration took) {
        this.process = process;
        this.said = said;
        this.data = data;
        this.port = port;
        this.proxyPort = proxyPort;
        this.ahead = ahead;
        this.took = took;
    }

    /** How somebody of the cast signs in. */
    record SignIn(String who, String name, String password) {}

    static RunningDemo start(Path data) throws IOException, InterruptedException {
        int first = Installation.freePorts();
        return start(data, first, first + 1, Duration.ZERO);
    }

    /** Stops it, and starts it on the same data and ports, so much ahead of the time. */
    RunningDemo again(Duration ahead) throws IOException, InterruptedException {
        close();
        return start(data, port, proxyPort, ahead);
    }

    private static RunningDemo start(Path data, int port, int proxyPort, Duration ahead)
            throws IOException, InterruptedException {
        var begun = Instant.now();
        var platform = Path.of("..", "platform", "target").toAbsolutePath().normalize();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx640m",
                        "-XX:+UseSerialGC",
                        // It lives for minutes, which is too short for more.
                        "-XX:TieredStopAtLevel=1",
                        "-Dschoolgate.database.binaries=" + platform.resolve("pgsql"),
                        "-cp",
                        jar(platform) + ":" + platform.resolve("lib") + "/*",
                        "org.schoolgate.Schoolgate",
                        "demo",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port),
                        "--proxy-port",
                        Integer.toString(proxyPort),
                        "--ahead",
                        ahead.toString())
                .redirectErrorStream(true)
                .start();
        var said = Collections.synchronizedList(new ArrayList<String>());
        var ready = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> listen(process, said, ready));
        if (!ready.await(5, TimeUnit.MINUTES) || !said.contains("Schoolgate is ready")) {
            process.destroyForcibly();
            throw new IllegalStateException("the demonstration did not become ready:\n" + String.join("\n", said));
        }
        return new RunningDemo(process, said, data, port, proxyPort, ahead, Duration.between(begun, Instant.now()));
    }

    private static void listen(Process process, List<String> said, CountDownLatch ready) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.equals("Schoolgate is ready")) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            said.add("no more to hear: " + e.getMessage());
        }
        ready.countDown();
    }

    private static Path jar(Path target) throws IOException {
        try (var jars = Files.newDirectoryStream(target, "platform-*.jar")) {
            return jars.iterator().next();
        }
    }

    /** How far its clock is ahead of the time. */
    Duration ahead() {
        return ahead;
    }

    /** How long it took until it was ready. */
    Duration took() {
        return took;
    }

    /** An address of the platform. */
    String at(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    String proxy() {
        return "http://127.0.0.1:" + proxyPort;
    }

    /** The printed sign-in of somebody, by the beginning of their line. */
    SignIn signIn(String who) {
        return said.stream()
                .map(SIGN_IN::matcher)
                .filter(line -> line.matches() && line.group("who").startsWith(who))
                .map(line -> new SignIn(line.group("who"), line.group("name"), line.group("password")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no sign-in printed for " + who));
    }

    /** The printed proxy token of somebody, where they have one. */
    Optional<String> token(String who) {
        return said.stream()
                .map(TOKEN::matcher)
                .filter(line -> line.find() && line.group("who").startsWith(who))
                .map(line -> line.group("token"))
                .findFirst();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        }
    }
}

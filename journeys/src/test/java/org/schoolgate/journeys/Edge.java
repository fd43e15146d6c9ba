package org.schoolgate.journeys;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A gateway at the school's edge in a process of its own, with every door open: to be ended, killed and started again. */
final class Edge implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern BUFFERS = Pattern.compile("\"bufferBytes\":(\\d+)");
    private static final int DOORS = 5;
    private static final String SECRET = "a secret of the script that says who logs on";

    private final String name;
    private final Path folder;
    private final Path lists;
    private final int port;
    private final List<String> command;
    private final AtomicInteger moment = new AtomicInteger();
    private volatile @Nullable Process process;

    /** What it stands in front of: its sites' port and authority, and the school's name server. */
    record Surroundings(int originPort, SiteCertificates certificates, int nameServer) {}

    /**
     * A gateway that the technician registers now; it is started by {@link #start}.
     *
     * @param options of Java's
     */
    Edge(String name, Installation at, Path folder, Path lists, Surroundings around, List<String> options)
            throws IOException, InterruptedException {
        this.name = name;
        this.folder = Files.createDirectories(folder).toAbsolutePath().normalize();
        this.lists = lists.toAbsolutePath().normalize();
        this.port = Installation.freePorts(DOORS);
        var token = at.newEdge(name, this.folder);
        var secret = Files.writeString(this.folder.resolve("log-on-secret"), SECRET);
        var certificate = this.folder.resolve("dns.pem");
        var key = this.folder.resolve("dns.key");
        around.certificates().server("localhost", certificate, key);
        command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-XX:+UseParallelGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", at.libraries(), "org.schoolgate.gateway.cli.Commands", "gateway"));
        Map.ofEntries(
                        Map.entry("--server", at.at("")),
                        Map.entry("--token", token.toString()),
                        Map.entry("--data", this.folder.resolve("data").toString()),
                        Map.entry("--lists", this.lists.toString()),
                        Map.entry("--origins", "*=127.0.0.1:" + around.originPort()),
                        Map.entry(
                                "--trusted",
                                around.certificates()
                                        .trusted(this.folder.resolve("sites.pem"))
                                        .toString()),
                        Map.entry("--log-on-secret", secret.toString()),
                        Map.entry("--proxy-port", Integer.toString(port)),
                        Map.entry("--icap-port", Integer.toString(icapPort())),
                        Map.entry("--dns-port", Integer.toString(dnsPort())),
                        Map.entry("--dns-server", "127.0.0.1:" + around.nameServer()),
                        Map.entry("--dns-certificate", certificate.toString()),
                        Map.entry("--dns-key", key.toString()),
                        Map.entry("--dns-tls-port", Integer.toString(port + 3)),
                        Map.entry("--dns-https-port", Integer.toString(webPort())),
                        Map.entry("--inside", NameServer.RANGE))
                .forEach((option, value) -> command.addAll(List.of(option, value)));
    }

    String name() {
        return name;
    }

    int proxyPort() {
        return port;
    }

    int icapPort() {
        return port + 1;
    }

    int dnsPort() {
        return port + 2;
    }

    /** Where names are looked up over HTTPS. */
    int webPort() {
        return port + 4;
    }

    /** The file whose lists it has in force. */
    Path lists() {
        return lists;
    }

    /** Changes whenever it goes down and whenever it is up again; odd while it is up. */
    int moment() {
        return moment.get();
    }

    static boolean isUp(int moment) {
        return moment % 2 == 1;
    }

    private Process running() {
        return Objects.requireNonNull(process, "it was never started");
    }

    /** What it holds just now. */
    Footprint footprint() throws IOException, InterruptedException {
        var bytes = BUFFERS.matcher(health());
        return Footprint.of(running().pid(), bytes.find() ? Long.parseLong(bytes.group(1)) / 1024 : -1);
    }

    /** Starts it and waits until it takes connections; says how long that took. */
    Duration start() throws IOException, InterruptedException {
        var began = Instant.now();
        var started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(said().toFile()))
                .start();
        process = started;
        while (!takesConnections()) {
            if (!started.isAlive() || Instant.now().isAfter(began.plus(PATIENCE))) {
                throw new IllegalStateException("the gateway %s did not start:%n%s".formatted(name, log()));
            }
            Thread.sleep(10);
        }
        moment.incrementAndGet();
        return Duration.between(began, Instant.now());
    }

    /** At every door. */
    private boolean takesConnections() {
        for (int door = 0; door < DOORS; door++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port + door)) {
                if (!socket.isConnected()) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    /** Asks it to end, as an operator does, and waits until it has. */
    void end() throws InterruptedException {
        moment.incrementAndGet();
        running().destroy();
        if (!running().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the gateway %s does not end".formatted(name));
        }
    }

    /** Kills it as a failing machine does. */
    void kill() throws InterruptedException {
        moment.incrementAndGet();
        running().destroyForcibly().waitFor();
    }

    /** What it says of itself. */
    String health() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(own("health")).GET());
    }

    /** Waits until the platform is heard; what it says then. */
    String awaitPlatform() throws IOException, InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        var health = health();
        while (!health.contains("\"platformTrouble\":null") || health.contains("\"policy\":null")) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(
                        "the gateway %s does not hear the platform: %s".formatted(name, health));
            }
            Thread.sleep(50);
            health = health();
        }
        return health;
    }

    /** A script says that somebody logs on at an address, is still there, or logs off. */
    void logOn(String event, String session, String user, String address) throws IOException, InterruptedException {
        var said = Map.of(
                        "at",
                        Long.toString(Instant.now().getEpochSecond()),
                        "event",
                        event,
                        "session",
                        session,
                        "user",
                        user,
                        "address",
                        address,
                        "once",
                        Long.toString(System.nanoTime()))
                .entrySet()
                .stream()
                .map(part -> part.getKey() + "=" + java.net.URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var answer = send(HttpRequest.newBuilder(own("log-on?" + said))
                .header("Schoolgate-Signature", signature(said))
                .POST(HttpRequest.BodyPublishers.noBody()));
        if (!answer.startsWith("Kept")) {
            throw new IOException("the log-on of %s was not kept: %s".formatted(user, answer));
        }
    }

    private static String signature(String said) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(said.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI own(String page) {
        return URI.create("http://127.0.0.1:%d/.schoolgate/%s".formatted(port, page));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build()) {
            return http.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    /** The file of all that it has written since the first start. */
    Path said() {
        return folder.resolve("said");
    }

    String log() throws IOException {
        return Files.readString(said());
    }

    @Override
    public void close() {
        var last = process;
        if (last != null && last.isAlive()) {
            last.destroy();
            last.onExit().join();
        }
    }
}

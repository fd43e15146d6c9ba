package org.schoolgate.journeys;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The demonstration with its database, and a gateway in a process of its own, on one data folder and fixed ports: to be
 * killed as power and operators kill, and started again.
 */
final class Installation implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Pattern TOKEN = Pattern.compile("<code class=\"mono\">([^<]+)</code>");

    private final Path target =
            Path.of("..", "platform", "target").toAbsolutePath().normalize();
    private final Path data;
    private final int port = freePorts();
    private final int proxyPort = port + 1;
    private final int edgePort = port + 3;
    private final List<ProcessHandle> running = Collections.synchronizedList(new ArrayList<>());

    Installation(Path data) {
        this.data = data.toAbsolutePath().normalize();
    }

    /** Where the platform answers. */
    String at(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** The proxy inside the demonstration. */
    int proxyPort() {
        return proxyPort;
    }

    /** The proxy that runs alone. */
    int edgePort() {
        return edgePort;
    }

    /** Where it keeps everything. */
    Path data() {
        return data;
    }

    /** Starts the demonstration without waiting for it. */
    Starting launch() throws IOException {
        var said = data.resolveSibling(data.getFileName() + ".out");
        return new Starting(
                java(
                        said,
                        cache(),
                        "-Xmx640m",
                        "-XX:+UseSerialGC",
                        "-Dschoolgate.database.binaries=" + target.resolve("pgsql"),
                        "-cp",
                        jar() + ":" + target.resolve("lib") + "/*",
                        "org.schoolgate.Schoolgate",
                        "demo",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port),
                        "--proxy-port",
                        Integer.toString(proxyPort)),
                said);
    }

    /** Starts it and waits until it says that it is ready; says how long that took. */
    Duration start() throws IOException, InterruptedException {
        return launch().ready();
    }

    /** A start under way, and the file of what it says. */
    record Starting(Process process, Path said) {
        /** Waits until it says that. */
        void says(String words) throws IOException, InterruptedException {
            var began = Instant.now();
            while (!Files.readString(said).contains(words)) {
                if (!process.isAlive() || Instant.now().isAfter(began.plus(PATIENCE))) {
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            "it did not say '%s', but\n%s".formatted(words, Files.readString(said)));
                }
                Thread.sleep(50);
            }
        }

        Duration ready() throws IOException, InterruptedException {
            var began = Instant.now();
            says("Schoolgate is ready");
            return Duration.between(process.info().startInstant().orElse(began), Instant.now());
        }
    }

    /** The technician registers a gateway; a file in a folder with the token that they are shown. */
    Path newEdge(String name, Path folder) throws IOException, InterruptedException {
        try (var technician = new Client(this)) {
            technician.signIn("Mr Price");
            var shown = technician.send(technician
                    .get("/gateways/new")
                    .form("/gateways"::equals)
                    .with("name", name)
                    .with("address", ""));
            var token = TOKEN.matcher(shown.body());
            if (!token.find()) {
                throw new IllegalStateException(
                        "no token of the new gateway on the page (%d)".formatted(shown.status()));
            }
            return Files.writeString(folder.resolve("edge-token"), token.group(1));
        }
    }

    /** Everything that the programs are made of. */
    String libraries() {
        return target.resolve("lib") + "/*";
    }

    /** Starts the gateway at the edge, with a token that the technician was shown, in front of an origin on this machine. */
    Process startEdge(Path token, int originPort) throws IOException {
        return java(
                data.resolveSibling(data.getFileName() + ".edge.out"),
                "-Xmx256m",
                "-XX:+UseParallelGC",
                "-cp",
                libraries(),
                "org.schoolgate.gateway.cli.Commands",
                "gateway",
                "--server",
                at(""),
                "--token",
                token.toString(),
                "--proxy-port",
                Integer.toString(edgePort),
                "--data",
                data.resolveSibling(data.getFileName() + ".edge").toString(),
                "--lists",
                data.resolve("lists.image").toString(),
                "--origins",
                "*=127.0.0.1:" + originPort);
    }

    /** Waits until the gateway at the edge takes connections. */
    void awaitEdge(Process edge) throws InterruptedException {
        while (isFree(edgePort)) {
            if (!edge.isAlive()) {
                throw new IllegalStateException("the gateway at the edge ended by itself");
            }
            Thread.sleep(50);
        }
    }

    private Process java(Path said, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(Stream.of(arguments).filter(one -> !one.isEmpty()).toList());
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        running.add(process.toHandle());
        return process;
    }

    private String cache() throws IOException {
        var cache = target.resolve("schoolgate.aot");
        return Files.exists(cache) && Files.size(cache) > 0 ? "-XX:AOTCache=" + cache : "-Xshare:auto";
    }

    private Path jar() throws IOException {
        try (var jars = Files.newDirectoryStream(target, "platform-*.jar")) {
            return jars.iterator().next();
        }
    }

    /** SIGKILL to everything, in any order, and waits until all of it is gone. */
    void killEverything(RandomGenerator chance) throws IOException, InterruptedException {
        var victims = new ArrayList<ProcessHandle>();
        synchronized (running) {
            running.forEach(process -> withChildren(process, victims));
            running.clear();
        }
        postmaster().ifPresent(process -> withChildren(process, victims));
        kill(victims, chance);
    }

    /** SIGKILL to the programs in Java; the database is left behind. */
    void killPrograms(RandomGenerator chance) throws InterruptedException {
        List<ProcessHandle> victims;
        synchronized (running) {
            victims = new ArrayList<>(running);
            running.clear();
        }
        kill(victims, chance);
    }

    /** SIGKILL to the database alone: the program goes on. */
    void killDatabase() throws IOException, InterruptedException {
        var victims = new ArrayList<ProcessHandle>();
        postmaster().ifPresent(process -> withChildren(process, victims));
        kill(victims, new java.util.Random());
    }

    private static void kill(List<ProcessHandle> victims, RandomGenerator chance) throws InterruptedException {
        Collections.shuffle(victims, java.util.Random.from(chance));
        victims.forEach(ProcessHandle::destroyForcibly);
        for (var victim : victims) {
            while (victim.isAlive()) {
                Thread.sleep(5);
            }
        }
    }

    /** The process of the demonstration, while it runs. */
    OptionalLong program() {
        synchronized (running) {
            return running.stream()
                    .filter(ProcessHandle::isAlive)
                    .mapToLong(ProcessHandle::pid)
                    .findFirst();
        }
    }

    /** The database's first process, whoever started it. */
    java.util.Optional<ProcessHandle> postmaster() throws IOException {
        var file = data.resolve("db/postmaster.pid");
        if (!Files.exists(file)) {
            return java.util.Optional.empty();
        }
        var lines = Files.readAllLines(file);
        return lines.isEmpty()
                ? java.util.Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(process -> isOurs(process.pid()));
    }

    private boolean isOurs(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .contains(data.resolve("db").toString());
        } catch (IOException e) {
            return false;
        }
    }

    private static void withChildren(ProcessHandle process, List<ProcessHandle> all) {
        process.descendants().filter(one -> !all.contains(one)).forEach(all::add);
        if (!all.contains(process)) {
            all.add(process);
        }
    }

    /** The database as its superuser sees it, past every wall. */
    Connection database() throws IOException, SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%s/schoolgate"
                        .formatted(
                                Files.readString(data.resolve("database.port")).strip()),
                "postgres",
                Files.readString(data.resolve("secrets/database-superuser")).strip());
    }

    /** Rows of one query, each as its columns' texts. */
    List<List<String>> rows(String sql) throws IOException, SQLException {
        try (var connection = database();
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<String>>();
            while (found.next()) {
                var row = new ArrayList<String>();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    row.add(found.getString(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** Somebody of the cast: how they sign in, and with which token they browse. */
    record Player(String school, String person, String name, String signIn, String password, String token) {}

    /** The cast; empty while the trust is being invented. */
    List<Player> cast() throws IOException {
        var cast = data.resolve("demonstration/cast.txt");
        return Files.notExists(cast)
                ? List.of()
                : Files.readAllLines(cast).stream()
                        .map(line -> line.split("\t", 7))
                        .map(line -> new Player(line[0], line[1], line[2], line[4], line[5], line[6]))
                        .toList();
    }

    Player player(String name) throws IOException {
        return cast().stream()
                .filter(player -> player.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The first of four that are free, below those that connections take by themselves: between a kill and a start
     * nobody else gets them.
     */
    static int freePorts() {
        return freePorts(4);
    }

    static int freePorts(int count) {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (IntStream.range(first, first + count).allMatch(Installation::isFree)) {
                return first;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks everything to end, as an operator does, and waits until it has. */
    void end() throws IOException {
        List<ProcessHandle> ending;
        synchronized (running) {
            ending = new ArrayList<>(running);
            running.clear();
        }
        ending.forEach(ProcessHandle::destroy);
        ending.forEach(process -> process.onExit().join());
        var left = new ArrayList<ProcessHandle>();
        postmaster().ifPresent(process -> withChildren(process, left));
        left.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() throws IOException {
        end();
    }
}

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays gateways that hand over what they saw to a running platform, and asks its database what it has. README.md says
 * how it is started.
 *
 * <p>{@code rate} sends fresh events as fast as they are taken, some batches twice. {@code day} fills days with many
 * events and times one pupil's day. {@code check} counts what a file of acknowledged batches promises.
 */
public final class Events {
    private static final int READERS = 420;
    private static final String[] SITES = sites();

    private final Map<String, String> options;
    private final URI server;
    private final List<String> tokens;

    private Events(Map<String, String> options) throws IOException {
        this.options = options;
        this.server = URI.create(options.getOrDefault("server", "http://127.0.0.1:8080"));
        this.tokens = options.containsKey("tokens")
                ? Files.readAllLines(Path.of(options.get("tokens")))
                : List.of();
    }

    public static void main(String[] arguments) throws Exception {
        var options = new TreeMap<String, String>();
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        var bench = new Events(options);
        switch (arguments[0]) {
            case "rate" -> bench.rate();
            case "send" -> bench.send();
            case "day" -> bench.day();
            case "check" -> bench.check();
            default -> throw new IllegalArgumentException("rate, send, day or check");
        }
    }

    private long number(String name, long otherwise) {
        return Long.parseLong(options.getOrDefault(name, Long.toString(otherwise)));
    }

    /** One gateway: its journal's numbers go up and never come again. */
    private final class Gateway {
        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        private final String token;
        private final Random random;
        private final long epoch;
        private final Instant day;
        private long sequence;

        Gateway(int number, Instant day) {
            this.token = tokens.get(number % tokens.size());
            this.random = new Random(4711 + number);
            this.epoch = System.currentTimeMillis() * 100 + number;
            this.day = day;
        }

        /** Events as a proxy writes them: many requests of a page, some sites closed. */
        byte[] batch(int events) {
            var body = new ByteArrayOutputStream(events * 420);
            for (int i = 0; i < events; i++) {
                var reader = random.nextInt(READERS);
                boolean closed = random.nextInt(20) == 0;
                var at = day.plusMillis(random.nextLong(Duration.ofHours(7).toMillis()))
                        .plusNanos(random.nextInt(1_000) * 1_000L);
                body.writeBytes(("{\"epoch\":%d,\"sequence\":%d,\"at\":\"%s\",\"reader\":\"%s\",\"session\":null,"
                                + "\"address\":\"10.1.%d.%d\",\"method\":\"GET\",\"host\":\"%s\",\"path\":%s,\"port\":443,"
                                + "\"answer\":\"%s\",\"categories\":[%s],\"rule\":\"%s\",\"policyEpoch\":1795304865520,"
                                + "\"policyVersion\":212,\"bytes\":%d,\"millis\":%d,\"evidence\":\"token 1a2b3c4d\"}\n")
                        .formatted(
                                epoch,
                                ++sequence,
                                at,
                                reader(reader),
                                reader / 200,
                                reader % 200,
                                SITES[random.nextInt(SITES.length)],
                                random.nextInt(3) == 0 ? "\"/page/" + random.nextInt(10_000) + "?id=" + sequence + '"' : "null",
                                closed ? "block" : "allow",
                                closed ? "\"games\"" : "",
                                closed ? "category games" : "default",
                                random.nextInt(200_000),
                                random.nextInt(400))
                        .getBytes(UTF_8));
            }
            return body.toByteArray();
        }

        int post(byte[] batch) throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(server.resolve("/api/v1/gateway/events"))
                    .timeout(Duration.ofSeconds(60))
                    .header("Authorization", "Bearer " + token)
                    .POST(BodyPublishers.ofByteArray(batch))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static String reader(int number) {
        var letters = new StringBuilder("r");
        for (int i = 0; i < 15; i++) {
            letters.append((char) ('a' + (i < 12 ? number * 7 % (i + 11) : number / (int) Math.pow(26, i - 12) % 26)));
        }
        return letters.toString();
    }

    private static String[] sites() {
        var sites = new String[5_000];
        for (int i = 0; i < sites.length; i++) {
            sites[i] = (i % 3 == 0 ? "www." : i % 3 == 1 ? "cdn.static." : "") + "site" + i / 3 + ".example";
        }
        return sites;
    }

    private static Instant morning(LocalDate day) {
        return day.atTime(8, 30).toInstant(ZoneOffset.UTC);
    }

    /** As fast as they are taken: made beforehand, so that making them costs the run nothing. */
    private void rate() throws Exception {
        int gateways = (int) number("gateways", 4);
        int batches = (int) number("batches", 60);
        int size = (int) number("size", 1_700);
        int twice = (int) number("twice-percent", 5);
        var today = morning(LocalDate.now(ZoneOffset.UTC));
        var made = new ArrayList<List<byte[]>>();
        var senders = new ArrayList<Gateway>();
        for (int g = 0; g < gateways; g++) {
            var gateway = new Gateway(g, today);
            senders.add(gateway);
            var mine = new ArrayList<byte[]>();
            for (int b = 0; b < batches; b++) {
                mine.add(gateway.batch(size));
            }
            made.add(mine);
        }
        long bytes = made.stream().flatMap(List::stream).mapToLong(batch -> batch.length).sum();
        System.out.printf("%,d events in %d batches of %,d, %,d MB%n", (long) gateways * batches * size, gateways * batches, size, bytes >> 20);
        // the first part warms the platform up and is not counted
        int warm = batches / 4;
        var sent = new AtomicLong();
        var slowest = new AtomicLong();
        var from = new AtomicLong();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = new ArrayList<Callable<Integer>>();
            for (int g = 0; g < gateways; g++) {
                var sender = senders.get(g);
                var mine = made.get(g);
                runs.add(() -> {
                    var random = new Random(7);
                    for (int b = 0; b < mine.size(); b++) {
                        if (b == warm) {
                            from.compareAndSet(0, System.nanoTime());
                        }
                        int times = random.nextInt(100) < twice ? 2 : 1;
                        for (int t = 0; t < times; t++) {
                            long began = System.nanoTime();
                            int status = sender.post(mine.get(b));
                            if (status != 204) {
                                throw new IOException("answered " + status);
                            }
                            slowest.accumulateAndGet(System.nanoTime() - began, Math::max);
                        }
                        if (b >= warm) {
                            sent.addAndGet(size);
                        }
                    }
                    return 0;
                });
            }
            for (var run : threads.invokeAll(runs)) {
                run.get();
            }
        }
        double seconds = (System.nanoTime() - from.get()) / 1e9;
        System.out.printf(
                "%,d fresh events in %.1f s: %,.0f a second; slowest batch %d ms%n",
                sent.get(), seconds, sent.get() / seconds, slowest.get() / 1_000_000);
    }

    /** Keeps sending, again until it is answered, and writes down what was; for the run with kills. */
    private void send() throws Exception {
        var until = System.nanoTime() + Duration.ofSeconds(number("seconds", 60)).toNanos();
        int gateways = (int) number("gateways", 3);
        var acknowledged = Path.of(options.get("acknowledged"));
        var lines = new ArrayList<String>();
        var again = new AtomicLong();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = new ArrayList<Callable<Integer>>();
            for (int g = 0; g < gateways; g++) {
                var sender = new Gateway(g, morning(LocalDate.now(ZoneOffset.UTC)));
                runs.add(() -> {
                    while (System.nanoTime() < until) {
                        long first = sender.sequence + 1;
                        var batch = sender.batch(500);
                        while (!taken(sender, batch)) {
                            again.incrementAndGet();
                            Thread.sleep(100);
                        }
                        synchronized (lines) {
                            lines.add("%d %d %d".formatted(sender.epoch, first, sender.sequence));
                        }
                    }
                    return 0;
                });
            }
            for (var run : threads.invokeAll(runs)) {
                run.get();
            }
        }
        Files.write(acknowledged, lines);
        System.out.printf("%,d batches acknowledged, %,d sent again%n", lines.size(), again.get());
    }

    private static boolean taken(Gateway sender, byte[] batch) throws InterruptedException {
        try {
            return sender.post(batch) == 204;
        } catch (IOException e) {
            return false;
        }
    }

    private Connection database() throws IOException, SQLException {
        var data = Path.of(options.get("data"));
        var port = Files.readString(data.resolve("database.port")).strip();
        var password = Files.readString(data.resolve("secrets/database-run-time")).strip();
        var connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + options.getOrDefault("database", "schoolgate"),
                "schoolgate_app",
                password);
        try (var school = connection.prepareStatement("select set_config('schoolgate.school', ?, false)")) {
            school.setString(1, options.get("school"));
            school.execute();
        }
        return connection;
    }

    /** Every acknowledged event is there, once. */
    private void check() throws Exception {
        long missing = 0;
        long expected = 0;
        try (var connection = database();
                var count = connection.prepareStatement(
                        "select count(*), count(distinct sequence) from seen_event where epoch = ? and sequence between ? and ?")) {
            for (var line : Files.readAllLines(Path.of(options.get("acknowledged")))) {
                var parts = line.split(" ");
                long first = Long.parseLong(parts[1]);
                long last = Long.parseLong(parts[2]);
                count.setLong(1, Long.parseLong(parts[0]));
                count.setLong(2, first);
                count.setLong(3, last);
                try (var row = count.executeQuery()) {
                    row.next();
                    expected += last - first + 1;
                    missing += last - first + 1 - row.getLong(2);
                    if (row.getLong(1) != row.getLong(2)) {
                        throw new IllegalStateException("stored twice: " + line);
                    }
                }
            }
        }
        System.out.printf("%,d events acknowledged, %,d missing, none twice%n", expected, missing);
        System.exit(missing == 0 ? 0 : 1);
    }

    /** Fills so many days, then times one pupil's day, each question another pupil and day. */
    private void day() throws Exception {
        long events = number("events", 10_000_000);
        int days = (int) number("days", 20);
        int gateways = (int) number("gateways", 4);
        int size = 4_000;
        var last = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        if (number("fill", 1) == 1) {
            long began = System.nanoTime();
            var done = new AtomicLong();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var runs = new ArrayList<Callable<Integer>>();
                for (int g = 0; g < gateways; g++) {
                    int number = g;
                    runs.add(() -> {
                        for (int d = number; d < days; d += gateways) {
                            var gateway = new Gateway(1_000 + d, morning(last.minusDays(d)));
                            for (long left = events / days; left > 0; left -= size) {
                                int status = gateway.post(gateway.batch((int) Math.min(size, left)));
                                if (status != 204) {
                                    throw new IOException("answered " + status);
                                }
                            }
                            System.out.printf("%,d events%n", done.addAndGet(events / days));
                        }
                        return 0;
                    });
                }
                for (var run : threads.invokeAll(runs)) {
                    run.get();
                }
            }
            System.out.printf("filled in %.0f s%n", (System.nanoTime() - began) / 1e9);
        }
        try (var connection = database()) {
            time(connection, days, last);
        }
    }

    private void time(Connection connection, int days, LocalDate last) throws SQLException {
        // the question of LookUps: one page of one pupil's day, newest first
        var sql = """
                select at, gateway, epoch, sequence, reader, address, method, host, path, answer, categories, rule, bytes,
                  evidence
                from seen_event
                where school_id = ?::uuid and at >= ? and at < ? and reader = any(?)
                order by at desc, epoch desc, sequence desc limit ?
                """;
        var random = new Random(99);
        for (int limit : new int[] {201, 100_000}) {
            var nanos = new long[400];
            long rows = 0;
            try (var question = connection.prepareStatement(sql)) {
                for (int i = 0; i < nanos.length; i++) {
                    var day = last.minusDays(random.nextInt(days));
                    question.setString(1, options.get("school"));
                    question.setObject(2, day.atStartOfDay().atOffset(ZoneOffset.UTC));
                    question.setObject(3, day.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC));
                    question.setArray(4, connection.createArrayOf("text", new String[] {reader(random.nextInt(READERS))}));
                    question.setInt(5, limit);
                    long began = System.nanoTime();
                    try (var answer = question.executeQuery()) {
                        while (answer.next()) {
                            rows++;
                        }
                    }
                    nanos[i] = System.nanoTime() - began;
                }
            }
            Arrays.sort(nanos);
            System.out.printf(
                    "one pupil's day, at most %,d lines: %,d rows each; p50 %.1f ms, p99 %.1f ms, slowest %.1f ms%n",
                    limit,
                    rows / nanos.length,
                    nanos[nanos.length / 2] / 1e6,
                    nanos[(int) (nanos.length * 0.99)] / 1e6,
                    nanos[nanos.length - 1] / 1e6);
        }
        try (var statement = connection.createStatement();
                var size = statement.executeQuery(
                        "select count(*), pg_size_pretty(sum(pg_total_relation_size(inhrelid))) from pg_inherits"
                                + " where inhparent = 'seen_event'::regclass")) {
            size.next();
            System.out.printf("%d days on disk: %s%n", size.getInt(1), size.getString(2));
        }
    }
}

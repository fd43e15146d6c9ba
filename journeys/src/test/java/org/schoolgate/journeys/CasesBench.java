package org.schoolgate.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.ManyCases;

/**
 * How long the pages of cases take where a school has a hundred thousand, beside one that has a hundred: two installations
 * of the built program on this machine, asked in turn over HTTP by four people who are signed in. A school beside each, of
 * the same trust, has a tenth as many again. The pages of some are checked to say what they should before any is timed.
 *
 * <p>{@code ./schoolgate bench cases [-Dschoolgate.cases=100000] [-Dschoolgate.few=100] [-Dschoolgate.rounds=300]}
 */
class CasesBench {
    private static final int MANY = Integer.getInteger("schoolgate.cases", 100_000);
    private static final int FEW = Integer.getInteger("schoolgate.few", 100);
    private static final int ROUNDS = Integer.getInteger("schoolgate.rounds", 300);
    private static final int WARM = Integer.getInteger("schoolgate.warm", 60);
    private static final String TEACHER = "Mr Hale";
    private static final List<String> READERS = List.of("Miss Farrow", "Ms Okafor", "Mrs Lindqvist", TEACHER);

    private static Path folder;
    private static Side many;
    private static Side few;

    /** An installation, its readers, and what they ask for. */
    private static final class Side implements AutoCloseable {
        private final Installation at;
        private final Map<String, Client> readers = new LinkedHashMap<>();
        private final Map<String, Map<String, List<String>>> pages = new LinkedHashMap<>();
        private final Map<String, List<Double>> figures = new LinkedHashMap<>();

        Side(Path data) {
            at = new Installation(data);
        }

        void fill(int cases) throws Exception {
            var schools = at.cast().stream()
                    .map(Installation.Player::school)
                    .distinct()
                    .toList();
            var began = Instant.now();
            try (var database = at.database()) {
                ManyCases.fill(database, UUID.fromString(schools.getFirst()), cases);
                ManyCases.fill(database, UUID.fromString(schools.getLast()), Math.ceilDiv(cases, 10));
            }
            System.out.printf(
                    "%,d cases were put there in %d s%n",
                    cases, Duration.between(began, Instant.now()).toSeconds());
        }

        void signIn() throws Exception {
            for (var name : READERS) {
                var client = new Client(at);
                client.signIn(name);
                readers.put(name, client);
                look(name, client);
            }
        }

        /** Finds the addresses that a reader comes to by clicking. */
        private void look(String name, Client client) throws Exception {
            var found = pages.computeIfAbsent(name, _ -> new LinkedHashMap<>());
            found.put("first screen", List.of("/"));
            found.put("queue", List.of("/cases"));
            found.put("queue, next pages", following(client, "/cases", 4));
            found.put("closed cases, next pages", following(client, "/cases?show=closed", 6));
            var some = new ArrayList<String>();
            var numbers =
                    at.rows("select year || '-' || number from case_file where circle = 'ORDINARY' and school_id = '"
                            + at.player(name).school() + "' order by case_id limit 40");
            for (var number : numbers) {
                some.add("/cases?q=" + number.getFirst());
            }
            found.put("search by number", some);
            found.put(
                    "search by name",
                    List.of("/cases?q=Ada+Birch", "/cases?q=marsh", "/cases?q=Priya", "/cases?q=Zac", "/cases?q=a"));
            found.put("search by kind", List.of("/cases?q=misuse", "/cases?q=complaint", "/cases?q=image"));
            var shown = new ArrayList<String>();
            for (var search : some) {
                shown.addAll(client.get(search).links(href -> href.matches("/cases/[0-9a-f-]{36}")));
            }
            found.put("page of a case", shown.stream().distinct().limit(30).toList());
            if (!name.equals(TEACHER)) {
                found.put("board", List.of("/cases/board"));
                found.put(
                        "chronology of a person",
                        at
                                .rows("select person_id from case_person where person_id is not null and school_id = '"
                                        + at.player(name).school() + "' order by place desc limit 40")
                                .stream()
                                .map(row -> "/people/" + row.getFirst() + "/chronology")
                                .distinct()
                                .toList());
            }
            found.values().removeIf(List::isEmpty);
        }

        private static List<String> following(Client client, String first, int most)
                throws IOException, InterruptedException {
            var pages = new ArrayList<String>();
            var answer = client.get(first);
            while (pages.size() < most) {
                var next = answer.links(href -> href.contains("after="));
                if (next.isEmpty()) {
                    break;
                }
                pages.add(next.getFirst());
                answer = client.get(next.getFirst());
            }
            return pages;
        }

        void ask(String page, int round, boolean counts) throws Exception {
            var name = READERS.get(round % READERS.size());
            var paths = pages.getOrDefault(name, Map.of()).getOrDefault(page, List.of());
            if (paths.isEmpty()) {
                return;
            }
            var client = Objects.requireNonNull(readers.get(name), name);
            var began = System.nanoTime();
            var answer = client.get(paths.get(round / READERS.size() % paths.size()));
            var took = (System.nanoTime() - began) / 1e6;
            assertThat(answer.status()).as("%s of %s", page, name).isEqualTo(200);
            if (counts) {
                figures.computeIfAbsent(page, _ -> new ArrayList<>()).add(took);
            }
        }

        String figure(String page) {
            var took = figures.getOrDefault(page, List.of()).stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            return took.length == 0
                    ? "%26s".formatted("no such page")
                    : "%5d %9.1f %9.1f ".formatted(took.length, at(took, 0.50), at(took, 0.99));
        }

        private static double at(double[] sorted, double share) {
            return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
        }

        @Override
        public void close() throws IOException {
            readers.values().forEach(Client::close);
            at.close();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "cases-");
        many = new Side(folder.resolve("many"));
        few = new Side(folder.resolve("few"));
        var first = many.at.launch();
        var second = few.at.launch();
        first.ready();
        second.ready();
        many.fill(MANY);
        few.fill(FEW);
        many.signIn();
        few.signIn();
    }

    @AfterAll
    static void stop() throws Exception {
        many.close();
        few.close();
    }

    @Test
    void manyCasesBesideFew() throws Exception {
        var pages = many.pages.values().stream()
                .flatMap(found -> found.keySet().stream())
                .distinct()
                .toList();
        assertThat(pages).contains("queue", "search by name", "page of a case");
        for (int round = -WARM; round < ROUNDS; round++) {
            for (var page : pages) {
                few.ask(page, Math.abs(round), round >= 0);
                many.ask(page, Math.abs(round), round >= 0);
            }
        }
        System.out.printf("%nMilliseconds of a page, over HTTP, asked in turn by %s%n%n", String.join(", ", READERS));
        System.out.printf("%-28s %,25d %,25d%n", "cases", FEW, MANY);
        System.out.printf("%-28s %s %s%n", "", "    n       p50       p99 ", "    n       p50       p99 ");
        for (var page : pages) {
            System.out.printf("%-28s %s %s%n", page, few.figure(page), many.figure(page));
        }
        var worst = many.figures.values().stream()
                .mapToDouble(took -> {
                    var sorted = took.stream().mapToDouble(Double::doubleValue).toArray();
                    Arrays.sort(sorted);
                    return Side.at(sorted, 0.99);
                })
                .max()
                .orElseThrow();
        System.out.printf("%nThe slowest p99 with %,d cases: %.1f ms (bar: 200)%n", MANY, worst);
    }
}

package org.schoolgate.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class EventIntakeTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    private final Cast cast;
    private final Gateways gateways;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final URI events;
    private final HttpClient http = HttpClient.newHttpClient();

    EventIntakeTest(
            Cast cast,
            Gateways gateways,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @LocalServerPort int port) {
        this.cast = cast;
        this.gateways = gateways;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.events = URI.create("http://127.0.0.1:" + port + Feed.EVENTS);
    }

    static SeenEvent event(long sequence, Instant at, String host, String answer) {
        return new SeenEvent(
                7,
                sequence,
                at,
                "raaaaaaaaaaaaaaa",
                null,
                "10.1.2.3",
                "GET",
                host,
                "/a?q=fish",
                80,
                answer,
                answer.equals("block") ? Set.of("gambling", "games") : Set.of(),
                answer.equals("block") ? "category gambling" : "default",
                3,
                12,
                1_234,
                5,
                "token");
    }

    static String lines(SeenEvent... some) {
        return Arrays.stream(some).map(Feed.JSON::writeValueAsString).collect(Collectors.joining("\n", "", "\n"));
    }

    private String register(Greenfield school, String name) {
        return ((Gateways.Registration.Done)
                        Tenants.within(school.school(), () -> gateways.register(school.technician(), name, null)))
                .token();
    }

    private int post(String token, String body) throws Exception {
        var request = HttpRequest.newBuilder(events)
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private <T> T read(SchoolId school, Class<T> type, String sql) {
        return Tenants.within(
                school,
                () -> Objects.requireNonNull(
                        transaction.execute(_ -> jdbc.sql(sql).query(type).single())));
    }

    private long stored(SchoolId school) {
        return read(school, Long.class, "select count(*) from seen_event");
    }

    @Test
    @Keeps({"FIL-23", "MON-10", "MON-25"})
    void anEventIsKeptWithAllThatWasSaidOfIt() throws Exception {
        var school = cast.greenfield();

        assertThat(post(register(school, "Edge"), lines(event(1, now, "casino.example", "block"))))
                .isEqualTo(204);

        var row = Tenants.within(
                school.school(),
                () -> Objects.requireNonNull(transaction.execute(
                        _ -> jdbc.sql("select * from seen_event").query().singleRow())));
        assertThat(row)
                .containsEntry("gateway", 1)
                .containsEntry("epoch", 7L)
                .containsEntry("sequence", 1L)
                .containsEntry("reader", "raaaaaaaaaaaaaaa")
                .containsEntry("session", null)
                .containsEntry("address", "10.1.2.3")
                .containsEntry("method", "GET")
                .containsEntry("host", "casino.example")
                .containsEntry("path", "/a?q=fish")
                .containsEntry("port", 80)
                .containsEntry("answer", "block")
                .containsEntry("rule", "category gambling")
                .containsEntry("policy_epoch", 3L)
                .containsEntry("policy_version", 12L)
                .containsEntry("bytes", 1234L)
                .containsEntry("millis", 5)
                .containsEntry("evidence", "token");
        assertThat(((java.sql.Timestamp) Objects.requireNonNull(row.get("at"))).toInstant())
                .isEqualTo(now);
    }

    @Test
    void whatIsSentAgainIsStoredOnceAndCountedOnce() throws Exception {
        var school = cast.greenfield();
        var token = register(school, "Edge");
        var batch = lines(event(1, now, "a.example", "allow"), event(2, now, "casino.example", "block"));

        assertThat(post(token, batch)).isEqualTo(204);
        assertThat(post(token, batch + lines(event(3, now, "c.example", "allow"))))
                .isEqualTo(204);
        assertThat(post(token, batch + batch)).isEqualTo(204);

        assertThat(stored(school.school())).isEqualTo(3);
        assertThat(read(
                        school.school(),
                        String.class,
                        "select string_agg(answer || ' ' || category || ' ' || events, ', ' order by answer, category)"
                                + " from seen_count"))
                .isEqualTo("allow  2, block  1, block gambling 1, block games 1");
    }

    @Test
    void theSameNumbersFromTwoGatewaysAreTwoEvents() throws Exception {
        var school = cast.greenfield();
        var batch = lines(event(1, now, "a.example", "allow"));

        assertThat(post(register(school, "Hall"), batch)).isEqualTo(204);
        assertThat(post(register(school, "Gym"), batch)).isEqualTo(204);

        assertThat(stored(school.school())).isEqualTo(2);
    }

    @Test
    @Keeps("DAT-12")
    void aSchoolSeesItsOwnEventsOnly() throws Exception {
        var ours = cast.greenfield();
        var theirs = cast.greenfield();

        assertThat(post(register(ours, "Edge"), lines(event(1, now, "a.example", "allow"))))
                .isEqualTo(204);

        assertThat(stored(ours.school())).isEqualTo(1);
        assertThat(stored(theirs.school())).isZero();
    }

    @Test
    void manySendersOfTheSameEventsStoreThemOnce() throws Exception {
        var school = cast.greenfield();
        var token = register(school, "Edge");
        var batches = IntStream.range(0, 8)
                .mapToObj(i -> IntStream.range(i * 50, i * 50 + 200)
                        .mapToObj(n -> event(n, now.plusMillis(n), "a.example", n % 10 == 0 ? "block" : "allow"))
                        .toArray(SeenEvent[]::new))
                .map(EventIntakeTest::lines)
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> all = new ArrayList<>();
            for (int round = 0; round < 4; round++) {
                batches.forEach(batch -> all.add(() -> post(token, batch)));
            }
            for (var answer : threads.invokeAll(all)) {
                assertThat(answer.get()).isEqualTo(204);
            }
        }

        assertThat(stored(school.school())).isEqualTo(550);
        assertThat(read(school.school(), Long.class, "select sum(events) from seen_count where category = ''"))
                .isEqualTo(550);
    }

    @Test
    void textThatWouldBreakARowComesBackAsItWas() throws Exception {
        var school = cast.greenfield();
        var path = "/tab\there\\back\nline\r\"quoted\" \\N \\. {a,b} ü 漢 😀";
        var odd = new SeenEvent(
                1,
                1,
                now,
                null,
                null,
                "::1",
                "GET",
                "x.example",
                path,
                80,
                "block",
                Set.of("a\"b\\c,{d}\t"),
                "rule \\N",
                1,
                1,
                0,
                0,
                "");

        assertThat(post(register(school, "Edge"), lines(odd))).isEqualTo(204);

        assertThat(read(school.school(), String.class, "select path from seen_event"))
                .isEqualTo(path);
        assertThat(read(school.school(), String.class, "select categories[1] from seen_event"))
                .isEqualTo("a\"b\\c,{d}\t");
        assertThat(read(school.school(), String.class, "select rule from seen_event"))
                .isEqualTo("rule \\N");
    }

    @Test
    void aLineThatIsNoEventIsLeftOutAndTheOthersAreKept() throws Exception {
        var school = cast.greenfield();
        var good = lines(event(1, now, "a.example", "allow"));
        var bad = String.join(
                "\n",
                "{\"epoch\":1",
                "[]",
                "null",
                "banana",
                "{\"epoch\":1,\"sequence\":2,\"at\":\"soon\",\"address\":\"\",\"method\":\"\",\"host\":\"\",\"answer\":\"\"}",
                good.replace("\"host\":", "\"hoast\":").strip(),
                lines(event(9, now.plus(Duration.ofDays(300)), "future.example", "allow")),
                lines(event(10, Instant.EPOCH, "past.example", "allow")));

        assertThat(post(register(school, "Edge"), bad + "\n" + good)).isEqualTo(204);

        assertThat(stored(school.school())).isEqualTo(1);
    }

    @Test
    void aCharacterThatTheDatabaseCannotHoldDoesNotLoseTheEvent() throws Exception {
        var school = cast.greenfield();
        var line = lines(event(1, now, "a.example", "allow")).replace("/a?q=fish", "/\\u0000\\ud800end");

        assertThat(post(register(school, "Edge"), line)).isEqualTo(204);

        assertThat(read(school.school(), String.class, "select path from seen_event"))
                .isEqualTo("/\uFFFD?end");
    }

    @Test
    void aFieldOfANewerGatewayIsPassedOver() throws Exception {
        var school = cast.greenfield();
        var line = lines(event(1, now, "a.example", "allow")).replaceFirst("\\{", "{\"later\":{\"x\":[1,{}]},");

        assertThat(post(register(school, "Edge"), line)).isEqualTo(204);

        assertThat(stored(school.school())).isEqualTo(1);
    }

    @Test
    void tooMuchAtOnceIsRefusedWhole() throws Exception {
        var school = cast.greenfield();
        var token = register(school, "Edge");
        var body = ("x".repeat(1023) + "\n").repeat(4 * 1024 + 1);

        assertThat(post(token, body)).isEqualTo(413);
        assertThat(stored(school.school())).isZero();
    }

    @Test
    void nobodyHandsOverEventsWithoutAToken() throws Exception {
        assertThat(post("sgg-" + "a".repeat(52), lines(event(1, now, "a.example", "allow"))))
                .isEqualTo(401);
    }

    @Test
    @Keeps("DAT-12")
    void everyPartitionStandsBehindTheWallAndIsReachedThroughTheWholeOnly() throws Exception {
        var school = cast.greenfield();
        assertThat(post(register(school, "Edge"), lines(event(1, now, "a.example", "allow"))))
                .isEqualTo(204);

        var open = jdbc.sql("""
                        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                        where i.inhparent = 'seen_event'::regclass and (
                          not (c.relrowsecurity and c.relforcerowsecurity)
                          or not exists (select 1 from pg_policy p where p.polrelid = c.oid)
                          or has_table_privilege('schoolgate_app', c.oid, 'select,insert,update,delete'))
                        """).query(String.class).list();
        var all = jdbc.sql("select count(*) from pg_inherits where inhparent = 'seen_event'::regclass")
                .query(Integer.class)
                .single();

        assertThat(all).isPositive();
        assertThat(open).isEmpty();
    }

    @Test
    void theProgramItselfCannotDeleteOrChangeAnEvent() throws Exception {
        var school = cast.greenfield();
        post(register(school, "Edge"), lines(event(1, now, "a.example", "allow")));

        for (var sql : List.of("delete from seen_event", "update seen_event set host = ''")) {
            assertThatThrownBy(() -> Tenants.within(
                            school.school(),
                            () -> transaction.execute(_ -> jdbc.sql(sql).update())))
                    .hasStackTraceContaining("permission denied");
        }
    }

    /** The one who waits has asked before, and was told that there is no such day. */
    @Test
    void ofTwoWhoMakeADayAtOnceOneMakesItAndTheOtherFindsIt() throws Exception {
        var day = LocalDate.now(ZoneOffset.UTC).plusDays(33);
        try (var second = Executors.newSingleThreadExecutor()) {
            var found = untenanted(() -> {
                assertThat(makesDay(day)).isTrue();
                var waits = second.submit(() -> untenanted(() -> makesDay(day)));
                assertThat(somebodyWaits()).isTrue();
                return waits;
            });
            assertThat(found.get(30, TimeUnit.SECONDS)).isFalse();
        }
    }

    private <T> T untenanted(Supplier<T> work) {
        return Tenants.untenanted(() -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    private boolean makesDay(LocalDate day) {
        return jdbc.sql("select activity_make_day(:day)")
                .param("day", day)
                .query(Boolean.class)
                .single();
    }

    private boolean somebodyWaits() {
        var end = Instant.now().plusSeconds(20);
        while (Instant.now().isBefore(end)) {
            if (jdbc.sql("select exists (select from pg_locks where locktype = 'advisory' and not granted)")
                    .query(Boolean.class)
                    .single()) {
                return true;
            }
            LockSupport.parkNanos(10_000_000);
        }
        return false;
    }
}

package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.ChangesPolicy;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.PageTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class PolicyFeedTest {
    static final Duration SOON = Duration.ofSeconds(5);

    private final PolicyChanges policyChanges;
    private final Cast cast;
    private final Gateways gateways;
    private final PolicyCopies copies;
    private final FeedVersionStore versions;
    private final Turns turns;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final int port;

    PolicyFeedTest(
            PolicyChanges policyChanges,
            Cast cast,
            Gateways gateways,
            PolicyCopies copies,
            FeedVersionStore versions,
            Turns turns,
            ApplicationEventPublisher events,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @LocalServerPort int port) {
        this.policyChanges = policyChanges;
        this.cast = cast;
        this.gateways = gateways;
        this.copies = copies;
        this.versions = versions;
        this.turns = turns;
        this.events = events;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.port = port;
    }

    /** Something after which somebody may reach more or less. */
    record DoorOpened(Actor by) implements ChangesPolicy {
        @Override
        public String kind() {
            return "test.door-opened";
        }

        @Override
        public String subject() {
            return "door:1";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }
    }

    private void change(Greenfield school) {
        school.within(() -> transaction.executeWithoutResult(_ -> events.publishEvent(new DoorOpened(school.head()))));
    }

    private FeedVersion version(SchoolId school) {
        return Tenants.within(school, () -> copies.version(school));
    }

    /** The version of the copy of now, which has been made: making one says when it will turn. */
    private FeedVersion made(SchoolId school) {
        return Tenants.within(school, () -> copies.current(school)).version();
    }

    private GatewayClient gateway(Greenfield school) {
        var done = (Gateways.Registration.Done)
                Tenants.within(school.school(), () -> gateways.register(school.technician(), "Edge", null));
        return new GatewayClient(port, done.token());
    }

    @Test
    void aTransactionThatChangesThePolicyTakesOneVersionHoweverManyThingsItDid() {
        var school = cast.greenfield();
        var before = version(school.school());

        school.within(() -> transaction.executeWithoutResult(_ -> {
            events.publishEvent(new DoorOpened(school.head()));
            events.publishEvent(new DoorOpened(school.head()));
        }));

        assertThat(version(school.school())).isEqualTo(new FeedVersion(before.epoch(), before.number() + 1));
    }

    @Test
    void aTransactionThatFailsTakesNone() {
        var school = cast.greenfield();
        var before = version(school.school());

        assertThatThrownBy(() -> school.within(() -> transaction.executeWithoutResult(_ -> {
                    events.publishEvent(new DoorOpened(school.head()));
                    throw new IllegalStateException("the lights went out");
                })))
                .hasMessage("the lights went out");

        assertThat(version(school.school())).isEqualTo(before);
    }

    @Test
    void gatewaysHearOfAnotherAddressOfThePortalOnceTheProgramAnswersThere() {
        var school = cast.greenfield();
        var before = version(school.school());
        school.within(() -> transaction.executeWithoutResult(
                _ -> jdbc.sql("update feed_version set portal = 'https://old.greenfield.example'")
                        .update()));

        var after = version(school.school());

        assertThat(after).isEqualTo(new FeedVersion(before.epoch(), before.number() + 1));
        assertThat(version(school.school())).isEqualTo(after);
    }

    @Test
    void theVersionIsTheLastThingThatATransactionWrites() {
        var school = cast.greenfield();
        version(school.school());

        school.within(() -> transaction.executeWithoutResult(_ -> {
            events.publishEvent(new DoorOpened(school.head()));
            jdbc.sql("select set_config('test.before', (select max(number)::text from audit_entry), true)")
                    .query((_, _) -> true)
                    .single();
        }));

        // the row of the version is younger than the entry that audit sealed in the same transaction
        var order = Tenants.within(
                school.school(),
                () -> Objects.requireNonNull(transaction.execute(
                        _ -> jdbc.sql("select f.cmin::text::int > a.cmin::text::int from feed_version f, audit_entry a"
                                        + " where a.kind = 'test.door-opened' and a.xmin = f.xmin")
                                .query(Boolean.class)
                                .single())));
        assertThat(order).isTrue();
    }

    @Test
    void aChangeOutsideATransactionIsAnErrorAndNotSilence() {
        var school = cast.greenfield();

        assertThatThrownBy(() -> school.within(() -> events.publishEvent(new DoorOpened(school.head()))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aGatewayFetchesTheWholePolicyOfItsOwnSchool() throws Exception {
        var school = cast.greenfield();
        try (var gateway = gateway(school)) {
            var policy = gateway.policy();

            assertThat(policy.school()).isEqualTo(school.school().toString());
            assertThat(policy.card().name()).isEqualTo("Greenfield Primary");
            assertThat(policy.tag()).isEqualTo(version(school.school()).tag());
        }
    }

    @Test
    void whatAGatewayHoldsIsNotSentAgain() throws Exception {
        var school = cast.greenfield();
        try (var gateway = gateway(school)) {
            var held = gateway.policy();

            assertThat(gateway.statusHolding(held.tag())).isEqualTo(304);
            change(school);
            assertThat(gateway.statusHolding(held.tag())).isEqualTo(200);
            assertThat(gateway.policy().version()).isEqualTo(held.version() + 1);
        }
    }

    @Test
    void thePolicyIsPackedForWhoeverReadsGzip() throws Exception {
        var school = cast.greenfield();
        try (var gateway = gateway(school)) {
            var answer = gateway.send(gateway.request(Feed.POLICY).header("Accept-Encoding", "gzip"));

            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(answer.headers().firstValue("ETag"))
                    .hasValue('"' + version(school.school()).tag() + '"');
            assertThat(read(answer.body()).school()).isEqualTo(school.school().toString());
        }
    }

    private static PolicyCopy read(byte[] packed) throws IOException {
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return Feed.JSON.readValue(unpacked.readAllBytes(), PolicyCopy.class);
        }
    }

    @Test
    void everyChangeIsToldToTheGatewaysOfItsSchoolAndToNoOther() throws Exception {
        var ours = cast.greenfield();
        var theirs = cast.greenfield();
        try (var gateway = gateway(ours);
                var other = gateway(theirs);
                var changes = gateway.changes();
                var quiet = other.changes()) {
            var before = version(ours.school());
            assertThat(changes.next(SOON)).isEqualTo("policy " + before.tag());
            assertThat(quiet.next(SOON))
                    .isEqualTo("policy " + version(theirs.school()).tag());

            change(ours);

            assertThat(changes.nextChange(SOON)).isEqualTo("policy %d-%d", before.epoch(), before.number() + 1);
            assertThat(quiet.nextChange(Duration.ofMillis(300))).isNull();
        }
    }

    @Test
    void aChangeIsHeardByItselfAndNotByLookingNowAndThen() throws Exception {
        var school = cast.greenfield();
        try (var ear = policyChanges.listen(school.school())) {
            for (int i = 0; i < 20; i++) {
                change(school);
                assertThat(ear.next(SOON)).isEqualTo(new PolicyChanges.Heard.Version(version(school.school())));
            }
        }
    }

    @Test
    void aStreamThatHasNothingToSaySaysThatItIsAlive() throws Exception {
        var school = cast.greenfield();
        try (var gateway = gateway(school);
                var changes = gateway.changes()) {
            assertThat(changes.next(SOON)).startsWith("policy ");
            assertThat(changes.next(SOON)).isEqualTo("heartbeat");
            assertThat(changes.next(SOON)).isEqualTo("heartbeat");
        }
    }

    @Test
    void aPolicyThatTimeAloneChangesGetsAVersionAtThatMoment() throws Exception {
        var school = cast.greenfield();
        try (var gateway = gateway(school);
                var changes = gateway.changes()) {
            assertThat(changes.next(SOON)).isNotNull();
            var before = made(school.school());

            var turn = Instant.now().plusMillis(400);
            school.within(() -> turns.willTurn(school.school(), before, turn));

            assertThat(changes.nextChange(SOON)).isEqualTo("policy %d-%d", before.epoch(), before.number() + 1);
            assertThat(Instant.now()).isAfterOrEqualTo(turn);
        }
    }

    @Test
    void theVersionsOfADayAllTurnAtItsMidnight() throws Exception {
        var school = cast.greenfield();
        try (var gateway = gateway(school);
                var changes = gateway.changes()) {
            assertThat(changes.next(SOON)).isNotNull();
            var midnight = Instant.now().plusMillis(900);
            var first = made(school.school());
            school.within(() -> turns.willTurn(school.school(), first, midnight));
            change(school);
            assertThat(changes.nextChange(SOON)).isNotNull();
            var last = made(school.school());
            school.within(() -> turns.willTurn(school.school(), last, midnight));

            assertThat(changes.nextChange(SOON)).isEqualTo("policy %d-%d", last.epoch(), last.number() + 1);
        }
    }

    @Test
    void aTurnThatNobodyWatchedIsNoticedWhenSomebodyAsks() {
        var school = cast.greenfield();
        var before = version(school.school());

        school.within(() -> transaction.executeWithoutResult(
                _ -> versions.willTurn(school.school(), before, Instant.now().minusSeconds(1))));

        assertThat(version(school.school()).number()).isEqualTo(before.number() + 1);
        assertThat(version(school.school()).number()).isEqualTo(before.number() + 1);
    }

    @Test
    void aGatewayThatHoldsMoreThanTheDatabaseEverReachedGetsANewEpoch() throws Exception {
        var school = cast.greenfield();
        try (var gateway = gateway(school)) {
            var now = gateway.policy();

            assertThat(gateway.statusHolding(now.epoch() + "-" + (now.version() + 50)))
                    .isEqualTo(200);

            assertThat(gateway.policy().epoch()).isGreaterThan(now.epoch());
        }
    }

    @Test
    void aGatewayThatHoldsALaterEpochGetsOneThatIsLaterStill() throws Exception {
        var school = cast.greenfield();
        try (var gateway = gateway(school)) {
            var now = gateway.policy();
            var ahead = Instant.now().plusSeconds(3600).toEpochMilli();

            assertThat(gateway.statusHolding(ahead + "-1")).isEqualTo(200);

            assertThat(gateway.policy().epoch()).isGreaterThan(ahead).isGreaterThan(now.epoch());
        }
    }

    @Test
    void anAbsurdTagMovesNothing() throws Exception {
        var school = cast.greenfield();
        try (var gateway = gateway(school)) {
            var now = gateway.policy();

            assertThat(gateway.statusHolding("999999999999999999-1")).isEqualTo(200);
            assertThat(gateway.statusHolding("banana")).isEqualTo(200);

            assertThat(gateway.policy().tag()).isEqualTo(now.tag());
        }
    }
}

package org.schoolgate.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schoolgate.activity.EventIntake;
import org.schoolgate.alerts.Alerts.Acting;
import org.schoolgate.documents.Documents;
import org.schoolgate.documents.Evidence;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Alarm;
import org.schoolgate.messages.Alarms;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** From what a gateway hands over to a signal, and from that to a case that rings, on a real database. */
@PageTest
class AlertsTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    private final AlertsDesk desk;
    private final Supplier<AlertsDesk> another;
    private final Filter filter;
    private final Alerts alerts;
    private final Gradings gradings;
    private final AlertMonths months;
    private final ProofRound proofs;
    private final AlertKeeping keeping;
    private final Settings settings;
    private final Alarms alarms;
    private final Documents documents;
    private final Messages messages;
    private final Cast cast;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    AlertsTest(
            Cast cast,
            People people,
            Roster roster,
            EventIntake intake,
            Pseudonyms pseudonyms,
            GradingRound round,
            Alerts alerts,
            Gradings gradings,
            AlertMonths months,
            ProofRound proofs,
            AlertKeeping keeping,
            Settings settings,
            Alarms alarms,
            Documents documents,
            Messages messages,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.desk = AlertsDesk.of(cast, people, roster, intake, pseudonyms, round);
        this.another = () -> AlertsDesk.of(cast, people, roster, intake, pseudonyms, round);
        this.filter = desk.filter(1);
        this.alerts = alerts;
        this.gradings = gradings;
        this.months = months;
        this.proofs = proofs;
        this.keeping = keeping;
        this.settings = settings;
        this.alarms = alarms;
        this.documents = documents;
        this.messages = messages;
        this.cast = cast;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private SeenEvent danger(Instant at) {
        return filter.refused(desk.child().person(), at, "worse.example", "suicide");
    }

    private SeenEvent concern(Instant at) {
        return filter.refused(desk.child().person(), at, "fights.example", "violence");
    }

    /** Hands these over and grades them. */
    private void comes(SeenEvent... events) {
        filter.hands(events);
        desk.within(desk::grade);
    }

    private <T> T there(Supplier<T> work) {
        return Tenants.within(desk.school(), work::get);
    }

    private List<Alert> waiting(Actor.Somebody reader) {
        return there(() -> alerts.waiting(reader));
    }

    private List<Alert> decided(Actor.Somebody reader) {
        return there(() -> alerts.lately(reader));
    }

    private Alert.State.Followed followed(Alert alert) {
        return (Alert.State.Followed) alert.state();
    }

    private List<Alarm> ringing(Alert alert) {
        return there(() -> alarms.about(desk.school(), List.of(followed(alert).subject())));
    }

    private List<Evidence> evidence(Alert alert) {
        return there(() -> documents.of(desk.school(), followed(alert).subject()));
    }

    private String words(Evidence one) {
        return there(() ->
                new String(documents.contents(desk.school(), one).orElseThrow().bytes(), UTF_8));
    }

    private List<Message> letters(String kind) {
        return there(() -> messages.outbox(desk.school(), 200).stream()
                .filter(letter -> letter.kind().equals(kind))
                .toList());
    }

    private String read(String sql) {
        return there(() -> Objects.requireNonNull(
                transaction.execute(_ -> jdbc.sql(sql).query(String.class).single())));
    }

    private void write(String sql) {
        desk.within(() -> transaction.executeWithoutResult(_ -> jdbc.sql(sql).update()));
    }

    private String kind(Alert alert) {
        return read("select kind || ' ' || circle from case_file where case_id = '%s'"
                .formatted(followed(alert).subject().substring("case:".length())));
    }

    @Test
    @Keeps({"INC-34", "MON-6"})
    void aDangerIsACaseThatRingsAtOnce() {
        comes(danger(now));

        assertThat(waiting(desk.lead())).as("nothing is left to press").isEmpty();
        var alert = decided(desk.lead()).getFirst();
        assertThat(alert.sort()).isEqualTo(Sort.SELF_HARM);
        assertThat(alert.person()).isEqualTo(desk.child().person());
        assertThat(kind(alert)).isEqualTo("danger SEALED");
        assertThat(ringing(alert))
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.isOpen()).isTrue());
        assertThat(read("select string_agg(part || ' ' || kind, ',') from case_person"))
                .isEqualTo("VICTIM PUPIL");
        assertThat(letters("cases.waits"))
                .isNotEmpty()
                .allSatisfy(letter ->
                        assertThat(letter.toString()).doesNotContain("Priya", "worse", "suicide", "Self-harm"));
    }

    @Test
    @Keeps({"MON-21", "MON-10"})
    void theEvidenceNamesEachRequestAndWhoSaysSoAndHoldsNoLink() {
        comes(danger(now), danger(now.plusSeconds(3)));

        var alert = decided(desk.lead()).getFirst();
        var kept = evidence(alert).getFirst();
        assertThat(kept.kind()).isEqualTo(Evidence.Kind.SIGNAL);
        assertThat(kept.capturedAt()).isEqualTo(now);
        assertThat(Objects.requireNonNull(kept.file()).digest()).matches("[0-9a-f]{64}");
        assertThat(words(kept))
                .contains(
                        alert.id().toString(),
                        filter.ref(desk.child().person()),
                        now.toString(),
                        now.plusSeconds(3).toString(),
                        "block",
                        "GET worse[.]example /page?id=7",
                        "categories suicide",
                        "rule category suicide",
                        "policy 3.12",
                        "from 192.0.2.44, known by token 1a2b3c4d",
                        "gateway 1 Edge 1",
                        "journal 7.")
                .doesNotContain("worse.example", "http");
    }

    @Test
    @Keeps("MON-21")
    void theChainLeadsBothWaysAndOutlivesTheRecordOfWhatWasSeen() {
        comes(danger(now.minus(Duration.ofDays(45))));
        var alert = decided(desk.lead()).getFirst();
        assertThat(read("select activity_forget_before((current_date - 40)::date)::text"))
                .isEqualTo("1");

        assertThat(read("select count(*)::text from seen_event")).isEqualTo("0");
        assertThat(evidence(alert)).hasSize(1);
        assertThat(words(evidence(alert).getFirst())).contains(alert.id().toString());
        var opened = there(() -> alerts.show(desk.lead(), alert.id()));
        assertThat(opened.events()).hasSize(1);
        assertThat(opened.alert().casePath()).contains(followed(alert).path());
        assertThat(read("select path || ' case:' || case_id from case_signal"))
                .isEqualTo("/alerts/%s %s".formatted(alert.id(), followed(alert).subject()));
    }

    @Test
    @Keeps("INC-34")
    void theSameBatchTwiceIsCountedOnce() {
        var batch = new SeenEvent[] {concern(now), concern(now.plusSeconds(1))};
        comes(batch);
        comes(batch);
        comes(batch[0], batch[0], batch[1]);

        assertThat(waiting(desk.lead()))
                .singleElement()
                .satisfies(alert -> assertThat(alert.events()).isEqualTo(2));
    }

    @Test
    @Keeps("INC-34")
    void twoGatewaysThatSeeTheSameRaiseOneSignal() {
        var other = desk.filter(2);
        filter.hands(danger(now));
        other.hands(other.refused(desk.child().person(), now, "worse.example", "suicide"));
        desk.within(desk::grade);

        assertThat(decided(desk.lead()))
                .singleElement()
                .satisfies(alert -> assertThat(alert.events()).isEqualTo(2));
        assertThat(read("select count(*)::text from case_file")).isEqualTo("1");
    }

    @Test
    @Keeps("INC-34")
    void processesThatTakeInAndGradeAtOnceRaiseOneSignalAndRingOnce() throws Exception {
        var batches = IntStream.range(0, 6)
                .mapToObj(i -> IntStream.range(0, 5)
                        .mapToObj(n -> danger(now.plusSeconds(i * 5L + n)))
                        .toArray(SeenEvent[]::new))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                batches.forEach(batch -> all.add(() -> {
                    filter.hands(batch);
                    desk.within(desk::grade);
                    return true;
                }));
            }
            for (var done : threads.invokeAll(all)) {
                assertThat(done.get()).isTrue();
            }
        }
        desk.within(desk::grade);

        assertThat(decided(desk.lead())).singleElement().satisfies(alert -> {
            assertThat(alert.events()).isEqualTo(30);
            assertThat(ringing(alert)).hasSize(1);
        });
        assertThat(read("select count(*)::text from case_file")).isEqualTo("1");
        assertThat(read("select count(*)::text from alert_noticed")).isEqualTo("0");
    }

    @Test
    @Keeps("INC-34")
    void whatWasTakenInBeforeARestartIsGradedAfterIt() {
        filter.hands(danger(now));
        assertThat(read("select count(*)::text from alert_noticed"))
                .as("it waits on disk, whoever dies now")
                .isEqualTo("1");

        desk.within(desk::grade);
        desk.within(desk::grade);

        assertThat(decided(desk.lead())).hasSize(1);
        assertThat(read("select count(*)::text from case_file")).isEqualTo("1");
    }

    @Test
    void anEventThatIsNotKeptIsNotNoticedEither() {
        desk.within(() -> transaction.executeWithoutResult(status -> {
            filter.hands(danger(now));
            status.setRollbackOnly();
        }));

        assertThat(read("select count(*)::text from seen_event")).isEqualTo("0");
        assertThat(read("select count(*)::text from alert_noticed")).isEqualTo("0");
    }

    @Test
    void whatCannotBeGradedWaitsAndKeepsNothingElseWaiting() {
        filter.hands(concern(now), danger(now));
        write("update alert_noticed set sort = 'OF_A_LATER_PROGRAM' where sort = 'SELF_HARM'");
        desk.within(desk::grade);

        assertThat(waiting(desk.lead())).hasSize(1);
        assertThat(decided(desk.lead())).isEmpty();
        write("update alert_noticed set sort = 'SELF_HARM'");
        desk.within(desk::grade);
        assertThat(decided(desk.lead())).hasSize(1);
    }

    @Test
    @Keeps("INC-34")
    void aFloodIsOneSignalThatCountsUpAndOnePieceOfEvidenceMore() {
        comes(danger(now));
        var alert = decided(desk.lead()).getFirst();
        for (int i = 0; i < 3; i++) {
            int from = i * 250;
            comes(IntStream.range(0, 250)
                    .mapToObj(n -> danger(now.plusMillis(1 + from + n)))
                    .toArray(SeenEvent[]::new));
        }
        desk.within(() -> proofs.run(desk.school()));
        assertThat(evidence(alert)).as("not with every page").hasSize(1);

        for (var later :
                List.of(ProofRound.BETWEEN_PROOFS.plusSeconds(60), ProofRound.BETWEEN_PROOFS.multipliedBy(3))) {
            TestClock.at(now.plus(later), () -> desk.within(() -> proofs.run(desk.school())));
        }

        assertThat(evidence(alert)).hasSize(2);
        var counted = there(() -> alerts.show(desk.lead(), alert.id()));
        assertThat(counted.alert().events()).isEqualTo(751);
        assertThat(counted.events()).hasSize(GradingRound.MOST_KEPT);
        assertThat(ringing(alert)).hasSize(1);
        assertThat(words(evidence(alert).getLast())).contains("751 in all", "499 lines");
    }

    @Test
    void theNextMorningIsAnotherSignalAndSoIsAnotherChildOrAnotherSort() {
        comes(concern(now.minus(Duration.ofHours(13))), concern(now));
        comes(filter.refused(desk.otherChild().person(), now, "fights.example", "violence"));
        comes(filter.refused(desk.child().person(), now, "pipes.example", "drugs"));

        assertThat(waiting(desk.lead())).hasSize(4);
    }

    @Test
    void whatComesAfterItWasPutAsideIsAnother() {
        comes(concern(now.minusSeconds(60)));
        var first = waiting(desk.lead()).getFirst();
        there(() -> alerts.putAside(desk.lead(), first.id(), "A film in class", false));

        comes(concern(now.minusSeconds(50)));
        assertThat(waiting(desk.lead())).as("seen before that").isEmpty();
        comes(concern(Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.MICROS)));
        assertThat(waiting(desk.lead())).hasSize(1);
    }

    @Test
    void nightAndHomeMakeNoDifference() {
        var night = Instant.parse("2026-11-21T02:13:00Z");
        TestClock.at(night.plusSeconds(5), () -> comes(danger(night)));

        assertThat(decided(desk.lead()))
                .singleElement()
                .satisfies(alert -> assertThat(ringing(alert)).hasSize(1));
    }

    @Test
    @Keeps({"INC-34", "MON-8"})
    void aConcernWaitsAndItsLetterHasItsSortAndALinkAlone() {
        comes(concern(now));

        for (var reader : List.of(desk.head(), desk.lead(), desk.deputy(), desk.coordinator())) {
            assertThat(waiting(reader)).as(reader.name()).hasSize(1);
        }
        assertThat(waiting(desk.chair())).isEmpty();
        assertThat(read("select count(*)::text from case_file")).isEqualTo("0");
        var alert = waiting(desk.lead()).getFirst();
        assertThat(letters("alerts.mail"))
                .hasSize(4)
                .allSatisfy(letter -> assertThat(letter.toString())
                        .contains("Violence", "/alerts/" + alert.id())
                        .doesNotContain(
                                "Priya",
                                "fights",
                                "192.0.2.44",
                                filter.ref(desk.child().person())));
    }

    @Test
    @Keeps("INC-34")
    void aConcernIsOneCaseAtAPress() {
        comes(concern(now));
        var alert = waiting(desk.lead()).getFirst();

        var opened = there(() -> alerts.open(desk.lead(), alert.id()));
        assertThat(opened).isInstanceOf(Acting.HasCase.class);
        assertThat(there(() -> alerts.open(desk.head(), alert.id()))).isEqualTo(new Acting.DecidedBefore());
        assertThat(there(() -> alerts.putAside(desk.head(), alert.id(), "Nothing", false)))
                .isEqualTo(new Acting.DecidedBefore());

        var after = decided(desk.lead()).getFirst();
        assertThat(kind(after)).isEqualTo("worry SEALED");
        assertThat(evidence(after)).hasSize(1);
        assertThat(ringing(after)).as("nobody is rung for a concern").isEmpty();
        assertThat(decided(desk.coordinator()))
                .as("a sealed case's signal is for its readers")
                .isEmpty();
        assertThatThrownBy(() -> there(() -> alerts.read(desk.coordinator(), alert.id())))
                .isInstanceOf(NotFound.class);
    }

    @Test
    @Keeps({"INC-34", "INC-19"})
    void aVirusThatWasStoppedIsAConcernWhoseCaseBeginsWithTheComputer() {
        for (var reader : List.of(desk.child().person(), desk.teacher().person())) {
            comes(filter.event(
                    reader, now, "files.example", "/tool.zip", "block", Set.of(), "malware Eicar-Test-Signature"));
        }

        for (var alert : waiting(desk.head())) {
            assertThat(alert.sort()).isEqualTo(Sort.MALWARE);
            assertThat(alert.grade()).isEqualTo(Grade.CONCERN);
            there(() -> alerts.open(desk.head(), alert.id()));
        }
        assertThat(decided(desk.head()))
                .hasSize(2)
                .allSatisfy(alert -> assertThat(kind(alert)).startsWith("virus-suspected "));
    }

    @Test
    @Keeps("INC-34")
    void bothWaysStandOnTheRecord() {
        comes(concern(now), filter.refused(desk.otherChild().person(), now, "pipes.example", "drugs"));
        var first = waiting(desk.lead()).getFirst();
        var second = waiting(desk.lead()).getLast();
        there(() -> alerts.read(desk.lead(), first.id()));
        there(() -> alerts.open(desk.lead(), first.id()));
        there(() -> alerts.putAside(desk.coordinator(), second.id(), "A lesson about medicines", true));

        assertThat(read("select string_agg(kind, ',' order by number) from audit_entry where kind like 'alert.%'"))
                .isEqualTo("alert.raised,alert.raised,alert.read,alert.followed,alert.put-aside,alert.false-alarm");
        assertThat(decided(desk.coordinator()))
                .singleElement()
                .satisfies(alert -> assertThat(alert.isFalseAlarm()).isTrue());
    }

    @Test
    void whoeverPutsSomethingAsideSaysWhy() {
        comes(concern(now));
        var alert = waiting(desk.lead()).getFirst();

        assertThat(there(() -> alerts.putAside(desk.lead(), alert.id(), " ", true)))
                .isInstanceOf(Acting.NotLikeThat.class);
        assertThat(waiting(desk.lead())).hasSize(1);
        assertThat(waiting(desk.lead()).getFirst().isFalseAlarm()).isFalse();
    }

    @Test
    void whatWasPutAsideMayStillBecomeACaseAndACaseIsNeverTakenBack() {
        comes(concern(now));
        var alert = waiting(desk.lead()).getFirst();
        there(() -> alerts.putAside(desk.coordinator(), alert.id(), "Nothing to it", false));
        there(() -> alerts.open(desk.lead(), alert.id()));

        assertThat(decided(desk.lead()).getFirst().casePath()).isPresent();
        assertThatThrownBy(() -> write("update alert set case_subject = null, case_path = null"))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> write("delete from alert_event")).hasStackTraceContaining("permission denied");
    }

    @Test
    @Keeps("MON-22")
    void whatWasPutAsideIsKeptAsLongAsTheSchoolSaysAndNothingElseGoes() {
        var elsewhere = another.get();
        var longAgo = now.minus(Duration.ofDays(100));
        for (var at : List.of(desk, elsewhere)) {
            TestClock.at(longAgo, () -> {
                at.filter(1).hands(at.filter(1).refused(at.child().person(), longAgo, "fights.example", "violence"));
                at.within(at::grade);
                at.within(() -> alerts.putAside(
                        at.lead(), alerts.waiting(at.lead()).getFirst().id(), "A film in class", true));
            });
        }
        TestClock.at(
                longAgo, () -> comes(danger(longAgo), filter.refused(null, longAgo, "fights.example", "violence")));
        var aside = decided(desk.lead()).stream()
                .filter(Alert::isPutAside)
                .findFirst()
                .orElseThrow();
        assertThat(there(() -> alerts.show(desk.lead(), aside.id())).keptUntil())
                .isEqualTo(longAgo.plus(Duration.ofDays(365)));
        keep();
        assertThat(decided(desk.lead()))
                .as("a year, where the school says nothing")
                .hasSize(2);

        there(() -> settings.set(desk.head(), "alerts.keep-days", "90", "We need no more"));
        keep();

        assertThat(decided(desk.lead()))
                .as("what led to a case stays with it")
                .singleElement()
                .satisfies(alert -> assertThat(alert.casePath()).isPresent());
        assertThat(waiting(desk.lead())).as("what nobody decided waits").hasSize(1);
        assertThatThrownBy(() -> there(() -> alerts.read(desk.lead(), aside.id())))
                .isInstanceOf(NotFound.class);
        assertThat(read("select (select count(*) from alert_event where alert_id = '%1$s')::text || ' '"
                                .formatted(aside.id())
                        + "|| (select count(*) from alert_judgement)"))
                .isEqualTo("0 0");
        assertThat(read("select string_agg(facts::text, ',') from audit_entry where kind = 'alert.let-go'"))
                .contains("\"signals\": \"1\"");
        assertThat(Tenants.within(elsewhere.school(), () -> alerts.lately(elsewhere.lead())))
                .as("another school keeps its own")
                .hasSize(1);
        assertThat(there(() -> months.isWhole(desk.school(), YearMonth.from(longAgo.atZone(ZoneOffset.UTC)))))
                .isFalse();
        assertThatThrownBy(() -> read("select alert_forget_before(now() - interval '20 days')::text"))
                .as("whoever asks")
                .hasStackTraceContaining("not old enough to go");
    }

    private void keep() {
        desk.within(() -> keeping.run(desk.school()));
    }

    @Test
    void theMenuCountsWhatTheListShows() {
        comes(
                concern(now),
                filter.refused(desk.otherChild().person(), now, "fights.example", "violence"),
                filter.refused(desk.teacher().person(), now, "fights.example", "violence"),
                filter.refused(null, now, "pipes.example", "drugs"));

        for (var reader : List.of(desk.head(), desk.lead(), desk.coordinator(), desk.chair())) {
            assertThat(there(() -> alerts.count(reader)))
                    .as(reader.name())
                    .isEqualTo(waiting(reader).size());
        }
        assertThat(there(() -> alerts.count(desk.head()))).isEqualTo(4);
    }

    @Test
    @Keeps({"INC-25", "MON-6"})
    void aboutSomebodyWhoWorksHereItIsTheHeadsAlone() {
        comes(filter.refused(desk.teacher().person(), now, "fights.example", "violence"));

        assertThat(waiting(desk.head())).hasSize(1);
        for (var other : List.of(desk.lead(), desk.deputy(), desk.coordinator(), desk.chair())) {
            assertThat(waiting(other)).as(other.name()).isEmpty();
        }
        assertThat(letters("alerts.mail")).singleElement().satisfies(letter -> {
            assertThat(letter.person()).isEqualTo(desk.head().person());
            assertThat(letter.toString()).doesNotContain("Violence");
        });
        var alert = waiting(desk.head()).getFirst();
        assertThatThrownBy(() -> there(() -> alerts.read(desk.lead(), alert.id())))
                .isInstanceOf(NotFound.class);
        there(() -> alerts.open(desk.head(), alert.id()));
        assertThat(kind(decided(desk.head()).getFirst())).isEqualTo("staff-material STAFF");
        assertThat(decided(desk.lead())).isEmpty();
    }

    @Test
    @Keeps("INC-25")
    void aDangerFromSomebodyWhoWorksHereRingsNobodyWhoMayNotReadIt() {
        comes(filter.illegal(desk.teacher().person(), now, "illegal-canary.example"));

        var alert = decided(desk.head()).getFirst();
        assertThat(kind(alert)).isEqualTo("staff-material STAFF");
        var alarm = ringing(alert).getFirst();
        assertThat(there(() -> alarms.open(desk.head()))).extracting(Alarm::id).contains(alarm.id());
        assertThat(there(() -> alarms.open(desk.lead()))).isEmpty();
    }

    @Test
    @Keeps({"INC-25", "CMP-8"})
    void aboutTheHeadItIsTheChairs() {
        comes(filter.refused(desk.head().person(), now, "fights.example", "violence"));

        assertThat(waiting(desk.chair())).hasSize(1);
        for (var other : List.of(desk.head(), desk.lead(), desk.coordinator())) {
            assertThat(waiting(other)).as(other.name()).isEmpty();
        }
        var alert = waiting(desk.chair()).getFirst();
        assertThatThrownBy(() -> there(() -> alerts.open(desk.head(), alert.id())))
                .isInstanceOf(NotFound.class);
        there(() -> alerts.open(desk.chair(), alert.id()));
        assertThat(kind(decided(desk.chair()).getFirst())).isEqualTo("staff-material HEAD");
        assertThat(decided(desk.head())).isEmpty();
    }

    @Test
    @Keeps("MON-21")
    void whatIsOnTheIllegalListStaysShutInItsCase() {
        comes(filter.illegal(desk.child().person(), now, "illegal-canary.example"));

        var alert = decided(desk.lead()).getFirst();
        assertThat(alert.sort()).isEqualTo(Sort.ILLEGAL);
        assertThat(kind(alert)).isEqualTo("illegal-content ORDINARY");
        assertThat(ringing(alert)).hasSize(1);
        assertThat(evidence(alert)).hasSize(1);
        assertThat(alert.sort().staysShut()).isTrue();
    }

    @Test
    void whereNobodyWasKnownItIsTheStations() {
        comes(filter.refused(null, now, "worse.example", "suicide"));

        var alert = decided(desk.lead()).getFirst();
        assertThat(alert.station()).contains("192.0.2.44");
        assertThat(alert.kind()).isEqualTo(Alert.Kind.UNKNOWN);
        assertThat(kind(alert)).isEqualTo("danger SEALED");
        assertThat(read("select count(*)::text from case_person")).isEqualTo("0");
    }

    @Test
    void whatASchoolCountsOnlyRaisesNothing() {
        comes(filter.refused(desk.child().person(), now, "casino.example", "gambling"));
        there(() -> gradings.change(desk.lead(), Sort.VIOLENCE, Grade.NOTHING, "Our list of it is poor"));
        comes(concern(now));

        assertThat(waiting(desk.lead())).isEmpty();
        assertThat(read("select count(*)::text from alert_noticed")).isEqualTo("0");
    }

    @Test
    void whatASchoolMakesADangerRings() {
        there(() -> gradings.change(desk.head(), Sort.GAMBLING, Grade.DANGER, "Two children lost money"));
        comes(filter.refused(desk.child().person(), now, "casino.example", "gambling"));

        var alert = decided(desk.lead()).getFirst();
        assertThat(kind(alert)).isEqualTo("misuse-seen ORDINARY");
        assertThat(ringing(alert)).hasSize(1);
    }

    @Test
    void aConcernThatHasBecomeADangerIsAnotherSignal() {
        comes(concern(now));
        there(() -> gradings.change(desk.head(), Sort.VIOLENCE, Grade.DANGER, "After last week"));
        comes(concern(now.plusSeconds(5)));

        assertThat(waiting(desk.lead())).hasSize(1);
        assertThat(decided(desk.lead())).hasSize(1);
    }

    @Test
    @Keeps("MON-6")
    void theLawsLeastHoldsWhateverASchoolWants() {
        for (var refused : Map.of(
                        Sort.ILLEGAL, Grade.CONCERN, Sort.SELF_HARM, Grade.NOTHING, Sort.EXTREMISM, Grade.NOTHING)
                .entrySet()) {
            assertThat(there(() -> gradings.change(desk.head(), refused.getKey(), refused.getValue(), "Too many")))
                    .as(refused.getKey().name())
                    .isInstanceOf(Gradings.Changing.NotLikeThat.class);
        }
        there(() -> gradings.change(desk.lead(), Sort.SELF_HARM, Grade.CONCERN, "The lead looks each hour"));
        comes(danger(now));

        assertThat(waiting(desk.lead())).hasSize(1);
        assertThat(there(() -> gradings.history(desk.head())))
                .singleElement()
                .satisfies(said -> assertThat(said.by()).isEqualTo("Ms Okafor"));
        assertThat(read("select count(*)::text from audit_entry where kind = 'alert.grade-changed'"))
                .isEqualTo("1");
        for (var other : List.of(desk.deputy(), desk.coordinator(), desk.chair())) {
            assertThatThrownBy(() -> there(() -> gradings.change(other, Sort.HATE, Grade.NOTHING, "Why not")))
                    .isInstanceOf(Forbidden.class);
        }
    }

    @Test
    @Keeps("MON-9")
    void aSecondPersonLooksAtSomeOfWhatOthersPutAside() {
        comes(concern(now));
        var alert = waiting(desk.lead()).getFirst();
        there(() -> alerts.putAside(desk.lead(), alert.id(), "A film in class", false));

        assertThat(there(() -> alerts.sample(desk.lead())))
                .as("never one's own")
                .isEmpty();
        assertThat(there(() -> alerts.sample(desk.deputy()))).hasSize(1);
        assertThat(there(() -> alerts.review(desk.lead(), alert.id(), true, "")))
                .isEqualTo(new Acting.DecidedBefore());
        assertThat(there(() -> alerts.review(desk.deputy(), alert.id(), false, " ")))
                .isInstanceOf(Acting.NotLikeThat.class);
        assertThat(there(() -> alerts.review(desk.deputy(), alert.id(), false, "It is the third time")))
                .isEqualTo(new Acting.Done());
        assertThat(there(() -> alerts.sample(desk.head()))).isEmpty();
        assertThat(there(() -> alerts.open(desk.deputy(), alert.id()))).isInstanceOf(Acting.HasCase.class);
        assertThat(read("select string_agg(verdict, ',') from alert_judgement")).isEqualTo("DISAGREES");
        assertThatThrownBy(() -> there(() -> alerts.review(desk.coordinator(), alert.id(), true, "")))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    @Keeps({"RPT-2", "MON-6"})
    void aMonthCountsDangersConcernsAndFalseAlarmsAndHowLongNobodyLooked() {
        var at = Instant.parse("2026-10-07T09:00:00Z");
        TestClock.at(at, () -> comes(danger(at), concern(at), filter.refused(null, at, "pipes.example", "drugs")));
        var first = waiting(desk.lead()).getFirst();
        TestClock.at(at.plus(Duration.ofMinutes(48)), () -> there(() -> alerts.read(desk.lead(), first.id())));
        TestClock.at(
                at.plus(Duration.ofMinutes(50)),
                () -> there(() -> alerts.putAside(desk.lead(), first.id(), "A song", true)));

        var month = there(() -> months.read(desk.lead(), YearMonth.of(2026, 10), EnumSet.allOf(Sort.class)));
        assertThat(month.count(Grade.DANGER)).isEqualTo(1);
        assertThat(month.count(Grade.CONCERN)).isEqualTo(2);
        assertThat(month.falseAlarms()).isEqualTo(1);
        assertThat(month.concerns().half()).contains(Duration.ofMinutes(48));
        assertThat(month.concerns().notYet()).isEqualTo(1);
        assertThat(month.dangers().looked()).isZero();
        var some = there(() -> months.read(desk.lead(), YearMonth.of(2026, 10), EnumSet.of(Sort.DRUGS)));
        assertThat(some.lines()).extracting(AlertMonths.Line::sort).containsExactly(Sort.DRUGS);
        assertThat(there(() -> months.read(desk.lead(), YearMonth.of(2026, 9), EnumSet.allOf(Sort.class)))
                        .lines())
                .isEmpty();
    }

    @Test
    @Keeps("RPT-2")
    void aDangerIsSeenWhenSomebodyAnswersTheTelephone() {
        var at = Instant.parse("2026-10-07T23:00:00Z");
        TestClock.at(at, () -> comes(danger(at)));
        var alert = decided(desk.lead()).getFirst();
        TestClock.at(
                at.plus(Duration.ofMinutes(4)),
                () -> there(() -> alarms.acknowledge(
                        desk.lead(), ringing(alert).getFirst().id())));

        var month = there(() -> months.read(desk.head(), YearMonth.of(2026, 10), EnumSet.allOf(Sort.class)));
        assertThat(month.dangers().half()).isEqualTo(Optional.of(Duration.ofMinutes(4)));
    }

    @Test
    @Keeps("INC-25")
    void aMonthCountsForEachWhatTheyMayRead() {
        comes(concern(now), filter.refused(desk.teacher().person(), now, "fights.example", "violence"));

        var month = YearMonth.from(now.atZone(AcademicYear.LONDON));
        assertThat(there(() -> months.read(desk.lead(), month, EnumSet.allOf(Sort.class)))
                        .count(Grade.CONCERN))
                .isEqualTo(1);
        assertThat(there(() -> months.read(desk.head(), month, EnumSet.allOf(Sort.class)))
                        .count(Grade.CONCERN))
                .isEqualTo(2);
        var governor = desk.greenfield().somebody("Mr Dale", Role.GOVERNOR);
        assertThat(there(() -> months.counts(governor, month)).concerns()).isEqualTo(2);
        assertThatThrownBy(() -> there(() -> months.read(governor, month, Set.of(Sort.HATE))))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void everyReadingIsOnTheRecordAndTheFirstIsWhenItWasSeen() {
        comes(concern(now));
        var alert = waiting(desk.lead()).getFirst();
        there(() -> alerts.read(desk.lead(), alert.id()));
        there(() -> alerts.read(desk.head(), alert.id()));

        assertThat(read("select count(*)::text from audit_entry where kind = 'alert.read'"))
                .isEqualTo("2");
        assertThat(waiting(desk.lead()).getFirst().seenAt()).isNotNull();
    }

    @Test
    void anotherSchoolSeesNothing() {
        comes(concern(now), danger(now));
        var other = cast.greenfield();

        assertThat(Tenants.within(other.school(), () -> alerts.waiting(other.lead())))
                .isEmpty();
        assertThat(Tenants.within(other.school(), () -> alerts.lately(other.lead())))
                .isEmpty();
    }
}

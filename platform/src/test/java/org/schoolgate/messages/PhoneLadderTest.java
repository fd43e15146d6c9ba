package org.schoolgate.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.Cases;
import org.schoolgate.cases.Matter;
import org.schoolgate.cases.OnCase;
import org.schoolgate.cases.Opening;
import org.schoolgate.cases.Reports;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Attempt.Heard;
import org.schoolgate.messages.FakeProvider.Asked;
import org.schoolgate.messages.FakeProvider.Mood;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Directory;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rings until somebody answers: a provider over real HTTP that rings nobody, callbacks over HTTP as the real one signs
 * them, and a clock that is moved. Every test stands for a danger to somebody that must reach somebody.
 */
@PageTest
class PhoneLadderTest {
    private static final String HEAD = "+447700900001";
    private static final String LEAD = "+447700900002";
    private static final String DEPUTY = "+447700900003";
    private static final Set<Hours> ALWAYS = EnumSet.allOf(Hours.class);

    private final MockMvc mvc;
    private final Cases cases;
    private final Reports reports;
    private final Alarms alarms;
    private final PhoneLadders ladders;
    private final AlarmStore store;
    private final PhoneLadderStore ladderStore;
    private final Messages messages;
    private final Directory directory;
    private final Schools schools;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactions;
    private final String portal;

    private final Greenfield school;
    private final Actor.Somebody head;
    private final Actor.Somebody lead;
    private final Actor.Somebody deputy;
    private final Actor.Somebody senior;

    private FakeProvider provider = new FakeProvider();

    PhoneLadderTest(
            MockMvc mvc,
            Cast cast,
            People people,
            Roster roster,
            Cases cases,
            Reports reports,
            Alarms alarms,
            PhoneLadders ladders,
            AlarmStore store,
            PhoneLadderStore ladderStore,
            Messages messages,
            Directory directory,
            Schools schools,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @Value("${schoolgate.portal:http://127.0.0.1:${server.port:8080}}") String portal) {
        this.mvc = mvc;
        this.cases = cases;
        this.reports = reports;
        this.alarms = alarms;
        this.ladders = ladders;
        this.store = store;
        this.ladderStore = ladderStore;
        this.messages = messages;
        this.directory = directory;
        this.schools = schools;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.portal = portal;
        this.school = cast.greenfield();
        this.head = adult(people, roster, "Mrs", "Lindqvist", Role.HEAD);
        this.lead = adult(people, roster, "Ms", "Okafor", Role.SAFEGUARDING_LEAD);
        this.deputy = adult(people, roster, "Mr", "Osei", Role.DEPUTY_SAFEGUARDING_LEAD);
        this.senior = adult(people, roster, "Mr", "Orme", Role.SENIOR_LEADER);
    }

    private Actor.Somebody adult(People people, Roster roster, String title, String family, Role role) {
        var id = Tenants.within(
                school.school(),
                () -> people.join(
                        new Actor.Schoolgate(school.school(), "The office"),
                        NewPerson.called(title, "", family, family.toLowerCase(Locale.ROOT) + "@greenfield.example"),
                        role,
                        AcademicYear.of(roster.today()).firstDay()));
        return new Actor.Somebody(school.school(), id, title + " " + family, Set.of(role), null);
    }

    @BeforeEach
    void connect() {
        provider.close();
        provider = new FakeProvider();
    }

    @AfterEach
    void disconnect() {
        provider.close();
    }

    /** The clockwork as it is after a start of the program: nothing of it is in memory. */
    private AlarmRound round() {
        return round(new WebTelephone(provider.url(), "AC1", "key-of-the-tests", "+441632960000", portal));
    }

    private AlarmRound round(Telephone telephone) {
        return new AlarmRound(
                store,
                alarms,
                new PhoneLadders(ladderStore, telephone, settings, noCauses(), events, clock),
                telephone,
                messages,
                directory,
                schools,
                settings,
                events,
                clock,
                transactions);
    }

    private static ObjectProvider<AlarmCause> noCauses() {
        return new StaticListableBeanFactory().getBeanProvider(AlarmCause.class);
    }

    private void runs(Instant at) {
        runs(at, round());
    }

    private void runs(Instant at, AlarmRound round) {
        TestClock.at(at, () -> school.within(() -> round.run(school.school())));
    }

    /** Puts somebody on the ladder, as the safeguarding lead does. */
    private void on(Actor.Somebody person, String number, Set<Hours> hours, Channel... channels) {
        school.within(() -> assertThat(ladders.add(lead, person.person(), number, List.of(channels), hours)
                        .all())
                .isEmpty());
    }

    private void everybodyIsOnTheLadder() {
        on(lead, LEAD, ALWAYS, Channel.CALL);
        on(deputy, DEPUTY, ALWAYS, Channel.CALL);
        on(head, HEAD, ALWAYS, Channel.CALL);
    }

    /** Somebody may be in danger: a case of it, as anybody opens it. */
    private CaseId danger(Instant at) {
        return TestClock.at(
                at,
                () -> Tenants.within(school.school(), () -> {
                    var opened = (Opening.Opened) cases.open(senior, "danger", null);
                    return opened.file().id();
                }));
    }

    private Alarm alarm(CaseId about) {
        return Tenants.within(school.school(), () -> alarms.about(school.school(), List.of("case:" + about)))
                .getLast();
    }

    private List<String> rung() {
        return provider.calls().stream().map(Asked::to).toList();
    }

    /** The next school day at ten in London, in winter or in summer as it falls. */
    private static Instant schoolDay() {
        return next(DayOfWeek.WEDNESDAY, LocalTime.of(10, 0));
    }

    private static Instant next(DayOfWeek day, LocalTime time) {
        return LocalDate.ofInstant(Instant.now(), AcademicYear.LONDON)
                .with(TemporalAdjusters.next(day))
                .atTime(time)
                .atZone(AcademicYear.LONDON)
                .toInstant();
    }

    private static Instant after(Instant moment, int minutes) {
        return moment.plus(Duration.ofMinutes(minutes));
    }

    /** As the provider signs: its own way of doing it, written down a second time. */
    private static String signature(String key, String address, Map<String, String> said) throws Exception {
        var all = new StringBuilder(address);
        new TreeMap<>(said).forEach((name, value) -> all.append(name).append(value));
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(all.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private MockHttpServletResponse told(Instant at, String path, Map<String, String> said, String key)
            throws Exception {
        var request = post(path).header("X-Twilio-Signature", signature(key, portal + path, said));
        said.forEach(request::param);
        return TestClock.at(at, () -> mvc.perform(request).andReturn().getResponse());
    }

    /** The provider tells us something, and hears what to say. */
    private String told(Instant at, Asked call, String what, Map<String, String> said) throws Exception {
        var response = told(at, call.url().substring(portal.length()) + what, said, "key-of-the-tests");
        assertThat(response.getStatus()).isEqualTo(200);
        return response.getContentAsString();
    }

    private String lifts(Instant at, Asked call) throws Exception {
        return told(at, call, "", Map.of("CallStatus", "in-progress", "AnsweredBy", "human"));
    }

    private String presses(Instant at, Asked call, String key) throws Exception {
        return told(at, call, "/keys", Map.of("Digits", key));
    }

    private void over(Instant at, Asked call, String status) throws Exception {
        told(at, call, "/over", Map.of("CallStatus", status));
    }

    @Test
    @Keeps("SGD-2")
    void theFirstIsRungAndHearsNoNameAndNothingOfWhatHappened() throws Exception {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        var about = danger(now);

        runs(now);

        assertThat(rung()).containsExactly(LEAD);
        var call = provider.calls().getFirst();
        assertThat(call.form())
                .containsEntry("From", "+441632960000")
                .containsEntry("MachineDetection", "Enable")
                .containsKeys("StatusCallback", "Timeout", "TimeLimit");
        assertThat(call.authorization()).startsWith("Basic ");
        var said = lifts(now, call);
        assertThat(said)
                .contains("<Gather numDigits=\"1\"", "Schoolgate for Greenfield Primary. Somebody may be in danger.")
                .contains("Press 1 if you have it")
                .doesNotContain("Okafor", "Orme", about.toString());
        assertThat(presses(now, call, "1")).contains("You have it", "call 999 first");
        assertThat(alarm(about).end())
                .isNotNull()
                .returns(Alarm.How.KEYPAD, Alarm.End::how)
                .returns(lead.person(), Alarm.End::person);
    }

    @Test
    @Keeps("SGD-2")
    void whoeverDoesNotAnswerIsFollowedByTheNextAtOnce() throws Exception {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        var about = danger(now);
        runs(now);

        over(after(now, 1), provider.calls().get(0), "no-answer");
        runs(after(now, 1));
        assertThat(rung()).containsExactly(LEAD, DEPUTY);
        over(after(now, 1), provider.calls().get(1), "busy");
        runs(after(now, 1));
        assertThat(rung()).containsExactly(LEAD, DEPUTY, HEAD);
        assertThat(alarm(about).attempts())
                .extracting(attempt -> attempt.last().orElseThrow())
                .containsExactly(Heard.NO_ANSWER, Heard.ENGAGED, Heard.PLACED);
    }

    @Test
    void anAnswerphoneIsNobody() throws Exception {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        var about = danger(now);
        runs(now);

        var said = told(
                now,
                provider.calls().getFirst(),
                "",
                Map.of("CallStatus", "in-progress", "AnsweredBy", "machine_start"));
        assertThat(said).contains("<Hangup/>").doesNotContain("<Say");
        runs(now);

        assertThat(rung()).containsExactly(LEAD, DEPUTY);
        assertThat(alarm(about).isOpen()).isTrue();
    }

    @Test
    void aCallPutDownWithoutAKeyIsNobodyAndTwoRingsTheNext() throws Exception {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        var about = danger(now);
        runs(now);
        var first = provider.calls().getFirst();
        lifts(now, first);
        over(now, first, "completed");
        runs(now);
        var second = provider.calls().getLast();
        assertThat(second.to()).isEqualTo(DEPUTY);
        lifts(now, second);
        assertThat(presses(now, second, "7")).contains("<Gather");
        assertThat(presses(now, second, "2")).contains("The next person is rung");
        over(now, second, "completed");
        runs(now);

        assertThat(rung()).containsExactly(LEAD, DEPUTY, HEAD);
        assertThat(alarm(about).attempts().get(0).last()).contains(Heard.HUNG_UP);
        assertThat(alarm(about).attempts().get(1).last()).contains(Heard.PASSED_ON);
    }

    @Test
    void roundAndRoundUntilSomebodyAnswers() throws Exception {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        danger(now);
        for (int minute = 0; minute < 60; minute++) {
            runs(after(now, minute));
            over(after(now, minute), provider.calls().getLast(), "no-answer");
        }

        // three people every three minutes, for an hour
        assertThat(rung()).hasSize(60);
        assertThat(rung().subList(0, 6)).containsExactly(LEAD, DEPUTY, HEAD, LEAD, DEPUTY, HEAD);
    }

    @Test
    void nobodyIsRungAfterSomebodyHasItAndACallThatRingsIsEnded() throws Exception {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        var about = danger(now);
        runs(now);
        over(now, provider.calls().get(0), "no-answer");
        runs(now);
        assertThat(rung()).containsExactly(LEAD, DEPUTY);

        var took = TestClock.at(
                now,
                () -> Tenants.within(
                        school.school(),
                        () -> alarms.acknowledge(head, alarm(about).id())));
        assertThat(took).isInstanceOf(Alarms.Acknowledging.Yours.class);
        for (int minute = 0; minute < 10; minute++) {
            runs(after(now, minute));
        }

        assertThat(rung()).containsExactly(LEAD, DEPUTY);
        assertThat(provider.hungUp()).containsExactly("CA2");
        assertThat(lifts(after(now, 1), provider.calls().get(1))).contains("Somebody has it already");
    }

    @Test
    void noAttemptAtAllCanBeWrittenDownForWhatHasEnded() {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        var about = danger(now);
        school.within(() -> alarms.acknowledge(head, alarm(about).id()));

        var ended = alarm(about);
        assertThatThrownBy(() -> school.within(() -> new TransactionTemplate(transactions)
                        .executeWithoutResult(_ -> store.add(
                                ended,
                                new Attempt(1, 1, lead.person(), "Ms Okafor", Channel.EMAIL, "", "", now, List.of()),
                                null))))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    void ofTwoWhoPressOneAtOnceOneHasItAndTheOtherHearsSo() throws Exception {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        var about = danger(now);
        runs(now);
        // no word of the first comes, so the second is rung after two minutes, and then both press
        runs(after(now, 2));
        assertThat(rung()).containsExactly(LEAD, DEPUTY);
        var calls = provider.calls();
        var ready = new CountDownLatch(2);
        var said = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var both = Stream.of(0, 1)
                    .map(at -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return presses(after(now, 2), calls.get(at), "1");
                    }))
                    .toList();
            for (var one : both) {
                said.add(one.get());
            }
        }

        assertThat(said).filteredOn(words -> words.contains("You have it")).hasSize(1);
        assertThat(said)
                .filteredOn(words -> words.contains("Somebody has it already"))
                .hasSize(1);
        assertThat(alarm(about).end()).isNotNull();
    }

    @Test
    void aCallbackThatComesTwiceCountsOnceAndOneThatComesLateStillCounts() throws Exception {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        var about = danger(now);
        runs(now);
        var first = provider.calls().getFirst();
        lifts(now, first);
        lifts(now, first);
        over(now, first, "no-answer");
        over(now, first, "no-answer");
        assertThat(alarm(about).attempts().getFirst().words())
                .extracting(Attempt.Word::heard)
                .containsExactly(Heard.PLACED, Heard.ANSWERED, Heard.NO_ANSWER);

        runs(after(now, 1));
        assertThat(presses(after(now, 30), first, "1")).contains("You have it");
        assertThat(presses(after(now, 30), first, "1")).contains("You have it");
        assertThat(alarm(about).end()).isNotNull().returns(lead.person(), Alarm.End::person);
    }

    @Test
    void whatTheProviderDidNotSignIsNotThereAndGoesOnTheRecord() throws Exception {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        var about = danger(now);
        runs(now);
        var path = provider.calls().getFirst().url().substring(portal.length()) + "/keys";

        assertThat(told(now, path, Map.of("Digits", "1"), "a guess").getStatus())
                .isEqualTo(404);
        assertThat(mvc.perform(post(path).param("Digits", "1"))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
        assertThat(told(now, "/telephone/texts", Map.of("From", LEAD, "Body", "000000"), "a guess")
                        .getStatus())
                .isEqualTo(404);
        assertThat(told(now, "/telephone/calls/nobody-knows-it/keys", Map.of("Digits", "1"), "key-of-the-tests")
                        .getContentAsString())
                .contains("<Hangup/>");

        assertThat(alarm(about).isOpen()).isTrue();
        assertThat(kinds()).contains("alarm.forged");
    }

    @Test
    void theSignatureIsTheOneThatTheProviderPublishesAsItsExample() {
        var said = Map.of(
                "CallSid", "CA1234567890ABCDE",
                "Caller", "+12349013030",
                "Digits", "1234",
                "From", "+12349013030",
                "To", "+18005551212");
        var signature = new TelephoneSignature("12345", "https://mycompany.com");

        assertThat(signature.isGood("/myapp.php?foo=1&bar=2", said, "0/KCTR6DLpKmkAf8muzZqo1nDgQ="))
                .isTrue();
        assertThat(signature.isGood("/myapp.php?foo=1&bar=3", said, "0/KCTR6DLpKmkAf8muzZqo1nDgQ="))
                .isFalse();
        assertThat(new TelephoneSignature("", "https://mycompany.com")
                        .isGood("/myapp.php?foo=1&bar=2", said, "0/KCTR6DLpKmkAf8muzZqo1nDgQ="))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"BROKEN", "SILENT", "RAMBLING"})
    void aProviderThatFailsHoldsNobodyUpAndEverybodyGetsAnEmail(Mood mood) {
        everybodyIsOnTheLadder();
        provider.is(mood);
        var now = schoolDay();
        var about = danger(now);
        for (int minute = 0; minute < 5; minute++) {
            runs(after(now, minute));
        }

        assertThat(alarm(about).attempts().stream().filter(attempt -> attempt.round() == 1))
                .extracting(Attempt::name, Attempt::channel)
                .contains(
                        tuple("Ms Okafor", Channel.CALL),
                        tuple("Ms Okafor", Channel.EMAIL),
                        tuple("Mr Osei", Channel.CALL),
                        tuple("Mr Osei", Channel.EMAIL));
        assertThat(letters("messages.alarm")).isNotEmpty();

        provider.is(Mood.WELL);
        var before = provider.calls().size();
        for (int minute = 5; minute < 15; minute++) {
            runs(after(now, minute));
        }
        assertThat(provider.calls()).hasSizeGreaterThan(before);
    }

    @Test
    void withoutAProviderEverybodyGetsAnEmailRoundAndRoundAndThePageSaysSo() throws Exception {
        everybodyIsOnTheLadder();
        var nothing = new WebTelephone(provider.url(), "", "", "", portal);
        var now = schoolDay();
        danger(now);
        for (int minute = 0; minute < 3; minute++) {
            runs(after(now, minute), round(nothing));
        }

        assertThat(nothing.isThere()).isFalse();
        assertThat(provider.calls()).isEmpty();
        assertThat(letters("messages.alarm"))
                .extracting(Message::toName)
                .containsExactlyInAnyOrder("Ms Okafor", "Mr Osei", "Mrs Lindqvist");
        assertThat(page("/phone-ladder", head)).contains("No telephone is connected to this installation");
    }

    @Test
    void aRestartInTheMiddleGoesOnWhereItWas() throws Exception {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        danger(now);
        runs(now);
        runs(now);
        runs(after(now, 1));
        assertThat(rung())
                .as("nobody is rung twice because the program started anew")
                .containsExactly(LEAD);

        over(after(now, 1), provider.calls().getFirst(), "no-answer");
        runs(after(now, 1));
        assertThat(rung()).containsExactly(LEAD, DEPUTY);
    }

    @Test
    void anAttemptThatDiedBeforeItsCallIsPassedOverAndNotMadeASecondTime() {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        var about = danger(now);
        var dies = new Telephone() {
            @Override
            public boolean isThere() {
                return true;
            }

            @Override
            public Answer call(String number, String secret) {
                throw new IllegalStateException("the program is gone");
            }

            @Override
            public Answer text(String number, String words) {
                throw new IllegalStateException("the program is gone");
            }

            @Override
            public void hangUp(String reference) {
                throw new IllegalStateException("the program is gone");
            }
        };
        runs(now, round(dies));

        runs(after(now, 1));
        assertThat(rung()).isEmpty();
        runs(after(now, 2));
        assertThat(rung()).containsExactly(DEPUTY);
        assertThat(alarm(about).attempts()).hasSize(2);
    }

    @Test
    void twoProgramsAtOnceRingOnePersonOnce() throws Exception {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        danger(now);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var all = Stream.generate(() -> threads.submit(() -> runs(now)))
                    .limit(8)
                    .toList();
            for (var one : all) {
                one.get();
            }
        }

        assertThat(rung()).containsExactly(LEAD);
    }

    @Test
    void aTextMessageAsksForACodeAndOnlyFromItsOwnNumberTheCodeCounts() throws Exception {
        on(lead, LEAD, ALWAYS, Channel.TEXT, Channel.CALL);
        on(deputy, DEPUTY, ALWAYS, Channel.CALL);
        var now = schoolDay();
        var about = danger(now);
        runs(now);
        var text = provider.texts().getFirst();
        assertThat(text.form().get("Body"))
                .startsWith("Schoolgate for Greenfield Primary. Somebody may be in danger.")
                .doesNotContain("Okafor");
        var code = alarm(about).attempts().getFirst().code();
        assertThat(text.form().get("Body")).contains(code);
        runs(after(now, 1));
        assertThat(rung()).as("no code came, and now they are rung").containsExactly(LEAD);

        assertThat(reply(after(now, 1), DEPUTY, code)).doesNotContain("<Message>");
        assertThat(reply(after(now, 1), LEAD, "Yes! Who is it?")).doesNotContain("<Message>");
        assertThat(alarm(about).isOpen()).isTrue();
        assertThat(reply(after(now, 1), LEAD, "I have it: " + code + ".")).contains("You have it");
        assertThat(alarm(about).end()).isNotNull().returns(Alarm.How.REPLY, Alarm.End::how);
    }

    private String reply(Instant at, String from, String words) throws Exception {
        return told(at, "/telephone/texts", Map.of("From", from, "Body", words), "key-of-the-tests")
                .getContentAsString();
    }

    @Test
    void theNightTheWeekendAndTheHolidaysHaveTheirOwnPeople() {
        on(lead, LEAD, Set.of(Hours.SCHOOL_DAY), Channel.CALL);
        on(deputy, DEPUTY, Set.of(Hours.EVENING), Channel.CALL);
        on(head, HEAD, Set.of(Hours.WEEKEND, Hours.HOLIDAY), Channel.CALL);
        var day = schoolDay();
        var holiday = LocalDate.ofInstant(day, AcademicYear.LONDON).plusWeeks(1);
        school.within(() -> assertThat(
                        ladders.close(lead, "A training day", holiday, holiday).any())
                .isFalse());

        assertThat(onDuty(day)).containsExactly("Ms Okafor");
        assertThat(onDuty(next(DayOfWeek.WEDNESDAY, LocalTime.of(17, 59)))).containsExactly("Ms Okafor");
        assertThat(onDuty(next(DayOfWeek.WEDNESDAY, LocalTime.of(18, 0)))).containsExactly("Mr Osei");
        assertThat(onDuty(next(DayOfWeek.WEDNESDAY, LocalTime.of(3, 0)))).containsExactly("Mr Osei");
        assertThat(onDuty(next(DayOfWeek.SUNDAY, LocalTime.of(12, 0)))).containsExactly("Mrs Lindqvist");
        assertThat(onDuty(day.plus(Duration.ofDays(7)))).containsExactly("Mrs Lindqvist");
    }

    private List<String> onDuty(Instant moment) {
        return Tenants.within(
                school.school(),
                () -> ladders.ladder(school.school()).onDuty(moment, Set.of()).stream()
                        .map(Rung::name)
                        .toList());
    }

    @Test
    void noDangerWaitsForAnHourToCome() {
        on(lead, LEAD, Set.of(Hours.SCHOOL_DAY), Channel.CALL);
        on(deputy, DEPUTY, Set.of(Hours.SCHOOL_DAY), Channel.CALL);
        var night = next(DayOfWeek.WEDNESDAY, LocalTime.of(2, 0));
        danger(night);

        runs(night);

        assertThat(rung()).containsExactly(LEAD);
    }

    /** In the night on which the clocks change, an hour is missing or there twice: neither holds anybody up. */
    @Test
    void theNightsOnWhichTheClocksChangeAreNightsLikeOthers() throws Exception {
        everybodyIsOnTheLadder();
        var rules = AcademicYear.LONDON.getRules();
        var first = rules.nextTransition(Instant.now()).getInstant();
        var second = rules.nextTransition(first).getInstant();
        assertThat(rules.getOffset(first)).isNotEqualTo(rules.getOffset(second));
        for (var change : List.of(first, second)) {
            connect();
            var begun = change.minus(Duration.ofMinutes(10));
            danger(begun);
            for (int minute = 0; minute < 30; minute++) {
                runs(after(begun, minute));
                over(after(begun, minute), provider.calls().getLast(), "no-answer");
            }
            assertThat(rung()).as("around " + change).hasSize(30);
            assertThat(Tenants.within(
                            school.school(),
                            () -> ladders.ladder(school.school()).hours(change)))
                    .isEqualTo(Hours.WEEKEND);
            school.within(() -> new TransactionTemplate(transactions)
                    .executeWithoutResult(
                            _ -> store.open(school.school()).forEach(alarm -> alarms.callOff(head, alarm.subject()))));
        }
        // at eight on the wall the school day begins, whatever the sun says
        var monday = LocalDate.ofInstant(second, AcademicYear.LONDON).plusDays(1);
        assertThat(Tenants.within(
                        school.school(),
                        () -> ladders.ladder(school.school())
                                .hours(monday.atTime(8, 0)
                                        .atZone(AcademicYear.LONDON)
                                        .toInstant())))
                .isEqualTo(Hours.SCHOOL_DAY);
    }

    @Test
    @Keeps("SGD-2")
    void whoeverIsAwayIsPassedOverAndWhereAllAreAwayEverybodyIsRung() {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        var today = LocalDate.ofInstant(now, AcademicYear.LONDON);
        TestClock.at(now, () -> school.within(() -> ladders.away(lead, lead.person(), today, today)));
        assertThat(onDuty(now)).containsExactly("Mr Osei", "Mrs Lindqvist");
        assertThat(onDuty(now.plus(Duration.ofDays(1)))).containsExactly("Ms Okafor", "Mr Osei", "Mrs Lindqvist");

        TestClock.at(
                now,
                () -> school.within(() -> {
                    ladders.away(lead, deputy.person(), today, today);
                    ladders.away(lead, head.person(), today, today);
                }));
        assertThat(onDuty(now)).containsExactly("Ms Okafor", "Mr Osei", "Mrs Lindqvist");
    }

    @Test
    void whomItIsAboutIsNotRungAndDoesNotSeeIt() {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        var about = danger(now);
        TestClock.at(
                now, () -> school.within(() -> cases.addPerson(lead, about, lead.person(), OnCase.Part.INSTIGATOR)));

        runs(now);

        // about somebody who works here: the head's alone
        assertThat(rung()).containsExactly(HEAD);
        assertThatThrownBy(
                        () -> school.within(() -> alarms.find(lead, alarm(about).id())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> school.within(
                        () -> alarms.acknowledge(lead, alarm(about).id())))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void whoeverHasItCanReadIt() throws Exception {
        on(senior, "+447700900004", ALWAYS, Channel.CALL);
        var now = schoolDay();
        var about = TestClock.at(
                now,
                () -> Tenants.within(school.school(), () -> {
                    var opened = (Opening.Opened) cases.open(head, "danger", null);
                    return opened.file().id();
                }));
        assertThat(status("/cases/" + about, senior)).isEqualTo(404);
        runs(now);
        presses(now, provider.calls().getFirst(), "1");

        assertThat(page("/cases/" + about, senior)).contains("People were rung", "Mr Orme has it: they pressed 1");
        assertThat(kinds()).contains("alarm.acknowledged", "case.reader-named");
    }

    @Test
    void whatAnAdultTellsAsDangerRingsAtOnceAndTheCaseThatFollowsRingsNoSecondTime() throws Exception {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        var report = TestClock.at(
                now,
                () -> Tenants.within(
                        school.school(),
                        () -> reports.tell(senior, Matter.SOMEBODY_IN_DANGER, "A man at the gate", null, false)));
        runs(now);
        presses(now, provider.calls().getFirst(), "1");

        var opened = (Opening.Opened) TestClock.at(
                after(now, 1), () -> Tenants.within(school.school(), () -> cases.open(lead, "danger", report.id())));
        runs(after(now, 1));

        assertThat(rung()).containsExactly(LEAD);
        assertThat(page("/cases/" + opened.file().id(), lead)).contains("People were rung");
    }

    @Test
    void whoeverHasItAndDoesNothingIsRemindedAndThenEverybodyIsRungAgain() throws Exception {
        on(lead, LEAD, ALWAYS, Channel.CALL, Channel.TEXT);
        var now = schoolDay();
        var about = danger(now);
        runs(now);
        presses(now, provider.calls().getFirst(), "1");

        runs(after(now, 14));
        assertThat(letters("messages.reminder")).isEmpty();
        runs(after(now, 15));
        runs(after(now, 16));
        assertThat(letters("messages.reminder")).singleElement().returns("Ms Okafor", Message::toName);
        assertThat(provider.texts())
                .singleElement()
                .satisfies(text -> assertThat(text.form().get("Body")).contains("nothing is written down yet"));
        assertThat(rung()).hasSize(1);

        runs(after(now, 30));
        runs(after(now, 30));
        assertThat(rung()).hasSize(2);
        assertThat(alarm(about).nth()).isEqualTo(2);
    }

    @Test
    void whoeverWroteDownWhatTheyDidIsLeftInPeace() throws Exception {
        everybodyIsOnTheLadder();
        var now = schoolDay();
        var about = danger(now);
        runs(now);
        presses(now, provider.calls().getFirst(), "1");
        TestClock.at(
                after(now, 5),
                () -> school.within(() -> cases.answer(
                        lead, about, 1, "call-head", Map.of("at", after(now, 5).toString(), "how", "by phone"), null)));

        runs(after(now, 20));
        runs(after(now, 60));

        assertThat(letters("messages.reminder")).isEmpty();
        assertThat(rung()).hasSize(1);
    }

    @Test
    void onceAWeekEachNumberIsTriedAndThePageSaysWhomItReached() throws Exception {
        everybodyIsOnTheLadder();
        var tuesday = next(DayOfWeek.TUESDAY, LocalTime.of(10, 0));
        runs(tuesday.minus(Duration.ofMinutes(1)));
        assertThat(rung()).isEmpty();
        // the first round begins it, the second rings
        runs(tuesday);
        runs(tuesday);
        var first = provider.calls().getFirst();
        assertThat(lifts(tuesday, first)).contains("This is a test, and nobody is in danger");
        assertThat(presses(tuesday, first, "1")).contains("It was a test");
        for (int minute = 1; minute < 10; minute++) {
            runs(after(tuesday, minute));
            over(after(tuesday, minute), provider.calls().getLast(), "no-answer");
        }
        runs(tuesday.plus(Duration.ofDays(1)));
        runs(tuesday.plus(Duration.ofHours(3)));

        assertThat(rung()).containsExactly(LEAD, DEPUTY, HEAD);
        assertThat(page("/alarms", head)).contains("Nobody is being rung").containsSubsequence("Ms Okafor", "Mr Osei");
        var later = tuesday.atZone(AcademicYear.LONDON).plusWeeks(1).toInstant();
        runs(later);
        runs(later);
        assertThat(rung()).hasSize(4);
    }

    @Test
    void aClosedCaseOrAnEmptyLadderRingsNobody() throws Exception {
        var now = schoolDay();
        var about = danger(now);
        runs(now);
        assertThat(provider.calls()).isEmpty();
        assertThat(TestClock.at(after(now, 1), () -> page("/cases/" + about, lead)))
                .contains("Nobody on the phone ladder was rung");

        everybodyIsOnTheLadder();
        school.within(() -> new TransactionTemplate(transactions)
                .executeWithoutResult(
                        _ -> store.open(school.school()).forEach(alarm -> alarms.callOff(head, alarm.subject()))));
        runs(now);
        assertThat(provider.calls()).isEmpty();
    }

    @Test
    void whatCouldNeverReachAnybodyIsRefusedOrWarnedOfWhenTheLadderIsSetUp() throws Exception {
        assertThat(page("/phone-ladder", head)).contains("Nobody is on the ladder. In danger, nobody would be rung.");
        school.within(() -> {
            assertThat(ladders.add(lead, lead.person(), "", List.of(Channel.CALL), ALWAYS)
                            .with("number"))
                    .contains("Write the number");
            assertThat(ladders.add(lead, lead.person(), "ext. 204", List.of(Channel.CALL), ALWAYS)
                            .with("number"))
                    .contains("cannot be rung from outside");
            assertThat(ladders.add(lead, lead.person(), "01632 960123", List.of(Channel.TEXT), ALWAYS)
                            .with("number"))
                    .contains("needs a mobile");
            assertThat(ladders.add(lead, lead.person(), "07700 900123", List.of(), Set.of())
                            .all())
                    .containsKeys("channels", "hours");
            assertThat(ladders.add(lead, PersonId.random(), "07700 900123", List.of(Channel.CALL), ALWAYS)
                            .with("person"))
                    .isNotNull();
        });
        on(lead, "01632 960123", Set.of(Hours.SCHOOL_DAY), Channel.CALL);
        on(lead, "07700 900123", Set.of(Hours.SCHOOL_DAY), Channel.CALL);

        assertThat(page("/phone-ladder", head))
                .contains("the lower place is never reached", "Nobody is down for evenings and nights", "Monday")
                .contains("+447700900123");
        assertThat(page("/phone-ladder", senior)).doesNotContain("+447700900123", "Make a test call now");
        assertThat(jdbcNumbers()).containsExactly("+441632960123", "+447700900123");
    }

    private List<String> jdbcNumbers() {
        return Tenants.within(
                school.school(),
                () -> new TransactionTemplate(transactions)
                        .execute(_ -> jdbc.sql("select number from rung order by place")
                                .query(String.class)
                                .list()));
    }

    @Test
    void whoeverHasNoPartInSafeguardingAnyMoreIsNotRung() {
        everybodyIsOnTheLadder();
        var stranger = new Rung(
                UUID.randomUUID(), PersonId.random(), "Mr Gone", "+447700900009", List.of(Channel.CALL), ALWAYS);
        school.within(() -> new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            store.open(school.school());
            ladderStore.add(school.school(), stranger);
            ladderStore.place(
                    school.school(),
                    Stream.concat(
                                    Stream.of(stranger.id()),
                                    ladderStore.rungs(school.school()).stream()
                                            .map(Rung::id)
                                            .filter(id -> !id.equals(stranger.id())))
                            .toList());
        }));
        var now = schoolDay();
        danger(now);
        runs(now);

        assertThat(rung()).containsExactly(LEAD);
        school.within(() -> assertThat(ladders.flaws(head)).contains(new Ladder.Flaw.Gone(stranger)));
    }

    private List<Message> letters(String kind) {
        return Tenants.within(school.school(), () -> messages.outbox(school.school(), 200)).stream()
                .filter(letter -> letter.kind().equals(kind))
                .toList();
    }

    private List<String> kinds() {
        return Tenants.within(
                school.school(),
                () -> new TransactionTemplate(transactions)
                        .execute(_ -> jdbc.sql("select kind from audit_entry where school_id = :school")
                                .param("school", school.school().value())
                                .query(String.class)
                                .list()));
    }

    private int status(String path, Actor.Somebody by) throws Exception {
        return mvc.perform(get(path).with(Cast.as(by)))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    private String page(String path, Actor.Somebody by) throws Exception {
        var response = mvc.perform(get(path).with(Cast.as(by))).andReturn().getResponse();
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return response.getContentAsString();
    }
}

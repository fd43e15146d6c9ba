package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.access.Access;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.Holding;
import org.schoolgate.access.Holds;
import org.schoolgate.access.SessionOpening;
import org.schoolgate.access.SupervisedTime;
import org.schoolgate.agreements.AgreementTexts;
import org.schoolgate.agreements.Change;
import org.schoolgate.agreements.Evidence;
import org.schoolgate.agreements.Proof;
import org.schoolgate.agreements.Questions;
import org.schoolgate.agreements.Signatures;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.gateway.feed.Reader;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.Source;
import org.schoolgate.roster.Span;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.schoolgate.testing.Yes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Readers who are kept from one version to the next are those whom a fresh look would find. */
@PageTest
class ReadersPartTest {
    private static final Evidence AT_THE_DESK = new Evidence(new Proof.SignedIn(), "192.0.2.8");

    private final Greenfield school;
    private final Classroom kingfishers;
    private final Classroom ospreys;
    private final MockMvc mvc;
    private final Access access;
    private final Pseudonyms pseudonyms;
    private final ProxyTokenStore tokens;
    private final FeedVersionStore versions;
    private final Holds holds;
    private final SupervisedTime time;
    private final Settings settings;
    private final People people;
    private final Guardianships guardianships;
    private final Roster roster;
    private final AgreementTexts texts;
    private final Signatures signatures;
    private final Questions questions;
    private final PermissionRegister permissions;
    private final Places places;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ReadersPart keeping;

    ReadersPartTest(
            Cast cast,
            MockMvc mvc,
            Access access,
            Pseudonyms pseudonyms,
            ProxyTokenStore tokens,
            FeedVersionStore versions,
            Holds holds,
            SupervisedTime time,
            Settings settings,
            People people,
            Guardianships guardianships,
            Roster roster,
            AgreementTexts texts,
            Signatures signatures,
            Questions questions,
            PermissionRegister permissions,
            Places places,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.school = cast.greenfield();
        this.kingfishers = Tenants.within(school.school(), () -> Classroom.kingfishers(school, people, roster));
        this.ospreys = Tenants.within(
                school.school(),
                () -> Classroom.of(school, people, roster, "Ospreys", 6, "Grant", "Leo Voss", "Ida Bell"));
        this.mvc = mvc;
        this.access = access;
        this.pseudonyms = pseudonyms;
        this.tokens = tokens;
        this.versions = versions;
        this.holds = holds;
        this.time = time;
        this.settings = settings;
        this.people = people;
        this.guardianships = guardianships;
        this.roster = roster;
        this.texts = texts;
        this.signatures = signatures;
        this.questions = questions;
        this.permissions = permissions;
        this.places = places;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.keeping = new ReadersPart(access, pseudonyms, tokens);
    }

    /** What a part says of the readers, and when the clock alone will have it say something else. */
    private record Said(
            Map<String, Reader> readers, @Nullable Instant turn) {}

    private Said readers(ReadersPart part) {
        return Tenants.within(
                school.school(),
                () -> Objects.requireNonNull(transaction.execute(_ -> {
                    var draft = new PolicyDraft(
                            school.school(),
                            versions.find(school.school()).orElseThrow(),
                            "Greenfield Primary",
                            clock.instant(),
                            person -> pseudonyms.of(school.school(), person));
                    part.addTo(draft);
                    return new Said(
                            draft.copy(draft.version(), "http://127.0.0.1").readers(), draft.turn());
                })));
    }

    private Said anew() {
        return readers(new ReadersPart(access, pseudonyms, tokens));
    }

    /** Something that makes a difference, and the same difference to whoever keeps what they knew. */
    private void isHeard(String what, Runnable change) {
        var before = readers(keeping);
        school.within(change);
        var anew = anew();
        assertThat(anew).as("%s makes a difference", what).isNotEqualTo(before);
        assertThat(readers(keeping)).as(what).isEqualTo(anew);
    }

    @BeforeEach
    void everybodySaidYesAndGoesOnlineWithAnAdult() {
        school.within(() -> {
            Yes.forAll(school, kingfishers, people, guardianships, roster, texts, signatures);
            supervise("eyfs, ks1, ks2");
        });
    }

    private void supervise(String phases) {
        settings.set(school.head(), "access.supervised-phases", phases, "So the governors decided.");
    }

    private Actor.Somebody priya() {
        return kingfishers.pupil(0);
    }

    @Test
    void anAnswerIsHeardAndSoIsAQuestion() {
        school.within(() -> supervise("eyfs"));
        isHeard(
                "a yes taken back",
                () -> signatures.decline(priya(), priya().person(), Audience.KS2, "I changed my mind", AT_THE_DESK));
        var mother = Tenants.within(
                        school.school(),
                        () -> roster.guardiansOf(
                                school.school(), kingfishers.pupil(1).person(), roster.today()))
                .getFirst()
                .person();
        var meera = new Actor.Somebody(school.school(), mother.id(), "Meera Nair", Set.of(Role.PARENT), null);
        isHeard(
                "a parent's no",
                () -> signatures.decline(meera, kingfishers.pupil(1).person(), Audience.KS2, "Not yet", AT_THE_DESK));
        isHeard("new rules", () -> {
            var draft = texts.draft(school.head(), Audience.KS2, Change.MAJOR);
            texts.approve(school.head(), draft.id());
            texts.putInForce(school.head(), draft.id(), roster.today());
        });
        isHeard(
                "a question",
                () -> questions.ask(ospreys.pupil(0), ospreys.pupil(0).person(), Audience.KS2, "Who reads it?"));
        isHeard(
                "its answer",
                () -> questions.answer(
                        school.coordinator(),
                        questions.open(school.head()).getFirst().ask(),
                        "Your teacher."));
    }

    @Test
    void aHoldIsHeardWhenItBeginsAndWhenItIsLiftedAndWhenItEndsByItself() {
        isHeard("a hold", () -> hold(Duration.ofDays(3)));
        isHeard("its end", () -> {
            var hold = holds.of(school.head(), priya().person()).getFirst();
            holds.lift(school.head(), hold.id(), "It was somebody else.");
        });
        school.within(() -> hold(Duration.ofMinutes(1)));
        var held = readers(keeping);
        var later = clock.instant().plus(Duration.ofMinutes(2));
        school.within(
                () -> time.open(ospreys.teacher(), new SupervisedTime.Wish(ospreys.id(), "Library", "Weather", 30)));
        TestClock.at(later, () -> {
            assertThat(readers(keeping).readers()).isEqualTo(anew().readers());
            assertThat(readers(keeping).readers()).isNotEqualTo(held.readers());
        });
    }

    private Holding hold(Duration lasting) {
        return holds.place(
                school.head(),
                new Holds.Wish(
                        priya().person(),
                        HoldKind.SANCTION,
                        null,
                        clock.instant().plus(lasting),
                        "sent unkind messages"));
    }

    @Test
    void aLessonIsHeardByItsClassAlsoByWhoJoinedItSince() throws Exception {
        isHeard(
                "a lesson begins",
                () -> time.open(
                        kingfishers.teacher(), new SupervisedTime.Wish(kingfishers.id(), "Library", "Weather", 30)));
        var lesson = Tenants.within(school.school(), () -> time.of(school.school(), kingfishers.id()))
                .orElseThrow();
        isHeard(
                "it is made longer",
                () -> assertThat(time.extend(kingfishers.teacher(), lesson.id()))
                        .isInstanceOf(SessionOpening.Open.class));
        isHeard("a pupil comes in from another class", () -> {
            people.takeOut(
                    office(),
                    ospreys.pupil(0).person(),
                    ospreys.id(),
                    ClassPart.PUPIL,
                    roster.today().minusDays(1));
            people.place(
                    office(),
                    ospreys.pupil(0).person(),
                    kingfishers.id(),
                    ClassPart.PUPIL,
                    Source.HAND,
                    new Span(roster.today(), null));
        });
        isHeard("it is closed", () -> time.close(kingfishers.teacher(), lesson.id()));

        mvc.perform(post("/going-online").with(Cast.as(priya())));
        var asked =
                Tenants.within(school.school(), () -> permissions.mine(priya())).getFirst();
        isHeard("one is let on alone", () -> {
            try {
                mvc.perform(post("/classes/" + kingfishers.id() + "/going-online/" + asked.id())
                        .param("answer", "yes")
                        .with(Cast.as(kingfishers.teacher())));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Actor office() {
        return new Actor.Schoolgate(school.school(), "The office");
    }

    @Test
    void whoComesMovesAndGoesIsHeard() {
        var today = roster.today();
        isHeard("a pupil joins", () -> people.join(office(), NewPerson.called("Amy", "Reed"), Role.PUPIL, today));
        isHeard(
                "a pupil moves up",
                () -> people.setYear(office(), kingfishers.pupil(2).person(), AcademicYear.of(today), 5, today));
        isHeard(
                "a pupil leaves",
                () -> people.leave(
                        office(),
                        kingfishers.pupil(2).person(),
                        Role.PUPIL,
                        today.minusDays(1),
                        LeavingReason.BY_HAND));
        isHeard(
                "a guardian no longer stands for a child",
                () -> guardianships.end(
                        office(),
                        priya().person(),
                        roster.guardiansOf(school.school(), priya().person(), today)
                                .getFirst()
                                .person()
                                .id(),
                        Source.HAND,
                        today.minusDays(1)));
        isHeard("an adult becomes staff", () -> {
            var dan = people.join(office(), NewPerson.called("Dan", "Ellis"), Role.PARENT, today);
            people.giveRole(office(), dan, Role.TEACHING_ASSISTANT, today);
        });
        isHeard("a class is closed", () -> people.close(office(), ospreys.id(), today));
    }

    @Test
    void theSchoolsOwnRulesAreHeard() {
        isHeard("who needs an adult near", () -> supervise("eyfs"));
    }

    @Test
    void whomNothingTouchedIsNotLookedAtAgainUntilTheDayIsOver() {
        var known = readers(keeping);
        school.within(() -> transaction.executeWithoutResult(_ -> jdbc.sql(
                        "update membership set last_day = first_day, ended_because = 'BY_HAND' where person_id = :person")
                .param("person", priya().person().value())
                .update()));
        assertThat(readers(keeping)).isEqualTo(known);

        TestClock.at(
                clock.instant().plus(Duration.ofDays(1)),
                () -> assertThat(readers(keeping)).isEqualTo(anew()).isNotEqualTo(known));
    }

    @Test
    void afterMoreVersionsThanTheSchoolRemembersEverybodyIsLookedAt() {
        readers(keeping);
        for (int i = 0; i < 40; i++) {
            var place = "10.1.%d.0/24".formatted(i);
            school.within(() -> places.note(school.technician(), "Room " + place, place, "ks2", false));
        }
        isHeard("a hold", () -> hold(Duration.ofDays(3)));
    }
}

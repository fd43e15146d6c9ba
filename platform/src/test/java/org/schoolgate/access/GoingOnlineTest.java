package org.schoolgate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.access.GoingOnline.Wanted;
import org.schoolgate.agreements.AgreementTexts;
import org.schoolgate.agreements.Signatures;
import org.schoolgate.kernel.Actor;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.schoolgate.testing.Yes;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** "May I go online?" at a school whose older pupils go online with an adult too. */
@PageTest
class GoingOnlineTest {
    private final Greenfield greenfield;
    private final Classroom kingfishers;
    private final Classroom ospreys;
    private final MockMvc mvc;
    private final Access access;
    private final GoingOnline asking;
    private final SupervisedTime time;
    private final PermissionRegister permissions;
    private final Settings settings;
    private final Clock clock;

    GoingOnlineTest(
            Cast cast,
            MockMvc mvc,
            People people,
            Guardianships guardianships,
            Roster roster,
            AgreementTexts texts,
            Signatures signatures,
            Access access,
            GoingOnline asking,
            SupervisedTime time,
            PermissionRegister permissions,
            Settings settings,
            Clock clock) {
        this.greenfield = cast.greenfield();
        this.kingfishers = Tenants.within(greenfield.school(), () -> Classroom.kingfishers(greenfield, people, roster));
        this.ospreys = Tenants.within(
                greenfield.school(), () -> Classroom.of(greenfield, people, roster, "Ospreys", 6, "Grant", "Leo Voss"));
        greenfield.within(() -> Yes.forAll(greenfield, kingfishers, people, guardianships, roster, texts, signatures));
        this.mvc = mvc;
        this.access = access;
        this.asking = asking;
        this.time = time;
        this.permissions = permissions;
        this.settings = settings;
        this.clock = clock;
    }

    @BeforeEach
    void olderPupilsAreSupervised() {
        greenfield.within(() -> settings.set(
                greenfield.head(), AccessSettings.SUPERVISED.key(), "eyfs, ks1, ks2", "An adult is always near."));
    }

    private Actor.Somebody priya() {
        return kingfishers.pupil(0);
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, Actor actor) throws Exception {
        return mvc.perform(request.with(Cast.as(actor))).andReturn().getResponse();
    }

    private boolean isOnline(Actor.Somebody pupil, Duration later) {
        return Tenants.within(
                greenfield.school(),
                () -> access.decide(
                                greenfield.school(),
                                pupil.person(),
                                Service.INTERNET,
                                clock.instant().plus(later))
                        .isAllowed());
    }

    private List<Permission> askedBy(Actor.Somebody pupil) {
        return Tenants.within(greenfield.school(), () -> permissions.mine(pupil));
    }

    @Test
    @Keeps({"ACC-18", "APR-7"})
    void aPupilAsksAndTheirTeacherLetsThemOnForAWhileWithOnePress() throws Exception {
        assertThat(isOnline(priya(), Duration.ZERO)).isFalse();

        answer(post("/going-online"), priya());

        var page = answer(get("/classes/" + kingfishers.id() + "/today"), kingfishers.teacher())
                .getContentAsString();
        assertThat(page).contains("One child asks to go online", "Yes, everybody");
        var asked = askedBy(priya()).getFirst();
        answer(
                post("/classes/" + kingfishers.id() + "/going-online/" + asked.id())
                        .param("answer", "yes"),
                kingfishers.teacher());

        assertThat(isOnline(priya(), Duration.ofSeconds(1))).isTrue();
        assertThat(isOnline(priya(), Duration.ofMinutes(29))).isTrue();
        assertThat(isOnline(priya(), Duration.ofMinutes(31)))
                .as("it ends by itself")
                .isFalse();
        assertThat(isOnline(kingfishers.pupil(1), Duration.ofSeconds(1)))
                .as("to nobody else")
                .isFalse();
        var all = Tenants.within(greenfield.school(), () -> access.readers(greenfield.school(), clock.instant()));
        assertThat(all)
                .filteredOn(
                        reader -> reader.decision().isAllowed() && reader.kind().isPupil())
                .extracting(ReaderAccess::person)
                .containsExactly(priya().person());
    }

    @Test
    @Keeps("ACC-18")
    void yesToEverybodyOpensTheLessonAndClosingItPutsEverybodyOut() throws Exception {
        answer(post("/going-online"), priya());
        answer(post("/classes/" + kingfishers.id() + "/going-online"), kingfishers.teacher());

        kingfishers
                .pupils()
                .forEach(pupil ->
                        assertThat(isOnline(pupil, Duration.ofSeconds(1))).isTrue());
        var lesson = Tenants.within(greenfield.school(), () -> time.of(greenfield.school(), kingfishers.id()))
                .orElseThrow();
        answer(post("/classes/" + kingfishers.id() + "/session/" + lesson.id() + "/closing"), kingfishers.teacher());

        kingfishers
                .pupils()
                .forEach(pupil -> assertThat(isOnline(pupil, Duration.ofSeconds(1)))
                        .as("also who was let on by themselves")
                        .isFalse());
    }

    @Test
    void anotherClasssTeacherAndTheChildThemselvesDoNotAnswer() throws Exception {
        answer(post("/going-online"), priya());
        var asked = askedBy(priya()).getFirst();
        var path = "/classes/" + kingfishers.id() + "/going-online/" + asked.id();

        assertThat(answer(post(path).param("answer", "yes"), priya()).getStatus())
                .isEqualTo(403);
        assertThat(answer(post(path).param("answer", "yes"), ospreys.teacher()).getStatus())
                .isIn(403, 404);
        assertThat(answer(post("/classes/" + kingfishers.id() + "/going-online"), ospreys.teacher())
                        .getStatus())
                .isIn(403, 404);
        assertThat(isOnline(priya(), Duration.ofSeconds(1))).isFalse();
    }

    @Test
    void pressedTwentyTimesAtOnceItIsOneRequest() throws Exception {
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Wanted> press = () -> Tenants.within(greenfield.school(), () -> asking.ask(priya()));
            for (var done : many.invokeAll(java.util.Collections.nCopies(20, press))) {
                assertThat(done.get()).isInstanceOf(Wanted.Waiting.class);
            }
        }

        assertThat(askedBy(priya())).hasSize(1);
    }

    @Test
    void whoeverAsksAgainAndAgainWaitsHalfAnHour() {
        var start = clock.instant();
        for (int i = 0; i < 3; i++) {
            var at = start.plusSeconds(60L * i);
            TestClock.at(
                    at,
                    () -> greenfield.within(() -> {
                        assertThat(asking.ask(priya())).isInstanceOf(Wanted.Waiting.class);
                        asking.notNow(
                                kingfishers.teacher(),
                                askedBy(priya()).getFirst().id());
                    }));
        }
        var fourth = TestClock.at(
                start.plusSeconds(200), () -> Tenants.within(greenfield.school(), () -> asking.ask(priya())));
        assertThat(fourth).isInstanceOf(Wanted.Later.class);
        assertThat(askedBy(priya())).hasSize(3);

        var later = TestClock.at(
                start.plus(Duration.ofMinutes(31)),
                () -> Tenants.within(greenfield.school(), () -> asking.ask(priya())));
        assertThat(later).isInstanceOf(Wanted.Waiting.class);
    }

    @Test
    void askingDoesNotHelpWhereSomethingElseIsInTheWayOrTheSchoolDoesNotAsk() {
        greenfield.within(() -> {
            assertThat(asking.ask(ospreys.pupil(0)))
                    .as("nobody has signed for Leo")
                    .isInstanceOf(Wanted.SomethingElse.class);
            settings.set(greenfield.head(), AccessSettings.ASK_PHASES.key(), "ks1", "The older ones wait.");
            assertThat(asking.ask(priya())).isInstanceOf(Wanted.NotHere.class);
        });
        assertThat(askedBy(Objects.requireNonNull(priya()))).isEmpty();
    }
}

package org.schoolgate.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.schoolgate.testing.TestClock;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PageTest
@RecordApplicationEvents
class SessionsTest {
    private static final Where ROOM_4 = new Where("10.1.4.20", "chromebook-20", "Chrome on a Chromebook");
    private static final Where HOME = new Where("203.0.113.40", "ipad-1", "Safari on an iPad");
    /** Ten in the morning in London, after any day on which this runs: the directory keeps the time of the database. */
    private static final Instant TEN = Instant.parse("2090-11-23T10:00:00Z");

    private final Cast cast;
    private final Roll roll;
    private final Sessions sessions;
    private final Tickets tickets;
    private final Clock clock;
    private final MockMvcTester mvc;

    SessionsTest(Cast cast, Roll roll, Sessions sessions, Tickets tickets, Clock clock, MockMvcTester mvc) {
        this.cast = cast;
        this.roll = roll;
        this.sessions = sessions;
        this.tickets = tickets;
        this.clock = clock;
        this.mvc = mvc;
    }

    @Test
    @Keeps("ACC-21")
    void aSessionIsThePersonOfTodayWithTodaysRoles() {
        var school = school();
        var begun = begin(school, school.teacher(), ROOM_4);

        assertThat(sessions.known(begun.secret()))
                .isInstanceOfSatisfying(
                        Sessions.Known.Live.class,
                        live -> assertThat(live.who()).isEqualTo(school.teacher()));

        roll.remove(school.teacher());
        assertThat(sessions.known(begun.secret())).isEqualTo(new Sessions.Known.Nobody());
        roll.put(school.teacher());
        assertThat(sessions.known(begun.secret()))
                .describedAs("a session that ended stays ended")
                .isEqualTo(new Sessions.Known.Nobody());
    }

    @Test
    @Keeps("PWD-10")
    void anIdleSessionLocksAndGoesOnAfterProof() {
        var school = school();
        var begun = TestClock.at(TEN, () -> begin(school, school.teacher(), ROOM_4));

        TestClock.at(
                TEN.plus(Duration.ofMinutes(14)),
                () -> assertThat(sessions.known(begun.secret())).isInstanceOf(Sessions.Known.Live.class));
        var later = TEN.plus(Duration.ofMinutes(14 + 16));
        TestClock.at(later, () -> {
            assertThat(sessions.known(begun.secret())).isInstanceOf(Sessions.Known.Locked.class);
            school.within(() -> sessions.prove(school.school(), begun.session().id()));
            assertThat(sessions.known(begun.secret())).isInstanceOf(Sessions.Known.Live.class);
        });
    }

    @Test
    @Line("I7")
    @Keeps("PWD-10")
    void aPupilsSessionEndsWithTheSchoolDayInLondonTime() {
        var school = school();
        var summer = Instant.parse("2090-06-15T09:00:00Z");
        var begun = TestClock.at(summer, () -> begin(school, school.pupil(), ROOM_4));

        assertThat(begun.session().endsAt())
                .describedAs("18:00 British Summer Time")
                .isEqualTo(Instant.parse("2090-06-15T17:00:00Z"));
        TestClock.at(Instant.parse("2090-06-15T17:00:00Z"), () -> {
            assertThat(sessions.known(begun.secret())).isEqualTo(new Sessions.Known.Nobody());
            school.within(() -> assertThat(
                            sessions.recent(school.pupil(), school.pupil().person()))
                    .singleElement()
                    .satisfies(
                            one -> assertThat(one.end().map(Session.End::why)).contains(Ending.TIME_OVER)));
        });
    }

    @Test
    void whoSignsInAtHomeInTheEveningHasTwoHours() {
        var school = school();
        var evening = Instant.parse("2090-11-23T19:00:00Z");

        assertThat(TestClock.at(evening, () -> begin(school, school.pupil(), HOME))
                        .session()
                        .endsAt())
                .isEqualTo(Instant.parse("2090-11-23T21:00:00Z"));
    }

    @Test
    @Keeps("PWD-10")
    void theClockEndsWhatIsOverAndSaysWhy(ApplicationEvents events) {
        var school = school();
        var begun = TestClock.at(TEN, () -> begin(school, school.teacher(), ROOM_4));

        TestClock.at(TEN.plus(Duration.ofHours(12)), () -> school.within(() -> sessions.run(school.school())));

        assertThat(events.stream(SessionEnded.class))
                .filteredOn(ended -> ended.session().equals(begun.session().id()))
                .singleElement()
                .satisfies(ended -> assertThat(ended.why()).isEqualTo(Ending.TIME_OVER));
    }

    @Test
    @Keeps("PWD-8")
    void twoBrowsersAtTheSameTimeAreRaisedForReview(ApplicationEvents events) {
        var school = school();
        TestClock.at(TEN, () -> begin(school, school.pupil(), ROOM_4));
        TestClock.at(TEN.plusSeconds(60), () -> begin(school, school.pupil(), HOME));

        assertThat(signs(events, school.pupil().person())).containsExactly(SharedUseSeen.Sign.TWO_PLACES);
    }

    @Test
    @Keeps("PWD-8")
    void manyDevicesInADayAreRaisedForReview(ApplicationEvents events) {
        var school = school();
        for (int i = 0; i < 5; i++) {
            var where = new Where("10.1.4." + i, "device-" + i, "Chrome on a Chromebook");
            TestClock.at(TEN.plus(Duration.ofHours(i)), () -> begin(school, school.pupil(), where));
        }

        assertThat(signs(events, school.pupil().person())).containsExactly(SharedUseSeen.Sign.MANY_DEVICES);
    }

    @Test
    void oneBrowserAgainAndAgainIsNobodysBusiness(ApplicationEvents events) {
        var school = school();
        for (int i = 0; i < 6; i++) {
            TestClock.at(TEN.plusSeconds(i), () -> begin(school, school.pupil(), ROOM_4));
        }

        assertThat(signs(events, school.pupil().person())).isEmpty();
    }

    @Test
    void onlyWhoMayEndsSomebodyElsesSession() {
        var school = school();
        roll.put(
                school.school(),
                "Kingfishers",
                List.of(school.pupil().person()),
                List.of(school.teacher().person()));
        var other = school.somebody("Mr Other", Role.TEACHER);
        var begun = begin(school, school.pupil(), ROOM_4);

        school.within(() -> {
            assertThatThrownBy(() -> sessions.end(other, begun.session().id(), Ending.ENDED_BY_STAFF))
                    .isInstanceOf(Forbidden.class);
            sessions.end(school.teacher(), begun.session().id(), Ending.ENDED_BY_STAFF);
        });

        assertThat(sessions.known(begun.secret())).isEqualTo(new Sessions.Known.Nobody());
    }

    @Test
    void aTicketIsGoodOnceForTenSecondsAtOneGateway() {
        var school = school();
        var begun = TestClock.at(TEN, () -> begin(school, school.pupil(), ROOM_4));
        TestClock.at(
                TEN,
                () -> school.within(() -> {
                    var ticket = tickets.issue(begun.session(), "front");
                    assertThat(tickets.redeem(school.school(), ticket, "annexe"))
                            .isEmpty();
                    assertThat(tickets.redeem(school.school(), ticket, "front"))
                            .get()
                            .satisfies(redeemed -> {
                                assertThat(redeemed.person())
                                        .isEqualTo(school.pupil().person());
                                assertThat(redeemed.session())
                                        .isEqualTo(begun.session().id());
                                assertThat(redeemed.until())
                                        .isEqualTo(begun.session().endsAt());
                            });
                    assertThat(tickets.redeem(school.school(), ticket, "front"))
                            .describedAs("a second time")
                            .isEmpty();
                    var late = tickets.issue(begun.session(), "front");
                    TestClock.at(
                            TEN.plusSeconds(10),
                            () -> assertThat(tickets.redeem(school.school(), late, "front"))
                                    .isEmpty());
                }));
    }

    @Test
    void aTicketOfAnotherSchoolOpensNothing() {
        var ours = school();
        var theirs = school();
        var begun = begin(ours, ours.pupil(), ROOM_4);
        var ticket = new String[1];
        ours.within(() -> ticket[0] = tickets.issue(begun.session(), "front"));

        theirs.within(() ->
                assertThat(tickets.redeem(theirs.school(), ticket[0], "front")).isEmpty());
    }

    @Test
    void whenABoundSessionEndsItsGatewayHearsOfIt(ApplicationEvents events) {
        var school = school();
        var begun = begin(school, school.pupil(), ROOM_4);
        var unbound = begin(school, school.teacher(), HOME);
        var before = clock.instant();
        school.within(() -> {
            tickets.redeem(school.school(), tickets.issue(begun.session(), "front"), "front");
            sessions.end(school.pupil(), begun.session().id(), Ending.SIGNED_OUT);
            sessions.end(school.teacher(), unbound.session().id(), Ending.SIGNED_OUT);
        });

        assertThat(events.stream(BindingEnded.class).map(BindingEnded::session))
                .containsOnlyOnce(begun.session().id())
                .doesNotContain(unbound.session().id());
        school.within(() -> assertThat(sessions.endedSince(school.school(), before))
                .containsExactly(begun.session().id()));
        school.within(() -> assertThat(
                        sessions.endedSince(school.school(), clock.instant().plusSeconds(1)))
                .isEmpty());
    }

    @Test
    void aSessionOfASupervisedClassEndsWithIt() {
        var school = school();
        var tom = tom(school);
        roll.put(tom);
        var begun = new Sessions.Begun[1];
        school.within(() -> begun[0] = sessions.begin(tom, Way.PICTURE, ROOM_4, UUID.randomUUID()));

        assertThat(sessions.known(begun[0].secret()))
                .describedAs("nobody holds such a session open")
                .isEqualTo(new Sessions.Known.Nobody());
    }

    @Test
    @Keeps("PWD-10")
    void signingOutEndsTheSessionAndTakesTheCookie() {
        var school = school();
        var begun = begin(school, school.teacher(), ROOM_4);

        var out = mvc.post()
                .uri("/sign-out")
                .cookie(new Cookie("schoolgate-session", begun.secret()))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();

        assertThat(out).hasStatus(302).redirectedUrl().isEqualTo("/sign-in?out");
        assertThat(out.getResponse().getCookie("schoolgate-session"))
                .satisfies(cookie -> assertThat(cookie.getMaxAge()).isZero());
        assertThat(sessions.known(begun.secret())).isEqualTo(new Sessions.Known.Nobody());
    }

    @Test
    @Keeps({"PWD-16", "ACC-3"})
    void aRequestWithASessionsCookieIsThatPersons() {
        var school = school();
        var head = begin(school, school.head(), ROOM_4);
        var teacher = begin(school, school.teacher(), HOME);

        assertThat(mvc.get().uri("/communications").cookie(new Cookie("schoolgate-session", head.secret())))
                .hasStatusOk()
                .bodyText()
                .contains("Mrs Lindqvist");
        assertThat(mvc.get().uri("/communications").cookie(new Cookie("schoolgate-session", teacher.secret())))
                .hasStatus(403);
        assertThat(mvc.get().uri("/communications?page=2").cookie(new Cookie("schoolgate-session", "made-up")))
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo("/sign-in?to=%2Fcommunications%3Fpage%3D2");
    }

    private Cast.Greenfield school() {
        var school = cast.greenfield();
        roll.put(school.head(), school.coordinator(), school.teacher(), school.pupil(), school.parent());
        return school;
    }

    private static Actor.Somebody tom(Cast.Greenfield school) {
        return new Actor.Somebody(school.school(), PersonId.random(), "Tom", java.util.Set.of(Role.PUPIL), Phase.KS1);
    }

    private Sessions.Begun begin(Cast.Greenfield school, Actor.Somebody who, Where where) {
        var begun = new Sessions.Begun[1];
        school.within(() -> begun[0] = sessions.begin(who, Way.PASSWORD, where, null));
        return begun[0];
    }

    private static List<SharedUseSeen.Sign> signs(ApplicationEvents events, PersonId person) {
        return events.stream(SharedUseSeen.class)
                .filter(seen -> seen.person().equals(person))
                .map(SharedUseSeen::sign)
                .toList();
    }
}

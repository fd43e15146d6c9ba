package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.Talk.Came;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.schoolgate.ui.Dates;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** A talk goes with a sanction: who has it, when and where, that they know of it, and what came of it. */
@PageTest
class TalksTest {
    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final Sanctions sanctions;
    private final Talks talks;
    private final Messages messages;
    private final List<SchoolJob> jobs;
    private final Instant now;

    TalksTest(
            Cast cast,
            MockMvc mvc,
            Cases cases,
            Sanctions sanctions,
            Talks talks,
            Messages messages,
            List<SchoolJob> jobs,
            Clock clock,
            People people,
            Roster roster) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.sanctions = sanctions;
        this.talks = talks;
        this.messages = messages;
        this.jobs = jobs;
        this.now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }

    /** Tom is to have a talk. */
    private SanctionId decided() {
        return Tenants.within(staffed.school().school(), () -> {
            var coordinator = staffed.coordinator();
            var id = ((Opening.Opened) cases.open(coordinator, "misuse-seen", null))
                    .file()
                    .id();
            cases.addPerson(coordinator, id, staffed.tom().person(), Part.INSTIGATOR);
            var steps = List.of(
                    Map.entry(
                            "what",
                            Map.of(
                                    "account",
                                    "tellis",
                                    "at",
                                    "2026-11-19T09:00:00Z",
                                    "place",
                                    "in school",
                                    "evidence",
                                    "A game")),
                    Map.entry("told", Map.of("at", "2026-11-19T09:40:00Z", "how", "in person")),
                    Map.entry("who", Map.of("answer", "pupil")),
                    Map.entry("pupil-rule", Map.of("answer", "behaviour")),
                    Map.entry("sanction", Map.of("rung", "interview")));
            for (var step : steps) {
                assertThat(cases.answer(
                                coordinator,
                                id,
                                1,
                                step.getKey(),
                                step.getValue(),
                                staffed.tom().person()))
                        .as(step.getKey())
                        .isInstanceOf(Saying.WentOn.class);
            }
            return sanctions.all(coordinator).over().getFirst().sanction().id();
        });
    }

    private Talk arranged(SanctionId id, Instant at) {
        return Tenants.within(staffed.school().school(), () -> {
            assertThat(talks.arrange(
                                    staffed.coordinator(), id, staffed.teacher().person(), at, "The library")
                            .any())
                    .isFalse();
            return Objects.requireNonNull(
                    talks.beside(staffed.coordinator(), id).open());
        });
    }

    private String sent(MockHttpServletRequestBuilder request, Actor.Somebody by, int status) throws Exception {
        var response = mvc.perform(request.with(Cast.as(by))).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(status);
        return response.getContentAsString();
    }

    private long mails(String kind, Actor.Somebody to) {
        var school = staffed.school().school();
        return Tenants.within(school, () -> messages.outbox(school, 200)).stream()
                .filter(letter -> letter.kind().equals(kind))
                .filter(letter -> to.person().equals(letter.person()))
                .count();
    }

    @Test
    @Keeps("SAN-2")
    void whoeverHasATalkReadsOfItOnTheirFirstScreenAndWhatCameOfItIsWrittenDown() throws Exception {
        var id = decided();
        var at = now.plus(Duration.ofDays(1));
        var page = sent(get("/sanctions/" + id), staffed.coordinator(), 200);
        assertThat(page).contains("Arrange the talk", "Mr Hale");
        sent(
                post("/sanctions/" + id + "/talks")
                        .param("with", staffed.teacher().person().toString())
                        .param("at", Dates.isoMoment(at))
                        .param("place", "The library"),
                staffed.coordinator(),
                302);

        assertThat(sent(get("/"), staffed.teacher(), 200))
                .contains("A talk that you are to have", "The library", "/sanctions/" + id)
                .doesNotContain("Tom Ellis");
        assertThat(sent(get("/"), staffed.lead(), 200)).doesNotContain("A talk that you are to have");
        assertThat(mails("cases.talk", staffed.teacher())).isEqualTo(1);
        var talk = arrangedOf(id);
        sent(outcome(id, talk, "HELD", "Early"), staffed.teacher(), 422);

        TestClock.at(at.plusSeconds(60), () -> {
            assertThat(sent(outcome(id, talk, "", "We had it"), staffed.teacher(), 422))
                    .as("what was typed is kept")
                    .contains("We had it", "Say whether you had the talk");
            sent(outcome(id, talk, "HELD", "He will ask first, and wants to say sorry."), staffed.teacher(), 302);
            assertThat(sent(get("/sanctions/" + id), staffed.head(), 200))
                    .contains("Mr Hale had the talk", "He will ask first, and wants to say sorry.");
            assertThat(sent(get("/"), staffed.teacher(), 200)).doesNotContain("A talk that you are to have");
            return null;
        });
    }

    private Talk arrangedOf(SanctionId id) {
        return Tenants.within(
                staffed.school().school(),
                () -> Objects.requireNonNull(
                        talks.beside(staffed.coordinator(), id).open()));
    }

    private static MockHttpServletRequestBuilder outcome(SanctionId id, Talk talk, String came, String words) {
        return post("/sanctions/" + id + "/talks/" + talk.id() + "/outcome")
                .param("came", came)
                .param("words", words);
    }

    @Test
    void theLetterOfATalkNamesNeitherTheChildNorThePlace() {
        arranged(decided(), now.plus(Duration.ofDays(1)));
        var school = staffed.school().school();
        var letter = Tenants.within(school, () -> messages.outbox(school, 200)).stream()
                .filter(one -> one.kind().equals("cases.talk"))
                .findFirst()
                .orElseThrow();
        assertThat(letter.toString()).doesNotContain("Tom", "Ellis", "library", "game");
    }

    @Test
    @Keeps("SAN-2")
    void aTalkOfWhichNothingIsWrittenDownIsRemindedOfEveryThirdDay() {
        var id = decided();
        var school = staffed.school().school();
        var at = now.plus(Duration.ofDays(1));
        var talk = arranged(id, at);
        var clock = jobs.stream()
                .filter(job -> job.name().equals("cases.talks"))
                .findFirst()
                .orElseThrow();
        for (int hour = 0; hour <= 80; hour += 8) {
            TestClock.at(at.plus(Duration.ofHours(hour)), () -> Tenants.within(school, () -> clock.run(school)));
        }
        assertThat(mails("cases.talk-over", staffed.teacher())).isEqualTo(2);
        assertThat(mails("cases.talk-over", staffed.coordinator())).isEqualTo(2);

        TestClock.at(
                at.plus(Duration.ofDays(4)),
                () -> Tenants.within(school, () -> {
                    assertThat(talks.note(staffed.teacher(), id, talk.id(), Came.NOT_HELD, "Tom was ill")
                                    .any())
                            .isFalse();
                    return null;
                }));
        TestClock.at(at.plus(Duration.ofDays(30)), () -> Tenants.within(school, () -> clock.run(school)));
        assertThat(mails("cases.talk-over", staffed.teacher())).isEqualTo(2);
    }

    @Test
    void oneWaitsAtATimeAndOnlyWithWhoKnowsOfIt() {
        var id = decided();
        var at = now.plus(Duration.ofDays(1));
        var coordinator = staffed.coordinator();
        staffed.school().within(() -> {
            assertThat(talks.beside(coordinator, id).adults())
                    .extracting(Person::id)
                    .contains(
                            staffed.teacher().person(),
                            staffed.head().person(),
                            staffed.lead().person(),
                            staffed.deputy().person(),
                            coordinator.person())
                    .doesNotContain(
                            staffed.technician().person(), staffed.senior().person());
            assertThat(wrong(id, staffed.technician(), at, "Office")).contains("with");
            assertThat(wrong(id, staffed.head(), null, "Office")).contains("at");
            assertThat(wrong(id, staffed.head(), now.plus(Duration.ofDays(4000)), "Office"))
                    .contains("at");
            assertThat(wrong(id, staffed.head(), at, " ")).contains("place");
        });
        var talk = arranged(id, at);
        staffed.school().within(() -> {
            assertThat(talks.beside(coordinator, id).adults()).isEmpty();
            assertThatThrownBy(() -> talks.note(staffed.lead(), id, talk.id(), Came.NOT_HELD, "x"))
                    .as("neither hers nor arranged by her")
                    .isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> talks.beside(staffed.tom(), id)).isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> talks.note(staffed.head(), id, TalkId.random(), Came.HELD, "x"))
                    .isInstanceOf(NotFound.class);
            assertThat(talks.note(staffed.head(), id, talk.id(), Came.NOT_HELD, "Moved")
                            .any())
                    .isFalse();
            assertThat(talks.note(staffed.teacher(), id, talk.id(), Came.NOT_HELD, "Moved")
                            .with("came"))
                    .contains("already");
            assertThat(talks.beside(coordinator, id).adults()).isNotEmpty();
        });
    }

    private List<String> wrong(SanctionId id, Actor.Somebody with, @Nullable Instant at, String place) {
        return List.copyOf(talks.arrange(staffed.coordinator(), id, with.person(), at, place)
                .all()
                .keySet());
    }
}

package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** How people complain: what it says, and the proof that parents were sent it. */
@PageTest
class HowToComplainTest {
    private final HowToComplain how;
    private final Settings settings;
    private final Messages messages;
    private final AuditTrail audit;
    private final MockMvcTester mvc;
    private final Staffed staffed;
    private final Greenfield school;

    HowToComplainTest(
            Cast cast,
            People people,
            Roster roster,
            HowToComplain how,
            Settings settings,
            Messages messages,
            AuditTrail audit,
            MockMvcTester mvc) {
        this.how = how;
        this.settings = settings;
        this.messages = messages;
        this.audit = audit;
        this.mvc = mvc;
        this.staffed = Staffed.of(cast, people, roster);
        this.school = staffed.school();
        school.within(() -> {
            parent(people, roster, "Dan", "dan@home.example");
            parent(people, roster, "Kim", "kim@home.example");
            parent(people, roster, "Anil", "");
        });
    }

    private void parent(People people, Roster roster, String given, String email) {
        people.join(
                new Actor.Schoolgate(school.school(), "The office"),
                email.isEmpty() ? NewPerson.called(given, "Ellis") : NewPerson.called("", given, "Ellis", email),
                Role.PARENT,
                AcademicYear.of(roster.today()).firstDay());
    }

    @Test
    @Keeps("CMP-5")
    void everyParentIsSentItOnceAndThePageKeepsToHowMany() {
        school.within(() -> {
            assertThat(how.send(staffed.head())).isTrue();
            assertThat(how.send(staffed.head())).as("two presses").isFalse();

            assertThat(messages.outbox(school.school(), 50))
                    .filteredOn(letter -> letter.kind().equals("cases.how"))
                    .extracting(Message::address)
                    .containsExactlyInAnyOrder("dan@home.example", "kim@home.example");
            assertThat(how.sendings(staffed.head())).singleElement().satisfies(sending -> {
                assertThat(sending.written()).isEqualTo(2);
                assertThat(sending.noAddress()).isEqualTo(1);
                assertThat(sending.delivered().waiting()
                                + sending.delivered().sent()
                                + sending.delivered().refused())
                        .isEqualTo(2);
                assertThat(sending.words()).isEqualTo(how.words(school.school()));
            });
            assertThat(audit.newest(staffed.head(), "complaints-procedure.sent", Long.MAX_VALUE, 5))
                    .hasSize(1);
            TestClock.at(
                    Instant.now().plus(Duration.ofDays(300)),
                    () -> assertThat(how.send(staffed.head())).isTrue());
        });
    }

    @Test
    @Keeps("CMP-5")
    void theProofKeepsTheWordsThatWereSent() {
        school.within(() -> {
            how.send(staffed.head());
            settings.set(staffed.head(), Concerns.FIRST.key(), "senior leader", "The leaders want to hear first");

            assertThat(how.words(school.school())).anyMatch(line -> line.contains("the senior leaders"));
            assertThat(how.sendings(staffed.head()).getFirst().words())
                    .noneMatch(line -> line.contains("the senior leaders"));
        });
    }

    @Test
    void onlyTheHeadAndTheOfficeSendIt() {
        school.within(
                () -> assertThatThrownBy(() -> how.send(staffed.coordinator())).isInstanceOf(Forbidden.class));
        assertThat(mvc.post().uri("/how-to-complain/letters").with(Cast.as(staffed.coordinator())))
                .hasStatus(403);
    }

    @Test
    @Keeps("CMP-5")
    void pupilsAndParentsReadIt() {
        assertThat(mvc.get().uri("/how-to-complain").with(Cast.as(staffed.priya())))
                .hasStatusOk()
                .bodyText()
                .contains("When something is not right here", "/concern?school=" + school.school(), "0800 1111");
        assertThat(mvc.get().uri("/how-to-complain").with(Cast.as(school.parent())))
                .hasStatusOk()
                .bodyText()
                .contains("the online safety co-ordinator", "the chair of governors", "four weeks")
                .doesNotContain("Send it to all parents");
        assertThat(mvc.get().uri("/how-to-complain").with(Cast.as(staffed.head())))
                .hasStatusOk()
                .bodyText()
                .contains("Send it to all parents", "It has not been sent from here yet.");
    }
}

package org.schoolgate.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.messages.OneTimeLink;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PageTest
class AddressesTest {
    private final Cast cast;
    private final People people;
    private final Roster roster;
    private final OneTimeLinks links;
    private final Messages messages;
    private final MockMvcTester mvc;

    AddressesTest(Cast cast, People people, Roster roster, OneTimeLinks links, Messages messages, MockMvcTester mvc) {
        this.cast = cast;
        this.people = people;
        this.roster = roster;
        this.links = links;
        this.messages = messages;
        this.mvc = mvc;
    }

    @Test
    void whoeverIsWrittenToElsewhereIsToldAtBothAddressesAndTheOldLinksDie() {
        var school = cast.greenfield();
        school.within(() -> {
            var dan = dan(school);
            var link = link(school, dan);
            assertThat(mvc.get().uri(link.path())).hasStatusOk();

            people.change(school.head(), at(school, dan, "dan@new.example"), Source.HAND);

            assertThat(mvc.get().uri(link.path())).hasStatus(404);
            assertThat(messages.outbox(school.school(), 10))
                    .extracting(Message::address)
                    .containsExactlyInAnyOrder("dan@old.example", "dan@new.example");
            assertThat(messages.outbox(school.school(), 10)).allSatisfy(letter -> {
                assertThat(letter.kind()).isEqualTo("roster.address-letter");
                assertThat(letter.parts().toString()).doesNotContain("@");
            });
        });
    }

    @Test
    void theSameAddressInOtherLettersChangesNothingForThem() {
        var school = cast.greenfield();
        school.within(() -> {
            var dan = dan(school);
            var link = link(school, dan);

            people.change(school.head(), at(school, dan, "Dan@Old.example"), Source.HAND);

            assertThat(mvc.get().uri(link.path())).hasStatusOk();
            assertThat(messages.outbox(school.school(), 10)).isEmpty();
        });
    }

    @Test
    void whoMayNotChangeGuardiansMayNotSayWhereTheyAreWrittenTo() {
        var school = cast.greenfield();
        school.within(() -> {
            var dan = dan(school);

            assertThatThrownBy(
                            () -> people.change(school.technician(), at(school, dan, "sam@new.example"), Source.HAND))
                    .isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> people.change(school.pupil(), at(school, dan, "tom@new.example"), Source.HAND))
                    .isInstanceOf(Forbidden.class);
            people.change(school.technician(), at(school, dan, "dan@records.example"), Source.FILE);
            assertThat(roster.person(school.school(), dan).orElseThrow().email())
                    .isEqualTo("dan@records.example");
            assertThat(messages.outbox(school.school(), 10)).hasSize(2);
        });
    }

    private PersonId dan(Greenfield school) {
        return people.join(
                school.head(),
                NewPerson.called("Mr", "Dan", "Ellis", "dan@old.example"),
                Role.PARENT,
                roster.today().minusDays(3));
    }

    private OneTimeLink link(Greenfield school, PersonId person) {
        return links.issue(school.head(), person, "messages.test", "round:1", "/somewhere", Duration.ofDays(3));
    }

    private Person at(Greenfield school, PersonId id, String email) {
        var before = roster.person(school.school(), id).orElseThrow();
        return new Person(id, before.name(), before.born(), email, before.phone());
    }
}

package org.schoolgate.filtering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.Holding;
import org.schoolgate.access.Holds;
import org.schoolgate.access.Scope;
import org.schoolgate.access.Scope.Pastime;
import org.schoolgate.gateway.feed.Withheld;
import org.schoolgate.gateways.PolicyCopies;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;

/** What a sanction takes from one child stands in the policy of that child and of nobody else. */
@PageTest
class WithheldPartTest {
    private final Greenfield school;
    private final Classroom kingfishers;
    private final Holds holds;
    private final PolicyCopies copies;
    private final Pseudonyms pseudonyms;

    WithheldPartTest(Cast cast, People people, Roster roster, Holds holds, PolicyCopies copies, Pseudonyms pseudonyms) {
        this.school = cast.greenfield();
        this.kingfishers = Tenants.within(school.school(), () -> Classroom.kingfishers(school, people, roster));
        this.holds = holds;
        this.copies = copies;
        this.pseudonyms = pseudonyms;
    }

    private List<Withheld> withheld(PersonId person) {
        return Tenants.within(
                school.school(),
                () -> Objects.requireNonNull(copies.current(school.school())
                                .copy()
                                .readers()
                                .get(pseudonyms.of(school.school(), person)))
                        .withheld());
    }

    private Holding.Placed take(PersonId person, Instant until, Scope scope) {
        return (Holding.Placed) Tenants.within(
                school.school(),
                () -> holds.place(
                        school.head(),
                        new Holds.Wish(person, HoldKind.SANCTION, null, until, "Case 2026-31", null, scope)));
    }

    @Test
    @Keeps("SAN-5")
    void whatIsTakenStandsWithTheChildAloneInTheirWordsWithItsEnd() {
        var priya = kingfishers.pupil(0).person();
        var tom = kingfishers.pupil(1).person();
        var end = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.MICROS);
        take(priya, end, new Scope.Sites("Blocks", Set.of("blocks.example")));
        take(priya, end.plusSeconds(60), new Scope.Sort(Pastime.SOCIAL));
        take(priya, end, new Scope.Devices("The laptops of Room 4"));

        assertThat(withheld(priya))
                .as("what the filter cannot keep is no part of it")
                .satisfiesExactly(
                        blocks -> {
                            assertThat(blocks.sites()).containsExactly("blocks.example");
                            assertThat(blocks.categories()).isEmpty();
                            assertThat(blocks.from()).isNull();
                            assertThat(blocks.until()).isEqualTo(end);
                            assertThat(blocks.sentence())
                                    .startsWith("Closed for you until ")
                                    .contains(": Blocks.", "comes back by itself")
                                    .doesNotContain("2026-31");
                        },
                        social -> {
                            assertThat(social.sites()).isEmpty();
                            assertThat(social.categories()).contains("social", "chat");
                        });
        assertThat(withheld(tom)).isEmpty();
    }

    @Test
    @Keeps("SAN-12")
    void whereThePermissionForPersonalUseIsWithdrawnPastimesAreClosedAndNothingElse() {
        var teacher = kingfishers.teacher().person();
        Tenants.within(
                school.school(),
                () -> holds.place(
                        school.head(),
                        new Holds.Wish(
                                teacher,
                                HoldKind.PERSONAL_USE,
                                null,
                                Instant.now().plusSeconds(3600),
                                "A film in a lesson",
                                null,
                                new Scope.Sort(Pastime.PRIVATE))));

        assertThat(withheld(teacher)).singleElement().satisfies(taken -> {
            assertThat(taken.sites()).isEmpty();
            assertThat(taken.categories()).contains("games", "audio-video", "social", "chat");
        });
    }

    @Test
    @Keeps("SAN-5")
    void whatIsLiftedIsTakenFromNobody() {
        var priya = kingfishers.pupil(0).person();
        var hold = take(priya, Instant.now().plusSeconds(3600), new Scope.Sort(Pastime.GAMES));
        assertThat(withheld(priya)).hasSize(1);

        Tenants.within(
                school.school(), () -> holds.lift(school.head(), hold.hold().id(), "It was somebody else"));

        assertThat(withheld(priya)).isEmpty();
    }
}

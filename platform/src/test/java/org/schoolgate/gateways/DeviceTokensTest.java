package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.PageTest;

@PageTest
class DeviceTokensTest {
    private final Cast cast;
    private final People people;
    private final Roster roster;
    private final ProxyTokens tokens;
    private final PolicyCopies copies;

    DeviceTokensTest(Cast cast, People people, Roster roster, ProxyTokens tokens, PolicyCopies copies) {
        this.cast = cast;
        this.people = people;
        this.roster = roster;
        this.tokens = tokens;
        this.copies = copies;
    }

    private Classroom kingfishers(Greenfield school) {
        return Tenants.within(school.school(), () -> Classroom.kingfishers(school, people, roster));
    }

    private ProxyTokens.Issue issue(Actor actor, PersonId person, String device) {
        return Tenants.within(actor.school(), () -> tokens.issue(actor, person, device));
    }

    @Test
    void aTeacherGivesThemToOwnPupilsOnly() {
        var school = cast.greenfield();
        var kingfishers = kingfishers(school);
        var priya = kingfishers.pupil(0).person();
        var herons = Tenants.within(
                school.school(),
                () -> Classroom.of(school, people, roster, "Herons", 3, "Reed", "Ada Brook", "Ben Marsh", "Cy Fen"));

        assertThat(issue(kingfishers.teacher(), priya, "Chromebook 12")).isInstanceOf(ProxyTokens.Issue.Done.class);
        assertThatThrownBy(() -> issue(herons.teacher(), priya, "Chromebook 12"))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> issue(kingfishers.pupil(1), priya, "Chromebook 12"))
                .isInstanceOf(Forbidden.class);
        assertThat(issue(school.technician(), priya, "Chromebook 13")).isInstanceOf(ProxyTokens.Issue.Done.class);
    }

    @Test
    void whoeverLeftGetsNone() {
        var school = cast.greenfield();
        var tom = kingfishers(school).pupil(1).person();
        school.within(() -> people.leave(
                new Actor.Schoolgate(school.school(), "The office"),
                tom,
                Role.PUPIL,
                roster.today().minusDays(1),
                LeavingReason.BY_HAND));

        assertThat(issue(school.technician(), tom, "Chromebook 12")).isInstanceOf(ProxyTokens.Issue.NotHere.class);
    }

    @Test
    void whoDoesNotGoOnlineAtTheSchoolGetsNone() {
        var school = cast.greenfield();
        var office = new Actor.Schoolgate(school.school(), "The office");
        var mother = Tenants.within(
                school.school(),
                () -> people.join(office, NewPerson.called("Meera", "Nair"), Role.PARENT, roster.today()));

        assertThat(issue(school.technician(), mother, "Chromebook 12")).isInstanceOf(ProxyTokens.Issue.NoReader.class);
        school.within(() -> people.giveRole(office, mother, Role.VOLUNTEER, roster.today()));
        assertThat(issue(school.technician(), mother, "Chromebook 12")).isInstanceOf(ProxyTokens.Issue.Done.class);
    }

    @Test
    void aDeviceHasAName() {
        var school = cast.greenfield();
        var tom = kingfishers(school).pupil(1).person();

        assertThat(issue(school.technician(), tom, " ")).isInstanceOf(ProxyTokens.Issue.NoDevice.class);
        assertThat(issue(school.technician(), tom, "x".repeat(61))).isInstanceOf(ProxyTokens.Issue.NoDevice.class);
    }

    @Test
    void issuingAndRevokingEachMakeANewPolicy() {
        var school = cast.greenfield();
        var tom = kingfishers(school).pupil(1).person();
        school.within(() -> {
            var before = copies.version(school.school()).number();
            var issued = (ProxyTokens.Issue.Done) tokens.issue(school.technician(), tom, "Chromebook 12");
            assertThat(copies.version(school.school()).number()).isEqualTo(before + 1);

            tokens.revoke(school.technician(), issued.id());
            tokens.revoke(school.technician(), issued.id());

            assertThat(copies.version(school.school()).number()).isEqualTo(before + 2);
            assertThat(tokens.of(school.technician(), List.of(tom)))
                    .singleElement()
                    .matches(token -> !token.isInForce());
        });
    }

    @Test
    void anotherSchoolsTokenIsNotThere() {
        var ours = cast.greenfield();
        var theirs = cast.greenfield();
        var issued = (ProxyTokens.Issue.Done)
                issue(ours.technician(), kingfishers(ours).pupil(1).person(), "Chromebook 12");

        assertThatThrownBy(() -> theirs.within(() -> tokens.revoke(theirs.technician(), issued.id())))
                .isInstanceOf(NotFound.class);
    }
}

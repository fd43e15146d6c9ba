package org.schoolgate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.signin.AccountEvent;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignInGate;
import org.schoolgate.signin.Way;
import org.schoolgate.signin.Where;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Holding somebody's internet, over HTTP, as each who may and each who would like to. */
@PageTest
class HoldPagesTest {
    private final Greenfield greenfield;
    private final Classroom kingfishers;
    private final MockMvc mvc;
    private final People people;
    private final Roster roster;
    private final HoldStore store;
    private final FilesDutyStore duties;
    private final HeldAtTheDoor door;
    private final Sessions sessions;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    HoldPagesTest(
            Cast cast,
            MockMvc mvc,
            People people,
            Roster roster,
            HoldStore store,
            FilesDutyStore duties,
            HeldAtTheDoor door,
            Sessions sessions,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.greenfield = cast.greenfield();
        this.kingfishers = Tenants.within(greenfield.school(), () -> Classroom.kingfishers(greenfield, people, roster));
        this.mvc = mvc;
        this.people = people;
        this.roster = roster;
        this.store = store;
        this.duties = duties;
        this.door = door;
        this.sessions = sessions;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    private Actor.Somebody tom() {
        return kingfishers.pupil(1);
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, Actor actor) throws Exception {
        return mvc.perform(request.with(Cast.as(actor))).andReturn().getResponse();
    }

    private MockHttpServletRequestBuilder hold(PersonId person, HoldKind kind, @Nullable LocalDate until) {
        return post("/holds")
                .param("person", person.toString())
                .param("kind", kind.name())
                .param("until", until == null ? "" : until.toString())
                .param("reason", "He sent unkind messages.");
    }

    private List<Hold> holdsOn(PersonId person) {
        return Tenants.within(
                greenfield.school(),
                () -> Objects.requireNonNull(transaction.execute(_ -> store.of(greenfield.school(), person))));
    }

    private Actor.Somebody head() {
        return Tenants.within(greenfield.school(), () -> {
            var office = new Actor.Schoolgate(greenfield.school(), "The office");
            var id = people.join(
                    office,
                    NewPerson.called("Mrs", "Karin", "Lindqvist", "head@greenfield.example"),
                    Role.HEAD,
                    AcademicYear.of(roster.today()).firstDay());
            return new Actor.Somebody(greenfield.school(), id, "Mrs Lindqvist", Set.of(Role.HEAD), null);
        });
    }

    @Test
    @Keeps({"ACC-11", "ACC-12", "SAN-15"})
    void theHeadSeesWhatAPupilWouldLoseThenHoldsAndLifts() throws Exception {
        var before = answer(get("/holds/new").param("person", tom().person().toString()), greenfield.head())
                .getContentAsString();
        assertThat(before).contains("What Tom would lose", "Work that they keep on web pages", "Mr Hale");

        var wrong = answer(hold(tom().person(), HoldKind.SANCTION, null), greenfield.head());
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString())
                .contains("<title>Error:", "Say when it ends. This never lasts until further notice.");

        var friday = roster.today().plusDays(3);
        var held = answer(
                hold(tom().person(), HoldKind.SANCTION, friday)
                        .param("helper", kingfishers.teacher().person().toString())
                        .param("due", roster.today().plusDays(1).toString()),
                greenfield.head());
        assertThat(held.getStatus()).isEqualTo(302);
        var hold = holdsOn(tom().person()).getFirst();
        assertThat(hold.until())
                .isEqualTo(friday.plusDays(1).atStartOfDay(AcademicYear.LONDON).toInstant());

        assertThat(answer(get("/holds"), greenfield.head()).getContentAsString())
                .contains("One person’s internet is held", "Tom Ellis", "Mrs Lindqvist decided it");
        assertThat(answer(get("/holds/" + hold.id()), kingfishers.teacher()).getContentAsString())
                .contains("Mr Hale does it by", "They have their work", "He sent unkind messages.")
                .as("a teacher does not lift the head's sanction")
                .doesNotContain("Lift the hold");
        assertThat(answer(post("/holds/" + hold.id() + "/lifting").param("reason", "x"), kingfishers.teacher())
                        .getStatus())
                .isEqualTo(403);
        answer(post("/holds/" + hold.id() + "/files"), kingfishers.teacher());
        FilesDuty duty = Tenants.within(
                greenfield.school(),
                () -> Objects.requireNonNull(transaction.execute(
                        _ -> duties.of(greenfield.school(), hold.id()).orElseThrow())));
        assertThat(duty.isDone()).isTrue();

        assertThat(answer(post("/holds/" + hold.id() + "/lifting").param("reason", " "), greenfield.head())
                        .getStatus())
                .isEqualTo(422);
        answer(post("/holds/" + hold.id() + "/lifting").param("reason", "He put it right."), greenfield.head());
        assertThat(answer(get("/holds"), greenfield.head()).getContentAsString())
                .contains("Nobody’s internet is held", "Lifted by Mrs Lindqvist", "He put it right.");
    }

    @Test
    void thePersonsOwnPageSaysWhyInTheirWordsAndNotTheReason() throws Exception {
        answer(hold(tom().person(), HoldKind.SANCTION, roster.today().plusDays(3)), greenfield.head());

        assertThat(answer(get("/"), tom()).getContentAsString())
                .contains("Your internet is off until", "Mrs Lindqvist decided it")
                .doesNotContain("unkind messages");
    }

    @Test
    @Keeps("ACC-11")
    void nobodyHoldsThemselvesNorTheHeadNorSomebodyWhomTheyDoNotTeach() throws Exception {
        var head = head();
        assertThat(answer(get("/holds/new").param("person", head.person().toString()), head)
                        .getContentAsString())
                .contains("Nobody holds their own access.")
                .doesNotContain("Hold it");
        assertThat(answer(hold(head.person(), HoldKind.SANCTION, roster.today().plusDays(1)), greenfield.lead())
                        .getStatus())
                .isEqualTo(403);
        assertThat(answer(hold(kingfishers.teacher().person(), HoldKind.PASSWORD_KNOWN, null), kingfishers.teacher())
                        .getStatus())
                .isEqualTo(403);
        assertThat(answer(get("/holds/new").param("person", tom().person().toString()), greenfield.teacher())
                        .getStatus())
                .as("another teacher's pupil is not there")
                .isEqualTo(404);
        assertThat(answer(hold(tom().person(), HoldKind.PASSWORD_KNOWN, null), greenfield.teacher())
                        .getStatus())
                .isEqualTo(403);
        assertThat(answer(hold(tom().person(), HoldKind.PASSWORD_KNOWN, null), kingfishers.pupil(0))
                        .getStatus())
                .isEqualTo(403);
        assertThat(holdsOn(tom().person())).isEmpty();
        assertThat(answer(hold(head.person(), HoldKind.SECURITY_RISK, null), greenfield.technician())
                        .getStatus())
                .as("an account that is in danger judges nobody")
                .isEqualTo(302);
    }

    @Test
    @Keeps({"SAN-12", "ACC-11"})
    void thePermissionForPersonalUseIsTheHeadsToWithdrawAtAnyTimeAndWorkStaysOpen() throws Exception {
        var head = head();
        var colleague = kingfishers.teacher().person();
        var end = roster.today().plusDays(30);
        assertThat(answer(get("/holds/new").param("person", colleague.toString()), head)
                        .getContentAsString())
                .contains("The permission for personal use is withdrawn");
        assertThat(answer(get("/holds/new").param("person", tom().person().toString()), head)
                        .getContentAsString())
                .as("a child was never given it")
                .doesNotContain("The permission for personal use is withdrawn");
        assertThat(answer(hold(colleague, HoldKind.PERSONAL_USE, null), head).getStatus())
                .as("it has an end")
                .isEqualTo(422);
        for (var other : List.of(greenfield.lead(), greenfield.technician(), kingfishers.teacher())) {
            assertThat(answer(hold(colleague, HoldKind.PERSONAL_USE, end), other)
                            .getStatus())
                    .isEqualTo(403);
        }
        assertThat(answer(hold(colleague, HoldKind.PERSONAL_USE, end), head).getStatus())
                .isEqualTo(302);
        assertThat(holdsOn(colleague)).singleElement().satisfies(hold -> {
            assertThat(hold.scope()).isEqualTo(new Scope.Sort(Scope.Pastime.PRIVATE));
            assertThat(hold.closes(Service.INTERNET, hold.from()))
                    .as("the internet stays open")
                    .isFalse();
        });
        assertThat(answer(get("/holds"), greenfield.lead()).getContentAsString())
                .as("what a colleague did is the head's alone")
                .doesNotContain("personal use");
    }

    @Test
    void whatIsLookedIntoIsNotForEverybodyToRead() throws Exception {
        answer(hold(tom().person(), HoldKind.INVESTIGATION, null), greenfield.lead());
        var id = holdsOn(tom().person()).getFirst().id();

        for (var reader : List.of(kingfishers.teacher(), greenfield.technician(), greenfield.coordinator())) {
            assertThat(answer(get("/holds"), reader).getContentAsString()).doesNotContain("Tom Ellis");
            assertThat(answer(get("/holds/" + id), reader).getStatus()).isEqualTo(404);
        }
        assertThat(answer(get("/holds/" + id), greenfield.head()).getContentAsString())
                .contains("He sent unkind messages.");
        answer(
                hold(
                        kingfishers.teacher().person(),
                        HoldKind.SANCTION,
                        roster.today().plusDays(1)),
                greenfield.head());
        assertThat(answer(get("/holds"), greenfield.coordinator()).getContentAsString())
                .as("what an adult did is the head's alone")
                .doesNotContain("Mr Hale");
    }

    @Test
    @Keeps("ACC-11")
    void aNewPasswordFromAnAdultLiftsWhatStoodBecauseTheOldOneWasKnown() throws Exception {
        answer(hold(tom().person(), HoldKind.PASSWORD_KNOWN, null), kingfishers.teacher());
        answer(hold(tom().person(), HoldKind.SANCTION, roster.today().plusDays(2)), greenfield.head());

        happens(AccountEvent.of(tom(), AccountEvent.What.PASSWORD_CHOSEN, tom().person()));
        assertThat(holdsOn(tom().person()))
                .as("whoever knows the old one could choose the next")
                .allMatch(hold -> hold.isAhead(Instant.now()));

        happens(AccountEvent.of(kingfishers.teacher(), AccountEvent.What.PASSWORD_RESET, tom().person()));
        assertThat(holdsOn(tom().person()))
                .filteredOn(hold -> hold.isAhead(Instant.now()))
                .extracting(Hold::kind)
                .containsExactly(HoldKind.SANCTION);
    }

    @Test
    void anAdultsOwnNewPasswordLiftsIt() throws Exception {
        var hale = kingfishers.teacher();
        answer(hold(hale.person(), HoldKind.PASSWORD_KNOWN, null), greenfield.technician());

        happens(AccountEvent.of(hale, AccountEvent.What.PASSWORD_CHOSEN, hale.person()));

        assertThat(holdsOn(hale.person()))
                .singleElement()
                .satisfies(
                        hold -> assertThat(Objects.requireNonNull(hold.lifted()).reason())
                                .isEqualTo("A new password"));
    }

    @Test
    @Keeps("ACC-11")
    void aDangerousAccountIsSignedOutAndStoppedAtTheDoorWithItsWayToTell() throws Exception {
        var tom = tom();
        var session = Tenants.within(
                greenfield.school(),
                () -> sessions.begin(tom, Way.PASSWORD, new Where("10.1.4.20", "tablet-3", "Chrome"), null));
        answer(hold(tom.person(), HoldKind.SECURITY_RISK, null), greenfield.technician());

        assertThat(sessions.known(session.secret())).isInstanceOf(Sessions.Known.Nobody.class);
        var stop = Tenants.within(greenfield.school(), () -> door.stop(tom));
        assertThat(stop).map(SignInGate.Stop::page).hasValue("/held");
        assertThat(stop.orElseThrow().patterns()).contains("/tell", "/tell/**");
        assertThat(answer(get("/held"), tom).getContentAsString()).contains("Your account needs a safety check first.");
        assertThat(answer(get("/held"), kingfishers.pupil(0)).getRedirectedUrl())
                .isEqualTo("/");
        assertThat(Tenants.within(greenfield.school(), () -> door.stop(kingfishers.pupil(0))))
                .isEmpty();
    }

    @Test
    void whoMayDecideSanctionsIsTheSchoolsToSay() {
        assertThat(AccessSettings.SANCTIONS_DECIDED_BY.accepts("none"))
                .as("somebody has to")
                .isFalse();
        assertThat(AccessSettings.SANCTIONS_DECIDED_BY.accepts("pupil")).isFalse();
        assertThat(AccessSettings.SANCTIONS_DECIDED_BY.accepts("head")).isTrue();
    }

    @Test
    void theListFindsPeopleByNameButNotThoseOfOthers() throws Exception {
        assertThat(answer(get("/holds").param("q", "ell"), kingfishers.teacher())
                        .getContentAsString())
                .contains("Tom Ellis");
        assertThat(answer(get("/holds").param("q", "ell"), greenfield.teacher()).getContentAsString())
                .doesNotContain("Tom Ellis")
                .contains("You find nobody");
    }

    private void happens(AccountEvent event) {
        greenfield.within(() -> transaction.executeWithoutResult(_ -> events.publishEvent(event)));
    }
}

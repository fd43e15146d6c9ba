package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.kernel.Actor;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;

/** What follows from a case: who does what until when, what is learnt, and which policy is looked at again. */
@PageTest
class FollowUpsTest {
    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final CaseDesk desk;
    private final FollowUps followUps;
    private final FollowUpClock clock;
    private final Messages messages;
    private final Roster roster;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    FollowUpsTest(
            Cast cast,
            MockMvc mvc,
            Cases cases,
            CaseRegister register,
            FollowUps followUps,
            FollowUpClock clock,
            Messages messages,
            People people,
            Roster roster,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.desk = new CaseDesk(cases, register);
        this.followUps = followUps;
        this.clock = clock;
        this.messages = messages;
        this.roster = roster;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, Actor.Somebody by) throws Exception {
        return mvc.perform(request.with(Cast.as(by))).andReturn().getResponse();
    }

    private String page(String address, Actor.Somebody by) throws Exception {
        return ask(get(address), by).getContentAsString();
    }

    private CaseId sealed() {
        return Tenants.within(staffed.school().school(), () -> {
            var id = desk.image(staffed.lead());
            cases.addPerson(staffed.lead(), id, staffed.tom().person(), Part.OTHER);
            return id;
        });
    }

    private MockHttpServletRequestBuilder action(CaseId id, Actor.Somebody owner, int days) {
        return post("/cases/" + id + "/actions")
                .param("what", "Talk with the class about phones")
                .param("owner", owner.person().toString())
                .param("due", roster.today().plusDays(days).toString());
    }

    private ActionId given(CaseId id, Actor.Somebody owner, int days) throws Exception {
        assertThat(ask(action(id, owner, days), staffed.lead()).getStatus()).isEqualTo(302);
        return Tenants.within(
                staffed.school().school(), () -> followUps.mine(owner).getLast().id());
    }

    private List<String> letters(String to) {
        return Tenants.within(
                staffed.school().school(),
                () -> messages.outboxTo(staffed.school().school(), to, 20).stream()
                        .map(message -> message.subject())
                        .filter(subject -> subject.contains("do at") || subject.contains("somebody at"))
                        .toList());
    }

    @Test
    @Keeps("INC-26")
    void anActionHasAnOwnerAndADayAndStandsInTheCaseUntilItIsDone() throws Exception {
        var id = sealed();
        var action = given(id, staffed.teacher(), 7);

        assertThat(page("/cases/" + id, staffed.lead()))
                .contains(
                        "Talk with the class about phones",
                        staffed.teacher().name().replaceFirst("^\\S+ ", ""),
                        "To be done");
        assertThat(letters("hale")).containsExactly("There is something for you to do at Greenfield Primary");
        assertThat(ask(
                                post("/actions/" + action)
                                        .param("became", "done")
                                        .param("words", "In circle time"),
                                staffed.teacher())
                        .getStatus())
                .isEqualTo(302);

        assertThat(page("/cases/" + id, staffed.lead())).contains("In circle time", "Something was done");
        assertThat(page("/actions", staffed.teacher())).contains("You are to do nothing just now.");
    }

    @Test
    void whoseAnActionIsReadsItsSentenceAndNothingElseOfTheCase() throws Exception {
        var id = sealed();
        given(id, staffed.teacher(), 7);

        assertThat(page("/actions", staffed.teacher()))
                .contains("Talk with the class about phones")
                .doesNotContain(id.toString(), "Tom Ellis", "oncerning");
        assertThat(ask(get("/cases/" + id), staffed.teacher()).getStatus()).isEqualTo(404);
    }

    @Test
    void nobodyElseEndsItUnlessTheyReadTheCase() throws Exception {
        var id = sealed();
        var action = given(id, staffed.teacher(), 7);

        for (var other : List.of(staffed.technician(), staffed.coordinator(), staffed.chair())) {
            assertThat(ask(post("/actions/" + action).param("became", "done"), other)
                            .getStatus())
                    .as(other.name())
                    .isEqualTo(404);
            assertThat(ask(action(id, other, 3), other).getStatus()).isEqualTo(404);
        }
        assertThat(ask(post("/actions/" + action), staffed.deputy()).getContentAsString())
                .as("why it is not needed is to be said")
                .contains("Write why it is not needed any more.");
        assertThat(ask(
                                post("/actions/" + action)
                                        .param("words", "It was done last week")
                                        .param("back", "/cases/" + id),
                                staffed.deputy())
                        .getRedirectedUrl())
                .isEqualTo("/cases/" + id);
    }

    @Test
    void whoIsAskedToDoNothingIsWhomTheCaseIsAbout() throws Exception {
        var id = Tenants.within(staffed.school().school(), () -> {
            var opened = desk.open(staffed.head(), "over-access");
            cases.addPerson(staffed.head(), opened, staffed.technician().person(), Part.INSTIGATOR);
            return opened;
        });

        assertThat(ask(action(id, staffed.technician(), 3), staffed.head()).getContentAsString())
                .contains("Choose who does it.");
    }

    @Test
    void whatIsMissingIsSaidAndWhatWasTypedStays() throws Exception {
        var answer = ask(
                post("/cases/" + sealed() + "/actions")
                        .param("what", "Talk with the class")
                        .param("due", "2020-01-01"),
                staffed.lead());

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString())
                .contains("<a href=\"#owner\">", "<a href=\"#due\">", "value=\"Talk with the class\"");
    }

    private void remind() {
        staffed.school().within(() -> clock.run(staffed.school().school()));
    }

    @Test
    @Keeps("INC-26")
    void whoIsLateIsRemindedOnceInThreeDaysAndTheSecondTimeWhoGaveItToo() throws Exception {
        var id = sealed();
        var action = given(id, staffed.teacher(), 1);
        remind();
        assertThat(letters("hale")).hasSize(1);

        TestClock.at(Instant.now().plus(Duration.ofDays(2)), () -> {
            remind();
            remind();
        });
        assertThat(letters("hale")).hasSize(2).contains("Something that you were to do at Greenfield Primary is late");
        assertThat(letters("okafor")).isEmpty();

        TestClock.at(Instant.now().plus(Duration.ofDays(6)), () -> {
            remind();
        });
        assertThat(letters("hale")).hasSize(3);
        assertThat(letters("okafor"))
                .containsExactly("Something that you gave to somebody at Greenfield Primary is late");

        ask(post("/actions/" + action).param("became", "done"), staffed.teacher());
        TestClock.at(Instant.now().plus(Duration.ofDays(12)), () -> {
            remind();
        });
        assertThat(letters("hale")).hasSize(3);
    }

    @Test
    @Keeps("INC-26")
    void whoeverClosesACaseSendsThePolicyToTheHeadWhoTicksItOff() throws Exception {
        var id = Tenants.within(staffed.school().school(), () -> desk.open(staffed.coordinator(), "bullying"));
        assertThat(page("/policy-reviews", staffed.head())).contains("No policy waits.");

        assertThat(ask(post("/cases/" + id + "/reviews"), staffed.coordinator()).getContentAsString())
                .contains("<a href=\"#review\">");
        ask(
                post("/cases/" + id + "/reviews").param("review", "The phone rule says nothing of watches"),
                staffed.coordinator());

        assertThat(page("/policy-reviews", staffed.head())).contains("The phone rule says nothing of watches");
        for (var other : List.of(staffed.coordinator(), staffed.teacher())) {
            assertThat(ask(get("/policy-reviews"), other).getStatus()).isEqualTo(403);
        }
        assertThat(page("/policy-reviews", staffed.chair()))
                .as("the case is not the chair's")
                .doesNotContain("watches");
        var review = Tenants.within(
                staffed.school().school(),
                () -> followUps.reviews(staffed.head()).getFirst().review().id());
        assertThat(ask(post("/policy-reviews/" + review).param("words", "x"), staffed.chair())
                        .getStatus())
                .isEqualTo(404);
        assertThat(ask(post("/policy-reviews/" + review), staffed.head()).getContentAsString())
                .contains("Write what was changed, or why it stays as it is.");
        ask(post("/policy-reviews/" + review).param("words", "Watches are in it now"), staffed.head());

        assertThat(page("/policy-reviews", staffed.head())).contains("Watches are in it now", "Looked at");
        assertThat(page("/cases/" + id, staffed.coordinator())).contains("Watches are in it now");
    }

    @Test
    @Keeps("INC-26")
    void atClosingWhatIsLearntIsAskedAndAYesReachesTheHead() throws Exception {
        var id = Tenants.within(staffed.school().school(), () -> {
            var opened = desk.open(staffed.coordinator(), "social-derogatory");
            desk.goOn(
                    staffed.coordinator(),
                    opened,
                    "screenshot",
                    Map.of(
                            "site", "A chat",
                            "account", "somebody",
                            "captured-at", "2026-11-19T09:00:00Z",
                            "no-indecent-image", "yes"));
            desk.goOn(staffed.coordinator(), opened, "head", CaseDesk.TOLD);
            desk.goOn(staffed.head(), opened, "what", CaseDesk.answer("opinion", "It names nobody"));
            cases.leaveOut(staffed.head(), opened, 1, "answer", "It is best let be");
            desk.goOn(
                    staffed.head(),
                    opened,
                    "close",
                    Map.of("outcome", "It was let be", "lessons", "Our page says too little", "policy-review", "yes"));
            return opened;
        });

        assertThat(page("/policy-reviews", staffed.head())).contains("Our page says too little");
        assertThat(page("/cases/" + id, staffed.coordinator())).contains("Our page says too little", "It was let be");
        assertThat(ask(action(id, staffed.teacher(), 3), staffed.coordinator()).getStatus())
                .as("also after it is closed")
                .isEqualTo(302);
    }

    @Test
    void nothingIsChangedAfterwards() throws Exception {
        var id = sealed();
        given(id, staffed.teacher(), 2);
        ask(post("/cases/" + id + "/reviews").param("review", "The phone rule"), staffed.lead());
        for (var change : List.of(
                "update case_action set what = 'x'",
                "delete from case_action",
                "update case_review set words = 'x'",
                "delete from case_review")) {
            assertThatThrownBy(() -> staffed.school()
                            .within(() -> transaction.executeWithoutResult(
                                    _ -> jdbc.sql(change).update())))
                    .isInstanceOf(DataAccessException.class);
        }
    }
}

package org.schoolgate.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.filtering.SiteAsking;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@PageTest
class PermissionPagesTest {
    private static final String SITE = "windrush-voices.example";

    private final Greenfield greenfield;
    private final Classroom kingfishers;
    private final Actor.Somebody farrow;
    private final AuditTrail audit;
    private final MockMvc mvc;
    private final SiteAsking asking;
    private final Permissions permissions;
    private final Messages messages;
    private final Settings settings;
    private final SchoolJob clockwork;
    private final Clock clock;

    PermissionPagesTest(
            Cast cast,
            AuditTrail audit,
            MockMvc mvc,
            SiteAsking asking,
            Permissions permissions,
            Messages messages,
            Settings settings,
            List<SchoolJob> jobs,
            People people,
            Roster roster,
            Clock clock) {
        this.greenfield = cast.greenfield();
        this.kingfishers = Tenants.within(greenfield.school(), () -> Classroom.kingfishers(greenfield, people, roster));
        var office = new Actor.Schoolgate(greenfield.school(), "The office");
        var coordinator = Tenants.within(
                greenfield.school(),
                () -> people.join(
                        office,
                        NewPerson.called("Miss", "June", "Farrow", "farrow@greenfield.example"),
                        Role.ONLINE_SAFETY_COORDINATOR,
                        roster.today()));
        this.farrow = new Actor.Somebody(
                greenfield.school(), coordinator, "Miss Farrow", Set.of(Role.ONLINE_SAFETY_COORDINATOR), null);
        this.audit = audit;
        this.mvc = mvc;
        this.asking = asking;
        this.permissions = permissions;
        this.messages = messages;
        this.settings = settings;
        this.clockwork = jobs.stream()
                .filter(job -> job.name().equals("permissions.clock"))
                .findFirst()
                .orElseThrow();
        this.clock = clock;
    }

    @Test
    @Keeps("FIL-6")
    void theProvidersNumberAndAnswerAreKeptBesideOurs() throws Exception {
        var open = granted(Duration.ofDays(12));
        var at = "/requests/" + open.id();
        assertThat(page(get(at), greenfield.technician())).contains("Write down the provider’s ticket");
        var silent = answer(post(at + "/ticket").param("ticket", " "), greenfield.technician());
        assertThat(silent.getStatus()).isEqualTo(422);
        assertThat(silent.getContentAsString())
                .contains("<title>Error:", "<a href=\"#ticket\">Write the provider’s number.", "id=\"ticket-error\"");
        assertThat(answer(post(at + "/ticket").param("ticket", "HD-1"), kingfishers.teacher())
                        .getStatus())
                .isEqualTo(403);

        answer(post(at + "/ticket").param("ticket", "HD-44718"), greenfield.technician());
        answer(
                post(at + "/ticket").param("ticket", "HD-44718").param("answer", "done on our side"),
                greenfield.technician());
        assertThat(page(get(at), kingfishers.teacher())).contains("Request R-0001", "HD-44718: “done on our side”");
        assertThat(new String(csv(greenfield.head()).getContentAsByteArray(), StandardCharsets.UTF_8))
                .contains("\"R-0001\"", "\"HD-44718\",\"done on our side\"");
    }

    @Test
    @Keeps("APR-3")
    void decidersAndTheAskerGetALetterThatSaysOnlyThatThereIsSomething() {
        var open = granted(Duration.ofDays(12));
        assertThat(letters("farrow@greenfield.example"))
                .extracting(Message::kind)
                .containsExactly("permissions.letter.asked");
        assertThat(letters("hale@greenfield.example"))
                .extracting(Message::kind)
                .containsExactly("permissions.letter.decided");
        var until = open.grant().orElseThrow().until();
        TestClock.at(until.minus(Duration.ofDays(1)), () -> clockwork(greenfield));
        TestClock.at(until, () -> clockwork(greenfield));
        assertThat(letters("hale@greenfield.example"))
                .extracting(Message::kind)
                .containsExactlyInAnyOrder(
                        "permissions.letter.decided", "permissions.letter.ending", "permissions.letter.ended");
        assertThat(Tenants.within(greenfield.school(), () -> messages.outbox(greenfield.school(), 20)))
                .allSatisfy(letter -> assertThat(letter.subject() + letter.parts())
                        .doesNotContain(SITE, "Windrush", "Hale", "Kingfishers"));
    }

    @Test
    void whatAPupilAsksFillsNobodysMailboxAndNoPupilAsksWithoutEnd() throws Exception {
        var priya = kingfishers.pupil(0);
        for (int i = 0; i < 5; i++) {
            assertThat(answer(
                                    post("/ask")
                                            .param("site", "site" + i + ".example")
                                            .param("reason", "my project"),
                                    priya)
                            .getStatus())
                    .isEqualTo(302);
        }
        var sixth = answer(post("/ask").param("site", "six.example").param("reason", "my project"), priya);
        assertThat(sixth.getStatus()).isEqualTo(422);
        assertThat(sixth.getContentAsString()).contains("You have 5 requests waiting for an answer.");
        assertThat(Tenants.within(greenfield.school(), () -> messages.outbox(greenfield.school(), 20)))
                .isEmpty();
    }

    @Test
    @Keeps({"FIL-24", "APR-5"})
    void everyUnblockStandsWithItsReviewDayAndAStaleOneIsClosedAndShown() throws Exception {
        var open = granted(Duration.ofDays(12));
        var list = page(get("/requests/open"), greenfield.coordinator());
        assertThat(list).contains("One thing is open for a while", "Look again by", "Still needed");
        assertThat(page(get("/requests/open").param("show", "ending"), greenfield.coordinator()))
                .contains("Nothing to see here");
        var soon = open.grant().orElseThrow().until().minus(Duration.ofHours(20));
        assertThat(TestClock.at(
                        soon, () -> page(get("/requests/open").param("show", "ending"), greenfield.coordinator())))
                .contains("Open " + SITE + " for Kingfishers", "Ends soon");

        Tenants.within(
                greenfield.school(),
                () -> settings.set(greenfield.head(), "permissions.review-days", "3", "we look more often"));
        TestClock.at(clock.instant().plus(Duration.ofDays(4)), () -> {
            assertThat(page(get("/requests/open").param("show", "due"), greenfield.coordinator()))
                    .contains(open.id().toString(), "Look again");
            return open;
        });
        TestClock.at(clock.instant().plus(Duration.ofDays(7)), () -> clockwork(greenfield));
        assertThat(page(get("/requests/open"), greenfield.technician()))
                .contains("Nothing is open for a while", "One was closed because nobody said")
                .doesNotContain("/log.csv");
        assertThat(page(get("/requests/open"), greenfield.coordinator())).contains("/log.csv");
    }

    @Test
    @Keeps({"APR-8", "RPT-6"})
    void theLogTellsRequestDecisionAndEndAndHoldsNoFormula() throws Exception {
        ask(Duration.ofDays(5), "=cmd|' /C calc'!A0");
        var open = granted(Duration.ofDays(12));
        Tenants.within(
                greenfield.school(), () -> permissions.revoke(greenfield.coordinator(), open.id(), "lesson is over"));
        var file = csv(greenfield.head());
        assertThat(file.getHeader("Content-Disposition")).contains("attachment", "permissions-");
        assertThat(new String(file.getContentAsByteArray(), StandardCharsets.UTF_8))
                .contains(
                        "\"'=cmd|' /C calc'!A0\"",
                        "\"waits\"",
                        "\"closed early\"",
                        "\"Miss Farrow\"",
                        "\"suits the topic\"",
                        "\"lesson is over\"");
        assertThat(Tenants.within(
                        greenfield.school(), () -> audit.newest(greenfield.head(), "list.taken", Long.MAX_VALUE, 5)))
                .singleElement()
                .satisfies(taken -> assertThat(taken.facts().orElseThrow())
                        .containsEntry("list", "permissions")
                        .containsEntry("rows", "2")
                        .containsKeys("from", "until"));
        assertThat(csv(kingfishers.teacher()).getStatus()).isEqualTo(403);
        assertThat(csv(greenfield.technician()).getStatus()).isEqualTo(403);
    }

    private void clockwork(Greenfield school) {
        Tenants.within(school.school(), () -> clockwork.run(school.school()));
    }

    private List<Message> letters(String address) {
        return Tenants.within(greenfield.school(), () -> messages.outbox(greenfield.school(), 20)).stream()
                .filter(letter -> letter.address().equals(address))
                .toList();
    }

    private Permission ask(Duration length, String reason) {
        Instant until = clock.instant().plus(length);
        return Tenants.within(
                greenfield.school(),
                () -> ((Asking.Asked) asking.forReaders(
                                kingfishers.teacher(),
                                new SiteAsking.Wish(
                                        List.of(SITE), kingfishers.id().toString(), until, reason, true, "")))
                        .permission());
    }

    private Permission granted(Duration length) {
        var asked = ask(length, "the Windrush years");
        return Tenants.within(
                greenfield.school(),
                () -> ((Decision.Granted) permissions.grant(
                                farrow,
                                asked.id(),
                                new Giving(List.of(SITE), asked.request().until(), "suits the topic", null)))
                        .permission());
    }

    private MockHttpServletResponse csv(Actor actor) throws Exception {
        return answer(get("/requests/log.csv"), actor);
    }

    private String page(MockHttpServletRequestBuilder request, Actor actor) throws Exception {
        return answer(request, actor).getContentAsString();
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, Actor actor) throws Exception {
        return mvc.perform(request.with(Cast.as(actor))).andReturn().getResponse();
    }
}

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
import org.schoolgate.cases.procedure.Agency;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.messages.Messages;
import org.schoolgate.messages.OutsideRequest;
import org.schoolgate.messages.OutsideRequest.Kind;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.test.web.servlet.MockMvc;

/** What a case asks of people outside is sent, awaited, chased and answered, and a case does not close before that. */
@PageTest
class OutsideRequestsTest {
    private static final Map<String, String> CLOSED = Map.of("outcome", "It is put right", "policy-review", "no");

    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final CaseRegister register;
    private final CaseRequests requests;
    private final ContactCards cards;
    private final Messages messages;
    private final List<SchoolJob> jobs;

    OutsideRequestsTest(
            Cast cast,
            MockMvc mvc,
            Cases cases,
            CaseRegister register,
            CaseRequests requests,
            ContactCards cards,
            Messages messages,
            List<SchoolJob> jobs,
            People people,
            Roster roster) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.register = register;
        this.requests = requests;
        this.cards = cards;
        this.messages = messages;
        this.jobs = jobs;
    }

    private CaseId open(Actor.Somebody by, String kind) {
        return ((Opening.Opened) cases.open(by, kind, null)).file().id();
    }

    private void goOn(Actor.Somebody by, CaseId id, String step, Map<String, String> said) {
        assertThat(cases.answer(by, id, 1, step, said, null)).as(step).isInstanceOf(Saying.WentOn.class);
    }

    /** Something was posted, as far as the wish to have it taken down. */
    private CaseId posted(String awaited) {
        var id = open(staffed.coordinator(), "social-harassment");
        goOn(staffed.coordinator(), id, "no-reply", Map.of());
        goOn(
                staffed.coordinator(),
                id,
                "screenshot",
                Map.of(
                        "site",
                        "A site",
                        "account",
                        "somebody",
                        "captured-at",
                        "2026-11-19T10:00:00Z",
                        "no-indecent-image",
                        "yes"));
        goOn(staffed.coordinator(), id, "head", Map.of("at", "2026-11-19T10:00:00Z", "how", "in person"));
        goOn(
                staffed.coordinator(),
                id,
                "removal",
                Map.of(
                        "at",
                        "2026-11-19T10:00:00Z",
                        "sent",
                        "Please take down what stands there of a child",
                        "reference",
                        "T-81",
                        "awaited",
                        awaited));
        return id;
    }

    private OutsideRequest only(CaseId id) {
        return ((Shown.Whole) register.read(staffed.coordinator(), id))
                .requests()
                .getFirst();
    }

    @Test
    @Keeps("SGD-4")
    void aReferralIsKeptWithWhoWhenAndReferenceAndOnlyReadersOfTheCaseSeeIt() {
        staffed.school().within(() -> {
            var id = posted("yes");

            assertThat(only(id))
                    .returns("HOSTING_SITE", OutsideRequest::agency)
                    .returns("T-81", OutsideRequest::latestReference)
                    .returns(staffed.coordinator().person(), OutsideRequest::by)
                    .returns(Instant.parse("2026-11-19T10:00:00Z"), OutsideRequest::sentAt)
                    .returns(true, OutsideRequest::isAwaited);
            assertThat(requests.awaited(staffed.lead())).hasSize(1);
            assertThat(requests.awaited(staffed.teacher())).isEmpty();
            assertThat(requests.awaited(staffed.technician())).isEmpty();
            assertThatThrownBy(() -> requests.say(staffed.teacher(), id, only(id).id(), Kind.ANSWERED, "It is down"))
                    .isInstanceOf(NotFound.class);
            assertThat(only(posted("no")).isAwaited()).isFalse();
        });
    }

    @Test
    @Keeps("SGD-4")
    void aCaseDoesNotCloseWhileAnAnswerIsAwaitedUnlessSomebodySaysWhyNot() {
        staffed.school().within(() -> {
            var id = posted("yes");
            var closing = cases.answer(staffed.head(), id, 1, "close", CLOSED, null);
            assertThat(closing).isNotInstanceOf(Saying.WentOn.class);
            assertThat(requests.say(staffed.coordinator(), id, only(id).id(), Kind.NOT_AWAITED, " ")
                            .any())
                    .isTrue();
            assertThat(requests.say(staffed.coordinator(), id, only(id).id(), Kind.NOT_AWAITED, "The account is gone")
                            .any())
                    .isFalse();
            assertThat(only(id).isAwaited()).isFalse();
            assertThat(only(id).words())
                    .singleElement()
                    .returns("The account is gone", OutsideRequest.Word::words)
                    .returns("Miss Farrow", OutsideRequest.Word::byName);
        });
    }

    @Test
    void theGateSaysWhatIsAwaitedAndOpensWhenItIsAnswered() {
        staffed.school().within(() -> {
            var id = posted("yes");
            assertThat(requests.awaited(register.cover(staffed.coordinator(), id)))
                    .isNotNull();
            requests.say(staffed.coordinator(), id, only(id).id(), Kind.CHASED, "Wrote once more");
            assertThat(requests.awaited(register.cover(staffed.coordinator(), id)))
                    .isNotNull();
            requests.say(staffed.coordinator(), id, only(id).id(), Kind.REFERENCE, "T-82");
            requests.say(staffed.coordinator(), id, only(id).id(), Kind.ANSWERED, "It is down");
            assertThat(requests.awaited(register.cover(staffed.coordinator(), id)))
                    .isNull();
            assertThat(only(id).latestReference()).isEqualTo("T-82");
        });
    }

    @Test
    @Keeps("SGD-6")
    void aStepThatAsksForTheReplyAnswersTheReferralBeforeIt() {
        staffed.school().within(() -> {
            var id = open(staffed.lead(), "prevent");
            goOn(
                    staffed.lead(),
                    id,
                    "sign",
                    Map.of("noticed-at", "2026-11-19T09:00:00Z", "sign", "He said it", "thought", "He meant it"));
            goOn(staffed.lead(), id, "lead", Map.of("at", "2026-11-19T09:30:00Z", "how", "in person"));
            goOn(staffed.lead(), id, "weigh", Map.of("answer", "channel"));
            goOn(
                    staffed.lead(),
                    id,
                    "channel",
                    Map.of("at", "2026-11-19T10:00:00Z", "sent", "What was noticed", "awaited", "yes"));
            var file = register.cover(staffed.lead(), id);
            assertThat(requests.of(file).getLast())
                    .returns("CHANNEL", OutsideRequest::agency)
                    .returns(true, OutsideRequest::isAwaited);
            goOn(
                    staffed.lead(),
                    id,
                    "reply",
                    Map.of("replied", "2026-11-19T12:00:00Z", "reply", "They come on Monday"));
            assertThat(requests.of(file).getLast().isAwaited()).isFalse();
            assertThat(requests.of(file).getLast().words())
                    .singleElement()
                    .returns("They come on Monday", OutsideRequest.Word::words);
        });
    }

    @Test
    void whoeverAskedIsRemindedWhenTheAnswerIsLateAndNotMoreThanEveryThirdDay() {
        var clock = jobs.stream()
                .filter(job -> job.name().equals("messages.outside-requests"))
                .findFirst()
                .orElseThrow();
        var school = staffed.school().school();
        Tenants.within(school, () -> posted("yes"));
        var due = CaseRequests.answerBy(Agency.HOSTING_SITE, Instant.parse("2026-11-19T10:00:00Z"));
        TestClock.at(due.minusSeconds(1), () -> Tenants.within(school, () -> clock.run(school)));
        assertThat(reminders()).isZero();
        for (int hour = 0; hour < 80; hour += 8) {
            TestClock.at(due.plus(Duration.ofHours(hour)), () -> Tenants.within(school, () -> clock.run(school)));
        }
        assertThat(reminders()).isEqualTo(2);
    }

    private long reminders() {
        var school = staffed.school().school();
        return Tenants.within(school, () -> messages.outbox(school, 200)).stream()
                .filter(letter -> letter.kind().equals("messages.outside"))
                .filter(letter -> staffed.coordinator().person().equals(letter.person()))
                .count();
    }

    @Test
    void anAnswerIsLateAtFiveOnAWorkingDay() {
        // Thursday 19 November 2026; the second of two working days after it is Monday
        assertThat(CaseRequests.answerBy(Agency.HOSTING_SITE, Instant.parse("2026-11-19T10:00:00Z")))
                .isEqualTo("2026-11-23T17:00:00Z");
        assertThat(CaseRequests.answerBy(Agency.MASH, Instant.parse("2026-11-20T23:30:00Z")))
                .isEqualTo("2026-11-23T17:00:00Z");
        assertThat(CaseRequests.answerBy(Agency.LADO, Instant.parse("2026-07-01T10:00:00Z")))
                .isEqualTo("2026-07-02T16:00:00Z");
    }

    @Test
    @Keeps("SGD-9")
    void whatIsAgreedWithThePoliceIsKeptWithTheDayOnWhichItIsLookedAtAgain() throws Exception {
        assertThat(sent(staffed.lead(), Map.of("phone", "101", "agreed", "Call first, and do not open anything")))
                .isEqualTo(422);
        assertThat(sent(
                        staffed.lead(),
                        Map.of(
                                "phone", "01632 960101",
                                "hours", "01632 960102",
                                "agreed", "Call first, and do not open anything",
                                "review", "2099-09-01")))
                .isEqualTo(302);

        assertThat(page("/contact-cards", staffed.senior()))
                .contains("Call first, and do not open anything", "To be looked at again by 1 September 2099")
                .contains("01632 960102");
        assertThat(sent(staffed.senior(), Map.of("phone", "1"))).isEqualTo(403);
        staffed.school()
                .within(() -> assertThat(cards.card(staffed.school().school(), Agency.POLICE_YOUTH_OFFICER))
                        .isPresent());
    }

    @Test
    void thePageOfTheCaseSaysWhatIsAwaitedAndTakesTheAnswerWithoutAScript() throws Exception {
        var id = Tenants.within(staffed.school().school(), () -> posted("yes"));
        var request = Tenants.within(staffed.school().school(), () -> only(id).id());
        assertThat(page("/cases/" + id, staffed.coordinator()))
                .contains("Asked outside", "T-81", "An answer is awaited", "Not awaited any more");
        assertThat(page("/outside-requests", staffed.coordinator())).contains("One answer is awaited");

        mvc.perform(post("/cases/" + id + "/requests/" + request)
                .param("kind", "answered")
                .param("words", "It is down since noon")
                .with(Cast.as(staffed.coordinator())));

        assertThat(page("/cases/" + id, staffed.coordinator()))
                .contains("They answered", "It is down since noon")
                .doesNotContain("An answer is awaited");
        assertThat(page("/outside-requests", staffed.coordinator())).contains("No answer is awaited");
    }

    private int sent(Actor.Somebody by, Map<String, String> typed) throws Exception {
        var form = post("/contact-cards/POLICE_YOUTH_OFFICER");
        typed.forEach(form::param);
        return mvc.perform(form.with(Cast.as(by))).andReturn().getResponse().getStatus();
    }

    private String page(String path, Actor.Somebody by) throws Exception {
        var response = mvc.perform(get(path).with(Cast.as(by))).andReturn().getResponse();
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return response.getContentAsString();
    }
}

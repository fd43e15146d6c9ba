package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.Concern.Kind;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Who wrote it: kept from whoever deals with it, until a second person agrees or a child is in danger. */
@PageTest
class TellersTest {
    private static final String NAME = "Quentin Ravenscroft";
    private static final String EMAIL = "quentin@ravenscroft.example";

    private final Tellers tellers;
    private final Concerns concerns;
    private final Cases cases;
    private final CaseRegister register;
    private final Messages messages;
    private final AuditTrail audit;
    private final MockMvc mvc;
    private final Staffed staffed;
    private final Greenfield school;

    TellersTest(
            Cast cast,
            People people,
            Roster roster,
            Tellers tellers,
            Concerns concerns,
            Cases cases,
            CaseRegister register,
            Messages messages,
            AuditTrail audit,
            MockMvc mvc) {
        this.tellers = tellers;
        this.concerns = concerns;
        this.cases = cases;
        this.register = register;
        this.messages = messages;
        this.audit = audit;
        this.mvc = mvc;
        this.staffed = Staffed.of(cast, people, roster);
        this.school = staffed.school();
    }

    private String tell(Kind kind) {
        return concerns.tell(
                school.school(), UUID.randomUUID(), new Concern.Wish(kind, "It was seen by many", "", "", NAME, EMAIL));
    }

    private CaseId following(String code) {
        return concerns.read(code).orElseThrow().following();
    }

    private UUID asked(Actor.Somebody by, CaseId id) {
        assertThat(tellers.ask(by, id, "To ring them", false)).isEqualTo(new Asking.Asked());
        return tellers.standing(by, id).requests().getLast().id();
    }

    @Test
    @Keeps("INC-24")
    void nobodyReadsWhoWroteItBeforeASecondPersonAgreesAndThenOnlyWhoeverAsked() {
        var id = following(tell(Kind.GENERAL));
        school.within(() -> {
            for (var one : List.of(staffed.head(), staffed.lead(), staffed.coordinator(), staffed.senior())) {
                assertThat(tellers.read(one, id)).as(one.name()).isEmpty();
            }
            var request = asked(staffed.coordinator(), id);
            assertThat(tellers.read(staffed.coordinator(), id)).as("asked only").isEmpty();
            assertThatThrownBy(() -> tellers.decide(staffed.coordinator(), id, request, true, "I may", false))
                    .isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> tellers.decide(staffed.senior(), id, request, true, "She may", false))
                    .isInstanceOf(Forbidden.class);

            assertThat(tellers.decide(staffed.lead(), id, request, true, "They must be rung", false))
                    .isEqualTo(new Deciding.Decided());
            assertThat(tellers.decide(staffed.head(), id, request, false, "No", false))
                    .isEqualTo(new Deciding.DecidedBefore());
            assertThat(tellers.read(staffed.coordinator(), id)).hasValueSatisfying(known -> {
                assertThat(known.who()).isEqualTo(NAME);
                assertThat(known.email()).isEqualTo(EMAIL);
            });
            for (var other : List.of(staffed.head(), staffed.lead(), staffed.senior())) {
                assertThat(tellers.read(other, id)).as(other.name()).isEmpty();
            }
            TestClock.at(
                    Instant.now().plus(Duration.ofDays(8)),
                    () -> assertThat(tellers.read(staffed.coordinator(), id)).isEmpty());
        });
    }

    @Test
    void whatIsWithheldStaysWithheldAndCanBeAskedAgain() {
        var id = following(tell(Kind.GENERAL));
        school.within(() -> {
            var request = asked(staffed.coordinator(), id);
            assertThat(tellers.ask(staffed.coordinator(), id, "Again", false)).isEqualTo(new Asking.AskedBefore());
            tellers.decide(staffed.head(), id, request, false, "Ask them by the page", false);

            assertThat(tellers.read(staffed.coordinator(), id)).isEmpty();
            assertThat(asked(staffed.coordinator(), id)).isNotEqualTo(request);
        });
    }

    @Test
    void aReasonIsNeededOnBothSides() {
        var id = following(tell(Kind.GENERAL));
        school.within(() -> {
            assertThat(tellers.ask(staffed.coordinator(), id, " ", false)).isInstanceOf(Asking.NotLikeThat.class);
            assertThat(tellers.ask(staffed.coordinator(), id, " ", true)).isInstanceOf(Asking.NotLikeThat.class);
            var request = asked(staffed.coordinator(), id);
            assertThat(tellers.decide(staffed.head(), id, request, true, "", false))
                    .isInstanceOf(Deciding.NotLikeThat.class);
            assertThat(tellers.read(staffed.coordinator(), id)).isEmpty();
        });
    }

    @Test
    void aboutAMemberOfStaffOnlyWhomTheHeadNamedIsTheSecondPerson() {
        var id = following(tell(Kind.STAFF));
        school.within(() -> {
            var request = asked(staffed.head(), id);
            assertThat(tellers.standing(staffed.head(), id).deciders()).isFalse();
            assertThatThrownBy(() -> tellers.decide(staffed.lead(), id, request, true, "Yes", false))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> tellers.decide(staffed.head(), id, request, true, "Yes", false))
                    .isInstanceOf(Forbidden.class);

            cases.nameReader(staffed.head(), id, staffed.deputy().person());
            assertThat(tellers.standing(staffed.head(), id).deciders()).isTrue();
            assertThat(tellers.decide(staffed.deputy(), id, request, true, "Yes", false))
                    .isEqualTo(new Deciding.Decided());
            assertThat(tellers.read(staffed.head(), id)).isPresent();
        });
    }

    @Test
    void whoeverReadsTheCaseNoMoreReadsNoMoreWhoWroteIt() {
        var id = following(tell(Kind.GENERAL));
        school.within(() -> {
            tellers.decide(staffed.lead(), id, asked(staffed.coordinator(), id), true, "They must be rung", false);
            cases.addPerson(staffed.lead(), id, staffed.coordinator().person(), Part.INSTIGATOR);

            assertThatThrownBy(() -> tellers.read(staffed.coordinator(), id)).isInstanceOf(NotFound.class);
        });
    }

    @Test
    @Keeps("INC-24")
    void whereAChildIsInDangerItOpensAtOnceAndASecondPersonHearsOfIt() {
        var code = tell(Kind.CHILD_SAFETY);
        var id = following(code);
        school.within(() -> {
            assertThat(tellers.ask(staffed.deputy(), id, "The child is with them now", true))
                    .isEqualTo(new Asking.Released());
            assertThat(tellers.read(staffed.deputy(), id)).isPresent();
            assertThat(tellers.read(staffed.lead(), id)).isEmpty();
            assertThat(messages.outbox(school.school(), 50))
                    .filteredOn(letter -> letter.kind().equals("cases.who-danger"))
                    .extracting(Message::person)
                    .containsExactlyInAnyOrder(
                            staffed.lead().person(), staffed.head().person());
            TestClock.at(
                    Instant.now().plus(Duration.ofHours(25)),
                    () -> assertThat(tellers.read(staffed.deputy(), id)).isEmpty());
        });
        assertThat(concerns.released(concerns.read(code).orElseThrow())).hasSize(1);
    }

    @Test
    void whoeverWroteItReadsThatItWasReleasedUnlessThatIsForbidden() {
        var open = tell(Kind.GENERAL);
        var quiet = tell(Kind.GENERAL);
        school.within(() -> {
            var first = following(open);
            var second = following(quiet);
            tellers.decide(staffed.lead(), first, asked(staffed.coordinator(), first), true, "Yes", false);
            tellers.decide(staffed.lead(), second, asked(staffed.coordinator(), second), true, "Yes", true);
        });

        assertThat(concerns.released(concerns.read(open).orElseThrow())).hasSize(1);
        assertThat(concerns.released(concerns.read(quiet).orElseThrow())).isEmpty();
    }

    @Test
    @Keeps("INC-24")
    void everyAskingEveryAnswerAndEveryReadingIsOnTheRecord() {
        var id = following(tell(Kind.GENERAL));
        school.within(() -> {
            tellers.decide(staffed.lead(), id, asked(staffed.coordinator(), id), true, "Yes", false);
            tellers.read(staffed.coordinator(), id);
            tellers.read(staffed.coordinator(), id);
            tellers.ask(staffed.senior(), id, "A child is alone there", true);
            tellers.read(staffed.head(), id);

            assertThat(audit.newest(staffed.head(), "concern.who", Long.MAX_VALUE, 20))
                    .extracting(entry -> entry.kind() + " by " + entry.actorName())
                    .containsExactly(
                            "concern.who-in-danger by Mr Orme",
                            "concern.who-read by Miss Farrow",
                            "concern.who-read by Miss Farrow",
                            "concern.who-released by Ms Okafor",
                            "concern.who-asked by Miss Farrow");
        });
    }

    /** Pages that somebody who deals with it opens, the searches that they make, and all that is written to them. */
    @Test
    @Keeps("INC-24")
    void noPageNoSearchNoLetterAndNoEntryShowsWhoWroteIt() throws Exception {
        var id = following(tell(Kind.GENERAL));
        school.within(() -> {
            concerns.answer(staffed.coordinator(), id, "We look into it");
            tellers.decide(staffed.lead(), id, asked(staffed.coordinator(), id), true, "Yes", false);
        });
        for (var one : List.of(staffed.head(), staffed.lead(), staffed.coordinator(), staffed.senior())) {
            for (var path : List.of(
                    "/",
                    "/cases",
                    "/cases?q=Quentin",
                    "/cases?q=Ravenscroft",
                    "/cases/" + id,
                    "/cases/" + id + "/teller",
                    "/cases/" + id + "/people",
                    "/cases/" + id + "/people?q=Ravenscroft",
                    "/reports")) {
                var page = mvc.perform(get(path).with(Cast.as(one)))
                        .andReturn()
                        .getResponse()
                        .getContentAsString();
                assertThat(page.replace("value=\"Ravenscroft\"", "").replace("“Ravenscroft”", ""))
                        .as("%s by %s", path, one.name())
                        .doesNotContain(NAME, EMAIL);
            }
            var sent = mvc.perform(get("/communications").with(Cast.as(one)))
                    .andReturn()
                    .getResponse()
                    .getContentAsString();
            assertThat(sent).doesNotContain("ravenscroft");
        }
        school.within(() -> {
            assertThat(register.find(staffed.coordinator(), NAME)).isEmpty();
            assertThat(audit.newest(staffed.head(), "", Long.MAX_VALUE, 200).toString())
                    .doesNotContain("Ravenscroft")
                    .doesNotContain("ravenscroft");
            assertThat(messages.outbox(school.school(), 50))
                    .allSatisfy(letter -> assertThat(letter.subject() + letter.parts() + letter.toName())
                            .doesNotContain("Ravenscroft")
                            .doesNotContain("ravenscroft"));
        });
        var shown = mvc.perform(post("/cases/" + id + "/teller/read").with(Cast.as(staffed.coordinator())))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(shown).as("and to whom it was released, it shows").contains(NAME, EMAIL);
    }

    @Test
    void thePageAsksDecidesAndKeepsWhatWasTyped() throws Exception {
        var path = "/cases/" + following(tell(Kind.GENERAL)) + "/teller";
        assertThat(status(post(path).param("reason", " "), staffed.coordinator()))
                .isEqualTo(422);
        assertThat(status(post(path).param("reason", "To ring them"), staffed.coordinator()))
                .isEqualTo(302);
        var page = mvc.perform(get(path).with(Cast.as(staffed.lead())))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page).contains("Miss Farrow asks to know who wrote it", "To ring them", "Let them know for a week");
        assertThat(mvc.perform(get(path).with(Cast.as(staffed.coordinator())))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("You have asked")
                .doesNotContain("Let them know for a week");
    }

    private int status(MockHttpServletRequestBuilder form, Actor.Somebody by) throws Exception {
        return mvc.perform(form.with(Cast.as(by))).andReturn().getResponse().getStatus();
    }
}

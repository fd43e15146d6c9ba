package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.schoolgate.access.Access;
import org.schoolgate.access.Hold;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.HoldRegister;
import org.schoolgate.access.Holding;
import org.schoolgate.access.Holds;
import org.schoolgate.access.Service;
import org.schoolgate.agreements.AgreementTexts;
import org.schoolgate.agreements.Agreements;
import org.schoolgate.agreements.Signatures;
import org.schoolgate.audit.SealedEntry;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.Sanctions.Telling;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.documents.Evidence;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.OutsideRequest;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Yes;
import org.springframework.test.web.servlet.MockMvc;

/** On what a sanction stands, and to what it leads: the words that were signed, the police, the head alone, no access. */
@PageTest
class SanctionGroundsTest {
    private static final String WHAT_FOLLOWS = "If I break a rule, my teacher talks to me and may tell my parents.";

    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final Sanctions sanctions;
    private final Ladders ladders;
    private final CaseRegister register;
    private final CaseRequests requests;
    private final CaseEvidence evidence;
    private final CaseExports exports;
    private final Access access;
    private final Holds holding;
    private final HoldRegister heldNow;
    private final Agreements agreements;
    private final AgreementTexts texts;
    private final Signatures signatures;
    private final People people;
    private final Guardianships guardianships;
    private final Roster roster;
    private final Clock clock;

    SanctionGroundsTest(
            Cast cast,
            MockMvc mvc,
            Cases cases,
            Sanctions sanctions,
            Ladders ladders,
            CaseRegister register,
            CaseRequests requests,
            CaseEvidence evidence,
            CaseExports exports,
            Access access,
            Holds holding,
            HoldRegister heldNow,
            Agreements agreements,
            AgreementTexts texts,
            Signatures signatures,
            People people,
            Guardianships guardianships,
            Roster roster,
            Clock clock) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.sanctions = sanctions;
        this.ladders = ladders;
        this.register = register;
        this.requests = requests;
        this.evidence = evidence;
        this.exports = exports;
        this.access = access;
        this.holding = holding;
        this.heldNow = heldNow;
        this.agreements = agreements;
        this.texts = texts;
        this.signatures = signatures;
        this.people = people;
        this.guardianships = guardianships;
        this.roster = roster;
        this.clock = clock;
    }

    private SanctionId decided(Actor.Somebody child, Map<String, String> said) {
        assertThat(cases.answer(staffed.coordinator(), atTheSanction(child), 1, "sanction", said, child.person()))
                .isInstanceOf(Saying.WentOn.class);
        return sanctions.all(staffed.coordinator()).over().getFirst().sanction().id();
    }

    private String page(String path) throws Exception {
        return mvc.perform(get(path).with(Cast.as(staffed.head())))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    @Keeps("SAN-9")
    void theSentenceThatAChildSignedIsQuotedBesideTheSanctionAndInTheLetter() throws Exception {
        var id = new SanctionId[1];
        var digest = new String[1];
        staffed.school().within(() -> {
            Yes.forAll(staffed.school(), staffed.kingfishers(), people, guardianships, roster, texts, signatures);
            var signed = agreements
                    .consequences(staffed.school().school(), staffed.priya().person(), clock.instant())
                    .orElseThrow();
            assertThat(signed.says()).startsWith(WHAT_FOLLOWS);
            digest[0] = signed.digest();
            id[0] = decided(staffed.priya(), Map.of("rung", "interview"));
            var kept = Objects.requireNonNull(
                    sanctions.one(staffed.head(), id[0]).shown().sanction().signed());
            assertThat(Objects.requireNonNull(kept.quoted()))
                    .isEqualTo(new Sanction.Quoted(signed.digest(), signed.says(), true));
            assertThat(sanctions.write(staffed.coordinator(), id[0], "")).isInstanceOf(Telling.Done.class);
            assertThat(sanctions.one(staffed.head(), id[0]).letters().getFirst().words())
                    .contains("signed on", "(version 1)", "“" + WHAT_FOLLOWS);
        });
        assertThat(page("/sanctions/" + id[0]))
                .contains(WHAT_FOLLOWS, "version 1", digest[0].substring(0, 4) + " " + digest[0].substring(4, 8));
    }

    @Test
    @Keeps("SAN-9")
    void whereNoAgreementIsInForceThatIsSaidPlainlyAndTheBehaviourPolicyCounts() throws Exception {
        var id = new SanctionId[1];
        staffed.school().within(() -> {
            id[0] = decided(staffed.tom(), Map.of("rung", "interview"));
            assertThat(sanctions.one(staffed.head(), id[0]).shown().sanction().signed())
                    .isNull();
        });
        assertThat(page("/sanctions/" + id[0]))
                .contains("No agreement of theirs was in force. The school’s behaviour policy binds them all the same.")
                .doesNotContain(WHAT_FOLLOWS);
    }

    private CaseId misuse() {
        var id = ((Opening.Opened) cases.open(staffed.coordinator(), "misuse-seen", null))
                .file()
                .id();
        goOn(
                staffed.coordinator(),
                id,
                1,
                "what",
                Map.of("account", "pnair", "at", "2026-11-19T09:00:00Z", "place", "in school", "evidence", "A game"));
        goOn(staffed.coordinator(), id, 1, "told", Map.of("at", "2026-11-19T09:40:00Z", "how", "in person"));
        return id;
    }

    private CaseId atTheSanction(Actor.Somebody child) {
        var id = misuse();
        cases.addPerson(staffed.coordinator(), id, child.person(), Part.INSTIGATOR);
        goOn(staffed.coordinator(), id, 1, "who", Map.of("answer", "pupil"));
        goOn(staffed.coordinator(), id, 1, "pupil-rule", Map.of("answer", "behaviour"));
        return id;
    }

    private void goOn(Actor.Somebody by, CaseId id, int walk, String step, Map<String, String> said) {
        assertThat(cases.answer(by, id, walk, step, said, null)).as(step).isInstanceOf(Saying.WentOn.class);
    }

    private List<String> wrong(CaseId id, Map<String, String> said) {
        return cases.answer(
                                staffed.coordinator(),
                                id,
                                1,
                                "sanction",
                                said,
                                staffed.tom().person())
                        instanceof Saying.NotLikeThat(var problems)
                ? List.copyOf(problems.all().keySet())
                : List.of();
    }

    @Test
    @Keeps({"SAN-6", "SAN-14", "INC-11"})
    void aReferralToThePoliceSaysWhoWasAskedFirstAndIsAwaitedBeforeTheCaseCloses() {
        staffed.school().within(() -> {
            var id = atTheSanction(staffed.tom());
            assertThat(wrong(id, Map.of("rung", "referral")))
                    .containsExactly(Act.TO, Act.CONSULTED, Act.AT, Act.SENT, Act.AWAITED);
            assertThat(wrong(id, Map.of("rung", "referral", "to", "lado")))
                    .as("nobody refers a child to the designated officer for adults")
                    .containsExactly("to");
            var said = Map.of(
                    "rung", "referral",
                    "to", "police",
                    "consulted", "Mrs Lindqvist and Ms Okafor, who agreed",
                    "at", "2026-11-19T12:00:00Z",
                    "sent", "What was found on the tablet, and the log of it",
                    "reference", "P-77",
                    "awaited", "yes");
            assertThat(cases.answer(
                            staffed.coordinator(),
                            id,
                            1,
                            "sanction",
                            said,
                            staffed.tom().person()))
                    .isInstanceOf(Saying.WentOn.class);
            assertThat(sanctions.all(staffed.head()).over())
                    .extracting(one -> one.sanction().rung())
                    .containsExactly(Rung.REFERRAL);
            assertThat(requests.of(register.cover(staffed.coordinator(), id)))
                    .singleElement()
                    .returns("POLICE", OutsideRequest::agency)
                    .returns("P-77", OutsideRequest::latestReference)
                    .returns(true, OutsideRequest::isAwaited);

            goOn(staffed.teacher(), id, 1, "parents", Map.of("at", "2026-11-19T13:00:00Z", "how", "by phone"));
            var closing = Map.of("outcome", "The police have it", "policy-review", "no");
            assertThat(cases.answer(staffed.coordinator(), id, 1, "close", closing, null))
                    .as("the police have not answered")
                    .isInstanceOf(Saying.NotLikeThat.class);
            var request = requests.of(register.cover(staffed.coordinator(), id)).getFirst();
            requests.say(staffed.coordinator(), id, request.id(), OutsideRequest.Kind.ANSWERED, "They look into it");
            goOn(staffed.coordinator(), id, 1, "close", closing);
        });
    }

    @Test
    @Keeps("SAN-14")
    void whatWasFoundGoesToTheCourtWithTheRecordOfWhoHadIt() {
        staffed.school().within(() -> {
            var id = atTheSanction(staffed.tom());
            var brought = new CaseEvidence.Brought(
                    Evidence.Kind.OTHER,
                    "The tablet",
                    "The safe",
                    clock.instant().minusSeconds(3600),
                    false);
            assertThat(evidence.bring(staffed.coordinator(), id, brought, null)).isInstanceOf(Bringing.Kept.class);
            var wish = new Taken.Wish("Evidence in court", "Ashford magistrates' court", null, List.of());
            assertThat(exports.take(staffed.head(), id, wish))
                    .isInstanceOfSatisfying(CaseExports.Outcome.Goes.class, goes -> {
                        assertThat(goes.taken().evidence())
                                .extracting(Evidence::title)
                                .containsExactly("The tablet");
                        assertThat(goes.taken().record())
                                .extracting(SealedEntry::kind)
                                .contains("evidence.kept", "case.exported");
                    });
        });
    }

    @Test
    @Keeps("SAN-7")
    void disciplineOfStaffIsTheHeadsToDecideAndTheHeadAloneKnowsOfIt() {
        staffed.school().within(() -> {
            var colleague = staffed.teacher();
            var id = misuse();
            goOn(staffed.coordinator(), id, 1, "who", Map.of("answer", "staff"));
            cases.addPerson(staffed.head(), id, colleague.person(), Part.INSTIGATOR);
            goOn(staffed.head(), id, 1, "head", Map.of("at", "2026-11-19T10:00:00Z", "how", "in person"));
            goOn(staffed.head(), id, 1, "staff-track", Map.of("answer", "discipline"));
            var discipline = Map.of("rung", "discipline", "reason", "Dealt with by the staff procedure, paper 12");
            for (var other : List.of(staffed.coordinator(), staffed.lead(), staffed.senior(), colleague)) {
                assertThatThrownBy(() -> cases.answer(other, id, 1, "discipline", discipline, colleague.person()))
                        .as(other.name())
                        .isInstanceOfAny(NotFound.class, Forbidden.class);
            }
            assertThat(cases.answer(staffed.head(), id, 1, "discipline", discipline, colleague.person()))
                    .isInstanceOf(Saying.WentOn.class);

            assertThat(sanctions.all(staffed.head()).over())
                    .singleElement()
                    .returns(Rung.DISCIPLINE, one -> one.sanction().rung())
                    .returns(
                            "Dealt with by the staff procedure, paper 12",
                            one -> one.sanction().why());
            for (var other : List.of(staffed.coordinator(), staffed.lead(), staffed.senior(), colleague)) {
                assertThat(sanctions.all(other).over()).as(other.name()).isEmpty();
            }
            assertThat(ladders.of(staffed.school().school(), LadderAudience.STAFF)
                            .line(Rung.DISCIPLINE)
                            .orElseThrow()
                            .words())
                    .contains("up to dismissal");
        });
    }

    @Test
    @Keeps("SAN-10")
    void aVolunteerWhoPassedAPasswordOnLosesTheirAccess() {
        staffed.school().within(() -> {
            var volunteer = people.join(
                    staffed.school().head(),
                    NewPerson.called("", "Vic", "Lowry", "vic@greenfield.example"),
                    Role.VOLUNTEER,
                    AcademicYear.of(roster.today()).firstDay());
            var id = ((Opening.Opened) cases.open(staffed.coordinator(), "password-known", null))
                    .file()
                    .id();
            goOn(staffed.coordinator(), id, 1, "told", Map.of("account", "kingfishers-guest"));
            goOn(staffed.coordinator(), id, 1, "change", Map.of());
            goOn(staffed.technician(), id, 1, "sessions", Map.of("answer", "no"));
            var school = staffed.school().school();
            assertThat(holds(volunteer)).isEmpty();
            goOn(staffed.coordinator(), id, 1, "source", Map.of("answer", "adult"));
            cases.addPerson(staffed.coordinator(), id, volunteer, Part.INSTIGATOR);

            assertThat(holds(volunteer))
                    .singleElement()
                    .returns(null, Hold::until)
                    .returns(HoldKind.INVESTIGATION, Hold::kind);
            assertThat(access.decide(school, volunteer, Service.INTERNET, clock.instant())
                            .isAllowed())
                    .isFalse();
        });
    }

    private List<Hold> holds(PersonId person) {
        return heldNow.all(staffed.head()).ahead().stream()
                .map(HoldRegister.Shown::hold)
                .filter(hold -> hold.person().equals(person))
                .toList();
    }

    @Test
    @Keeps("SAN-11")
    void aVirusOnPurposeIsMisuseForWhichAccessIsLostAndDamageIsAReasonToHoldIt() {
        staffed.school().within(() -> {
            var tom = staffed.tom().person();
            var coordinator = staffed.coordinator();
            var id = ((Opening.Opened) cases.open(coordinator, "virus-suspected", null))
                    .file()
                    .id();
            cases.addPerson(coordinator, id, tom, Part.INSTIGATOR);
            goOn(coordinator, id, 1, "stop", Map.of());
            goOn(
                    coordinator,
                    id,
                    1,
                    "what",
                    Map.of("station", "Tablet 4", "at", "2026-11-19T09:00:00Z", "seen", "A warning"));
            goOn(staffed.technician(), id, 1, "technician", Map.of("answer", "virus"));
            goOn(
                    staffed.technician(),
                    id,
                    1,
                    "clean",
                    Map.of("done", "Set up anew", "spread", "no", "ready-at", "2026-11-19T11:00:00Z"));
            goOn(staffed.technician(), id, 1, "data", Map.of("answer", "no", "reason", "Nothing was on it"));
            goOn(coordinator, id, 1, "purpose", Map.of("answer", "yes"));
            goOn(
                    coordinator,
                    id,
                    2,
                    "what",
                    Map.of(
                            "account",
                            "tellis",
                            "at",
                            "2026-11-19T09:00:00Z",
                            "place",
                            "in school",
                            "evidence",
                            "He put it there"));
            goOn(coordinator, id, 2, "told", Map.of("at", "2026-11-19T11:00:00Z", "how", "in person"));
            goOn(coordinator, id, 2, "who", Map.of("answer", "pupil"));
            goOn(coordinator, id, 2, "pupil-rule", Map.of("answer", "behaviour"));
            var off = Map.of(
                    "rung", "access off", "until", roster.today().plusDays(2).toString());
            assertThat(cases.answer(coordinator, id, 2, "sanction", off, tom)).isInstanceOf(Saying.WentOn.class);
            assertThat(holds(tom)).singleElement().returns(HoldKind.SANCTION, Hold::kind);

            var damage = new Holds.Wish(
                    staffed.priya().person(),
                    HoldKind.DAMAGE,
                    null,
                    clock.instant().plusSeconds(86_400),
                    "Pulled the keys out of two keyboards");
            assertThat(holding.place(staffed.head(), damage)).isInstanceOf(Holding.Placed.class);
            assertThat(holds(staffed.priya().person())).singleElement().returns(HoldKind.DAMAGE, Hold::kind);
            for (var audience : List.of(LadderAudience.KS2, LadderAudience.STAFF)) {
                assertThat(ladders.of(staffed.school().school(), audience).has(Rung.REFERRAL))
                        .as("what is grave may become the law's")
                        .isTrue();
            }
        });
    }
}

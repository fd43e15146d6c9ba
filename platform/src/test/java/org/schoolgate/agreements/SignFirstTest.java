package org.schoolgate.agreements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.access.Access;
import org.schoolgate.access.Service;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.People;
import org.schoolgate.signin.Entry;
import org.schoolgate.signin.SessionId;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.signin.Way;
import org.schoolgate.signin.Where;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@PageTest
class SignFirstTest {
    private static final LocalDate SEVENTH = LocalDate.of(2026, 9, 7);
    private static final LocalDate DUE = LocalDate.of(2026, 9, 30);

    private final Cast cast;
    private final People people;
    private final Guardianships guardianships;
    private final AgreementTexts texts;
    private final Agreements agreements;
    private final Receipts receipts;
    private final Access access;
    private final Rounds rounds;
    private final Sessions sessions;
    private final Settings settings;
    private final MockMvcTester mvc;

    SignFirstTest(
            Cast cast,
            People people,
            Guardianships guardianships,
            AgreementTexts texts,
            Agreements agreements,
            Receipts receipts,
            Access access,
            Rounds rounds,
            Sessions sessions,
            Settings settings,
            MockMvcTester mvc) {
        this.cast = cast;
        this.people = people;
        this.guardianships = guardianships;
        this.texts = texts;
        this.agreements = agreements;
        this.receipts = receipts;
        this.access = access;
        this.rounds = rounds;
        this.sessions = sessions;
        this.settings = settings;
        this.mvc = mvc;
    }

    private September september() {
        return new September(cast, people, guardianships, texts);
    }

    private September withTexts() {
        var september = september();
        september.on(September.FIRST, september::textsInForce);
        return september;
    }

    /** Somebody's session, as the program has it at each request. */
    private record SignIn(Actor.Somebody who, SessionId id) {}

    private SignIn signIn(Actor.Somebody who) {
        var session = sessions.begin(who, Way.PASSWORD, new Where("192.0.2.1", "desk", "Chrome"), null)
                .session();
        return new SignIn(who, session.id());
    }

    private RequestPostProcessor as(SignIn one) {
        var session = sessions.recent(one.who(), one.who().person()).stream()
                .filter(each -> each.id().equals(one.id()))
                .findFirst()
                .orElseThrow();
        return SecurityMockMvcRequestPostProcessors.authentication(
                new SignedIn(one.who(), new Entry.ByAccount(session)));
    }

    private MvcTestResult get(SignIn session, String path) {
        return mvc.get().uri(path).with(as(session)).exchange();
    }

    private MvcTestResult post(SignIn session, String path, String... fields) {
        var request = mvc.post().uri(path).with(as(session)).with(SecurityMockMvcRequestPostProcessors.csrf());
        for (int i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }

    private static String body(MvcTestResult page) {
        try {
            return page.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void sign(SignIn session, Actor.Somebody who, String name, Audience audience) {
        var href = page(who);
        var shown = Pattern.compile("name=\"words-" + audience + "\" value=\"([0-9a-f]{64})\"")
                .matcher(body(get(session, href + "/sign")));
        assertThat(shown.find()).isTrue();
        assertThat(post(
                        session,
                        href + "/sign",
                        "name",
                        name,
                        "agree-" + audience,
                        "true",
                        "words-" + audience,
                        shown.group(1)))
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo(href);
    }

    private static String page(Actor.Somebody who) {
        return "/agreements/mine/" + who.person();
    }

    @Test
    @Keeps("AGR-4")
    void nobodyOfTheStaffGoesOnBeforeTheyHaveSigned() {
        var at = withTexts();
        at.on(SEVENTH, () -> {
            var session = signIn(at.hale);

            assertThat(get(session, "/")).hasStatus(302).redirectedUrl().isEqualTo(page(at.hale));
            assertThat(get(session, "/accounts")).hasStatus(302).redirectedUrl().isEqualTo(page(at.hale));
            assertThat(post(session, "/agreements/classes/" + at.robins + "/" + at.tom.person()))
                    .hasStatus(302)
                    .redirectedUrl()
                    .isEqualTo(page(at.hale));
            assertThat(get(session, page(at.hale)))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Before anything else opens")
                    .doesNotContain("href=\"/agreements/rounds\"");

            sign(session, at.hale, "Ben Hale", Audience.STAFF);

            assertThat(get(session, page(at.hale))).bodyText().contains("<a href=\"/\">To my page</a>");
            assertThat(get(session, "/")).hasStatusOk();
            assertThat(get(session, "/accounts")).hasStatusOk();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/read", "/sign", "/question", "/no"})
    @Keeps("AGR-9")
    void readingAskingAndSayingNoAreOpen(String more) {
        var at = withTexts();
        at.on(
                SEVENTH,
                () -> assertThat(get(signIn(at.hale), page(at.hale) + more)).hasStatusOk());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/my-account", "/about", "/tell"})
    void soAreOnesAccountWhomToAskAndTelling(String path) {
        var at = withTexts();
        at.on(SEVENTH, () -> {
            assertThat(get(signIn(at.hale), path))
                    .as("wherever it leads, it is not back to the signing")
                    .matches(
                            answer -> !page(at.hale).equals(answer.getResponse().getRedirectedUrl()));
            assertThat(get(signIn(at.hale), "/agreements/rounds")).hasStatus(302);
        });
    }

    @Test
    void signingOutIsOpen() {
        var at = withTexts();
        at.on(
                SEVENTH,
                () -> assertThat(post(signIn(at.hale), "/sign-out"))
                        .hasStatus(302)
                        .redirectedUrl()
                        .doesNotContain("agreements"));
    }

    @Test
    @Keeps({"AGR-4", "AGR-13"})
    void pupilsOfKs2AndGovernorsAreAskedTooAndTheYoungestAreNot() {
        var at = withTexts();
        at.on(SEVENTH, () -> {
            var priya = signIn(at.priya);
            assertThat(get(priya, "/")).hasStatus(302).redirectedUrl().isEqualTo(page(at.priya));
            assertThat(get(priya, page(at.priya))).bodyText().contains("Say yes to your rules first");
            sign(priya, at.priya, "Priya", Audience.KS2);
            assertThat(get(priya, "/")).hasStatusOk();

            assertThat(get(signIn(at.governor), "/"))
                    .hasStatus(302)
                    .redirectedUrl()
                    .isEqualTo(page(at.governor));
            assertThat(get(signIn(at.tom), "/")).hasStatusOk();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "STUDENT_TEACHER, STAFF",
        "COMMUNITY_USER, OTHER_ADULT",
        "VOLUNTEER, OTHER_ADULT",
        "VISITOR, OTHER_ADULT",
        "CONTRACTOR, OTHER_ADULT"
    })
    @Keeps({"AGR-12", "AGR-13", "ACC-10"})
    void whoIsHereForATimeSignsFirstAndTheirAgreementEndsWithTheirLastDay(Role role, Audience audience) {
        var at = withTexts();
        at.on(SEVENTH, () -> {
            var guest = at.join(at.greenfield.head(), "Miss", "Amy", "Reed", null, role);
            people.leave(at.head, guest.person(), role, DUE, LeavingReason.BY_HAND);
            var session = signIn(guest);
            assertThat(get(session, "/")).hasStatus(302).redirectedUrl().isEqualTo(page(guest));
            sign(session, guest, "Amy Reed", audience);
            assertThat(get(session, "/")).hasStatusOk();

            var school = at.greenfield.school();
            assertThat(agreements
                            .inForce(school, guest.person(), noon(DUE))
                            .orElseThrow()
                            .isYes())
                    .isTrue();
            assertThat(agreements.inForce(school, guest.person(), noon(DUE.plusDays(1))))
                    .isEmpty();
            assertThat(isOnline(guest, DUE)).isTrue();
            assertThat(isOnline(guest, DUE.plusDays(1))).isFalse();
            assertThat(receipts.history(at.head, guest.person()))
                    .singleElement()
                    .satisfies(receipt -> assertThat(receipt.signature().by())
                            .returns("Amy Reed", Signature.By::name)
                            .returns(role.name(), Signature.By::capacity));
        });
    }

    private boolean isOnline(Actor.Somebody who, LocalDate day) {
        return access.decide(who.school(), who.person(), Service.INTERNET, noon(day))
                .isAllowed();
    }

    @Test
    @Keeps("AGR-14")
    void aParentWhoHelpsInSchoolSignsTheRulesForAdultsTooBeforeAnythingOpens() {
        var at = withTexts();
        at.on(SEVENTH, () -> {
            assertThat(get(signIn(at.dan), "/")).as("as a parent").hasStatusOk();

            people.giveRole(at.head, at.dan.person(), Role.VOLUNTEER, SEVENTH);
            var helper = new Actor.Somebody(
                    at.dan.school(), at.dan.person(), at.dan.name(), Set.of(Role.PARENT, Role.VOLUNTEER), null);
            var session = signIn(helper);
            assertThat(get(session, "/")).hasStatus(302).redirectedUrl().isEqualTo(page(helper));
            assertThat(isOnline(helper, SEVENTH)).isFalse();
            assertThat(get(session, page(helper) + "/read"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("I use the log-in that was given to me and no other.");

            sign(session, helper, "Dan Whitlock", Audience.OTHER_ADULT);

            assertThat(get(session, "/")).hasStatusOk();
            assertThat(isOnline(helper, SEVENTH)).isTrue();
        });
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).atZone(AcademicYear.LONDON).toInstant();
    }

    @Test
    @Keeps("AGR-4")
    void aNoKeepsTheRestShutAndSaysWhatToDo() {
        var at = withTexts();
        at.on(SEVENTH, () -> {
            var session = signIn(at.hale);
            assertThat(post(session, page(at.hale) + "/no", "paper", "STAFF", "why", "I want to ask first"))
                    .hasStatus(302);

            assertThat(get(session, "/")).hasStatus(302).redirectedUrl().isEqualTo(page(at.hale));
            assertThat(get(session, page(at.hale))).bodyText().contains("Your answer is no, so nothing else opens");
        });
    }

    @Test
    @Keeps({"AGR-4", "AGR-22"})
    void whoTakesTheirYesBackIsHeldAtOnce() {
        var at = withTexts();
        at.on(SEVENTH, () -> {
            var session = signIn(at.hale);
            sign(session, at.hale, "Ben Hale", Audience.STAFF);
            assertThat(get(session, "/")).hasStatusOk();

            assertThat(post(session, page(at.hale) + "/no", "paper", "STAFF")).hasStatus(302);

            assertThat(get(session, "/")).hasStatus(302).redirectedUrl().isEqualTo(page(at.hale));
        });
    }

    @Test
    @Keeps("AGR-11")
    void aTextThatComesIntoForceAsksThoseWhoAreSignedIn() {
        var at = september();
        at.on(SEVENTH, () -> {
            var session = signIn(at.hale);
            assertThat(get(session, "/")).hasStatusOk();

            at.textsInForce();

            assertThat(get(session, "/")).hasStatus(302).redirectedUrl().isEqualTo(page(at.hale));
        });
    }

    @Test
    void theHeadCanMendATextThatTheyDoNotWantToSign() {
        var at = withTexts();
        at.on(SEVENTH, () -> {
            var session = signIn(at.head);
            assertThat(get(session, "/")).hasStatus(302).redirectedUrl().isEqualTo(page(at.head));
            assertThat(get(session, page(at.head))).bodyText().contains("href=\"/agreements/texts\"");

            var draft = String.valueOf(post(session, "/agreements/texts", "audience", "STAFF")
                    .getResponse()
                    .getRedirectedUrl());
            assertThat(get(session, draft)).hasStatusOk();
            post(session, draft + "/approve");
            assertThat(post(session, draft + "/in-force", "until", "30 September 2026"))
                    .hasStatus(302);

            assertThat(texts.inForce(at.greenfield.school(), Audience.STAFF)
                            .orElseThrow()
                            .number())
                    .hasToString("2");
            var teacher = signIn(at.hale);
            assertThat(get(teacher, "/agreements/texts"))
                    .hasStatus(302)
                    .redirectedUrl()
                    .isEqualTo(page(at.hale));
        });
    }

    @Test
    @Keeps("AGR-2")
    void aSchoolMayGiveTimeUntilItsRoundIsDue() {
        var at = withTexts();
        at.on(SEVENTH, () -> {
            settings.set(at.head, AgreementsConfiguration.SIGN_BY.key(), "by the due date", "The September round");
            assertThat(get(signIn(at.hale), "/"))
                    .as("nobody has asked yet, so there is no time to give")
                    .hasStatus(302);
            rounds.open(at.head, "September", September.YEAR, Set.of(Audience.STAFF), DUE, 5);
            assertThat(get(signIn(at.hale), "/"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("You have until 30 September 2026")
                    .contains("href=\"" + page(at.hale) + "\"");
        });
        at.on(DUE, () -> assertThat(get(signIn(at.hale), "/")).hasStatusOk());
        at.on(DUE.plusDays(1), () -> {
            assertThat(get(signIn(at.hale), "/")).hasStatus(302);
            assertThat(get(signIn(at.priya), "/"))
                    .as("a round that does not ask them gives them no time")
                    .hasStatus(302);
        });
    }
}

package org.schoolgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.http.Cookie;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.audit.AuditEntry;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.schoolgate.testing.TestClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class SignInPagesTest {
    private static final String GOOD = "lantern puddle otter 47";
    private static final Pattern TOKEN = Pattern.compile("/s/([A-Za-z0-9_-]{43})");
    /** After any day on which this runs. */
    private static final Instant TEN = Instant.parse("2090-11-20T10:00:00Z");

    private final Cast cast;
    private final Roll roll;
    private final Accounts accounts;
    private final Settings settings;
    private final AuditTrail trail;
    private final Messages messages;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final DoorLetters doorLetters;
    private final MockMvcTester mvc;

    SignInPagesTest(
            Cast cast,
            Roll roll,
            Accounts accounts,
            Settings settings,
            AuditTrail trail,
            Messages messages,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            DoorLetters doorLetters,
            MockMvcTester mvc) {
        this.cast = cast;
        this.roll = roll;
        this.accounts = accounts;
        this.settings = settings;
        this.trail = trail;
        this.messages = messages;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.doorLetters = doorLetters;
        this.mvc = mvc;
    }

    @Test
    @Keeps({"ACC-3", "PWD-18"})
    void aNameAndItsPasswordBeginASession() {
        var school = school();
        var in = signIn(school, "priya", GOOD, "/reports");

        assertThat(in).hasStatus(302).redirectedUrl().isEqualTo("/reports");
        assertThat(in.getResponse().getHeaders("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("schoolgate-session=")
                        .contains("HttpOnly")
                        .contains("SameSite=Lax")
                        .doesNotContain("Domain"));
        assertThat(mvc.get().uri("/my-account").cookie(session(in)))
                .hasStatusOk()
                .bodyText()
                .contains("This one, here")
                .contains("I am not Priya");
        assertThat(kinds(school, "session.began")).hasSize(1);
    }

    @Test
    void overTlsTheCookieBelongsToThisHostAlone() {
        var school = school();
        var in = mvc.post()
                .uri("/sign-in")
                .secure(true)
                .cookie(new Cookie("__Host-schoolgate-school", school.school().toString()))
                .param("name", "priya")
                .param("password", GOOD)
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();

        assertThat(in.getResponse().getHeaders("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-schoolgate-session=")
                        .contains("Secure")
                        .contains("Path=/"));
    }

    @Test
    void anEmptyFormSaysWhatToWrite() {
        assertThat(post("/sign-in", school(), "name", "", "password", ""))
                .hasStatus(422)
                .bodyText()
                .contains("<title>Error: ")
                .contains("<a href=\"#name\">Write your e-mail address or your name at school.</a>")
                .contains("<a href=\"#password\">Write your password.</a>");
    }

    @Test
    void aPupilsNameNeedsItsSchool() {
        school();
        school();
        assertThat(post("/sign-in", new Cookie("other", "x"), "name", "priya", "password", GOOD))
                .hasStatus(422)
                .bodyText()
                .contains("<a href=\"#school\">Choose your school.");
    }

    @Test
    @Keeps("PWD-18")
    void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
        var school = school();
        var wrong = signIn(school, "priya", "something else 12", "/");
        var unknown = signIn(school, "nobody.here", "something else 12", "/");

        assertThat(wrong).hasStatus(422).bodyText().contains("do not belong together");
        assertThat(unknown).hasStatus(422);
        assertThat(withoutForm(unknown).replace("nobody.here", "priya")).isEqualTo(withoutForm(wrong));
        assertThat(kinds(school, "sign-in.failed"))
                .extracting(AuditEntry::subject)
                .containsExactly("name:unknown", "person:" + school.pupil().person());
    }

    @Test
    void anUnknownNameCostsAsMuchWorkAsAWrongPassword() {
        var school = school();
        signIn(school, "priya", "warm up the code", "/");
        signIn(school, "nobody.at.all", "warm up the code", "/");
        long known = bytes(() -> signIn(school, "priya", "something else 12", "/"));
        long unknown = bytes(() -> signIn(school, "nobody.here", "something else 12", "/"));

        assertThat((double) unknown / known)
                .as("the memory that the check of a password needs: %d bytes against %d", unknown, known)
                .isBetween(0.8, 1.25);
        assertThat(known).as("a check of a password needs 19 MB").isGreaterThan(19L << 20);
    }

    @Test
    void tenWrongTriesAreFreeThenEachWaitsWhetherTheNameExistsOrNot() {
        var school = school();
        for (var name : List.of("priya", "nobody.here")) {
            TestClock.at(TEN, () -> {
                for (int i = 0; i < 10; i++) {
                    assertThat(signIn(school, name, "wrong " + i, "/"))
                            .bodyText()
                            .contains("do not belong together");
                }
                assertThat(signIn(school, name, GOOD, "/"))
                        .as("even the right one")
                        .hasStatus(422)
                        .bodyText()
                        .contains("Try again at 10:00");
            });
        }
        TestClock.at(
                TEN.plusSeconds(31),
                () -> assertThat(signIn(school, "priya", GOOD, "/")).hasStatus(302));
    }

    @Test
    void manyTriesAtOnceAreManyTries() throws Exception {
        var school = school();
        var threads = new Thread[16];
        var answers = new String[threads.length];
        for (int i = 0; i < threads.length; i++) {
            int one = i;
            threads[i] = new Thread(() -> {
                var seen = signIn(school, "priya", "wrong " + one, "/").getResponse();
                try {
                    answers[one] = seen.getContentAsString().contains("several tries") ? "shut" : "wrong";
                } catch (java.io.UnsupportedEncodingException e) {
                    throw new IllegalStateException(e);
                }
            });
            threads[i].start();
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(answers).filteredOn("wrong"::equals).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "/sign-out",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: x",
                "\\\\evil.example",
                ""
            })
    void nobodyIsSentToAnotherPlace(String to) {
        assertThat(signIn(school(), "priya", GOOD, to))
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo("/");
    }

    @Test
    @Keeps("ACC-3")
    void twoOfOneNameHaveTwoNamesToSignInWith() {
        var school = school();
        var other = pupil(school, "Priya");
        var third = pupil(school, "Sam");
        school.within(() -> {
            assertThat(accounts.open(school.head(), other.person(), ""))
                    .isInstanceOfSatisfying(
                            Accounts.Opened.Now.class,
                            opened -> assertThat(opened.account().name()).isEqualTo("priya2"));
            assertThat(accounts.open(school.head(), third.person(), "PRIYA"))
                    .isEqualTo(new Accounts.Opened.NameTaken());
        });
    }

    @Test
    @Keeps("PWD-18")
    void theRecordHasWhoCameFromWhichDeviceAndHowTheyWent() {
        var school = school();
        var session = session(signIn(school, "priya", GOOD, "/"));
        post("/sign-out", session);

        assertThat(kinds(school, "session.began")).singleElement().satisfies(began -> {
            assertThat(began.actor()).isEqualTo(school.pupil().person());
            assertThat(began.facts().orElseThrow()).containsKeys("address", "device");
        });
        assertThat(kinds(school, "session.ended"))
                .singleElement()
                .satisfies(ended -> assertThat(ended.facts().orElseThrow())
                        .containsEntry("person", school.pupil().person().toString())
                        .containsEntry("why", "SIGNED_OUT"));
    }

    @Test
    @Keeps("PWD-3")
    void anOldPasswordIsRemindedOfAsOftenAsTheSchoolSays() {
        var school = school();
        var set = Instant.now();
        var day59 = set.plus(Duration.ofDays(59));
        var day61 = set.plus(Duration.ofDays(61));
        assertThat(accountPage(school, day61)).doesNotContain("the same for a long time");

        school.within(() -> settings.set(school.head(), "signin.password-reminder-days", "60", "Twice a term"));

        assertThat(accountPage(school, day59)).doesNotContain("the same for a long time");
        assertThat(accountPage(school, day61)).contains("Your password has been the same for a long time");
    }

    private String accountPage(Cast.Greenfield school, Instant when) {
        return TestClock.at(
                when,
                () -> body(mvc.get()
                        .uri("/my-account")
                        .cookie(session(signIn(school, "priya", GOOD, "/")))
                        .exchange()));
    }

    @Test
    @Keeps({"PWD-3", "PWD-2"})
    void aWeakPasswordIsRefusedWithWordsThatHelp() {
        var school = school();
        var pupil = session(signIn(school, "priya", GOOD, "/"));

        assertThat(post("/password", pupil, "password", "priya rocket sock", "again", "priya rocket sock"))
                .hasStatus(422)
                .bodyText()
                .contains("<a href=\"#password\">Leave out your own name and the school’s");
        assertThat(post("/password", pupil, "password", "football", "again", "football"))
                .hasStatus(422);
        assertThat(post("/password", pupil, "password", "a quiet purple wagon", "again", "another"))
                .hasStatus(422)
                .bodyText()
                .contains("<a href=\"#again\">The two are not the same.");
        assertThat(post("/password", pupil, "password", GOOD, "again", GOOD))
                .hasStatus(422)
                .bodyText()
                .contains("That is the password you have now.");
        assertThat(post("/password", pupil, "password", "a quiet purple wagon", "again", "a quiet purple wagon"))
                .hasStatus(302);
        assertThat(signIn(school, "priya", "a quiet purple wagon", "/")).hasStatus(302);
    }

    @Test
    void whoHasNotSignedInReadsWhatTheProgramIs() {
        assertThat(mvc.get().uri("/about")).hasStatusOk();
    }

    @Test
    @Keeps({"PWD-5", "PWD-18"})
    void aTeacherGivesAPupilANewPasswordAndThePupilIsTold() {
        var school = school();
        var before = session(signIn(school, "priya", GOOD, "/"));
        var given = mvc.post()
                .uri("/accounts/" + school.pupil().person() + "/reset")
                .with(Cast.as(school.teacher()))
                .exchange();
        var password = Pattern.compile("<p class=\"given\"><b>([^<]+)</b>")
                .matcher(body(given))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();

        assertThat(mvc.get().uri("/my-account").cookie(before))
                .as("the old session")
                .hasStatus(302);
        assertThat(signIn(school, "priya", GOOD, "/")).hasStatus(422);
        var after = session(signIn(school, "priya", password, "/"));
        assertThat(mvc.get().uri("/my-account").cookie(after))
                .as("everything else waits for a new password")
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo("/password");
        assertThat(mvc.get().uri("/password").cookie(after))
                .hasStatusOk()
                .bodyText()
                .contains("Mr Hale gave you a new password so that you could come in.");
        post("/password", after, "password", "a quiet purple wagon", "again", "a quiet purple wagon");
        assertThat(mvc.get().uri("/my-account").cookie(after)).hasStatusOk();
        assertThat(kinds(school, "password.reset")).singleElement().satisfies(entry -> {
            assertThat(entry.actorName()).isEqualTo("Mr Hale");
            assertThat(entry.subject()).isEqualTo("person:" + school.pupil().person());
        });
    }

    @Test
    @Keeps("PWD-5")
    void aTeacherHelpsTheirOwnClassesOnly() {
        var school = school();
        var other = school.somebody("Mr Other", Role.TEACHER);
        roll.put(other);

        assertThat(mvc.post()
                        .uri("/accounts/" + school.pupil().person() + "/reset")
                        .with(Cast.as(other)))
                .hasStatus(403);
        assertThat(mvc.get().uri("/accounts").with(Cast.as(other)))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("Priya");
        var theirs = cast.greenfield();
        assertThat(mvc.post()
                        .uri("/accounts/" + school.pupil().person() + "/reset")
                        .with(Cast.as(theirs.head())))
                .hasStatus(404);
    }

    @Test
    @Keeps("PWD-5")
    void theOfficeGivesANewPasswordAndSeesNoSignIns() {
        var school = school();
        var office = school.somebody("Mrs Underwood", Role.OFFICE);
        roll.put(office);
        var way = "/accounts/" + school.pupil().person();

        assertThat(mvc.get().uri(way).with(Cast.as(office)))
                .hasStatusOk()
                .bodyText()
                .contains(way + "/reset")
                .doesNotContain("/sessions/");
        assertThat(mvc.post().uri(way + "/reset").with(Cast.as(office)))
                .hasStatusOk()
                .bodyText()
                .contains("<p class=\"given\"><b>");
    }

    @Test
    void whoOnlySeesSignInsIsOfferedNoPassword() {
        var school = school();
        var lead = school.somebody("Ms Okafor", Role.SAFEGUARDING_LEAD);
        roll.put(lead);
        var person = school.pupil().person();

        assertThat(mvc.get().uri("/accounts/" + person).with(Cast.as(lead)))
                .hasStatusOk()
                .bodyText()
                .contains("href=\"/people/" + person + "\"")
                .doesNotContain("/reset");
    }

    @Test
    void aGivenPasswordDoesNotWorkForEver() {
        var school = school();
        var given = new Accounts.Reset[1];
        TestClock.at(
                TEN,
                () -> school.within(() -> given[0] =
                        accounts.reset(school.teacher(), school.pupil().person())));
        var password = ((Accounts.Reset.Given) given[0]).password();

        TestClock.at(
                TEN.plus(Duration.ofDays(7)),
                () -> assertThat(signIn(school, "priya", password, "/")).hasStatus(422));
        TestClock.at(
                TEN.plus(Duration.ofDays(6)),
                () -> assertThat(signIn(school, "priya", password, "/")).hasStatus(302));
    }

    @Test
    @Keeps("PWD-6")
    void someoneKnowsMyPasswordIsOneStep() {
        var school = school();
        roll.put(school.teacher(), "hale@greenfield.example");
        var here = session(signIn(school, "priya", GOOD, "/"));
        var elsewhere = session(signIn(school, "priya", GOOD, "/"));

        assertThat(post("/my-account/known", here))
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo("/password");

        assertThat(mvc.get().uri("/my-account").cookie(elsewhere)).hasStatus(302);
        assertThat(mvc.get().uri("/my-account").cookie(here)).redirectedUrl().isEqualTo("/password");
        assertThat(letters(school)).singleElement().satisfies(letter -> {
            assertThat(letter.address()).isEqualTo("hale@greenfield.example");
            assertThat(letter.subject()).doesNotContain("Priya");
        });
        post("/password", here, "password", "a quiet purple wagon", "again", "a quiet purple wagon");
        assertThat(mvc.get().uri("/my-account").cookie(here))
                .hasStatusOk()
                .bodyText()
                .contains("Ended with a new password");
    }

    @Test
    @Keeps("PWD-7")
    void whoFoundOutAPasswordSaysSoAndIsNotBlamed() {
        var school = school();
        roll.put(school.teacher(), "hale@greenfield.example");
        var owner = session(signIn(school, "priya", GOOD, "/"));
        var finder = pupil(school, "Sam");
        classOf(school, school.pupil(), finder);
        school.within(() -> accounts.open(school.head(), finder.person(), ""));

        assertThat(mvc.post()
                        .uri("/found-password")
                        .param("whose", school.pupil().person().toString())
                        .with(Cast.as(finder)))
                .hasStatus(302);

        assertThat(mvc.get().uri("/my-account").cookie(owner))
                .as("the owner is signed out")
                .hasStatus(302);
        assertThat(mvc.get().uri("/my-account").cookie(session(signIn(school, "priya", GOOD, "/"))))
                .redirectedUrl()
                .isEqualTo("/password");
        assertThat(letters(school))
                .isNotEmpty()
                .allSatisfy(letter -> assertThat(letter.parts())
                        .noneSatisfy(part -> assertThat(part.text()).contains("Sam")));
        assertThat(mvc.post().uri("/found-password").param("whose", "").with(Cast.as(finder)))
                .hasStatus(422)
                .bodyText()
                .contains("<a href=\"#whose\">Choose whose password it is.");
    }

    @Test
    void aPupilCannotSignOutASchoolByReportingEverybody() {
        var school = school();
        var prankster = pupil(school, "Sam");
        var others = new Actor.Somebody[4];
        for (int i = 0; i < others.length; i++) {
            others[i] = pupil(school, "Child " + i);
            var one = others[i].person();
            school.within(() -> accounts.open(school.head(), one, ""));
        }
        classOf(school, prankster, others);
        school.within(() -> accounts.open(school.head(), prankster.person(), ""));

        for (int i = 0; i < 3; i++) {
            assertThat(report(prankster, others[i].person())).hasStatus(302);
        }
        assertThat(report(prankster, others[3].person()))
                .hasStatus(422)
                .bodyText()
                .contains("Tell your teacher");
        var elsewhere = pupil(school, "Far Away");
        school.within(() -> accounts.open(school.head(), elsewhere.person(), ""));
        assertThat(report(prankster, elsewhere.person())).as("no classmate").hasStatus(422);
    }

    @Test
    @Keeps("PWD-11")
    void anyoneEndsAStationThatWasLeftOpen() {
        var school = school();
        roll.put(school.teacher(), "hale@greenfield.example");
        var left = session(signIn(school, "priya", GOOD, "/"));

        assertThat(mvc.get().uri("/not-me").cookie(left))
                .hasStatusOk()
                .bodyText()
                .contains("signed in as Priya");
        assertThat(post("/not-me", left, "note", "library, second laptop")).hasStatus(302);

        assertThat(mvc.get().uri("/my-account").cookie(left)).hasStatus(302);
        assertThat(kinds(school, "session.found-open"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts())
                        .get()
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, String.class))
                        .containsEntry("note", "library, second laptop"));
        assertThat(letters(school)).hasSize(1);
    }

    @Test
    @Keeps("PWD-10")
    void aLockedSessionAsksForThePasswordAndGoesOnWhereItWas() {
        var school = school();
        var cookie = TestClock.at(TEN, () -> session(signIn(school, "priya", GOOD, "/")));
        TestClock.at(TEN.plus(Duration.ofMinutes(21)), () -> {
            assertThat(mvc.get().uri("/my-account").cookie(cookie))
                    .hasStatus(302)
                    .redirectedUrl()
                    .isEqualTo("/sign-in/locked?to=%2Fmy-account");
            assertThat(mvc.get().uri("/sign-in/locked").cookie(cookie))
                    .bodyText()
                    .contains("Locked for Priya");
            assertThat(post("/sign-in/locked", cookie, "password", "wrong", "to", "/my-account"))
                    .hasStatus(422);
            assertThat(post("/sign-in/locked", cookie, "password", GOOD, "to", "/my-account"))
                    .redirectedUrl()
                    .isEqualTo("/my-account");
            assertThat(mvc.get().uri("/my-account").cookie(cookie)).hasStatusOk();
        });
    }

    @Test
    void whatIsSentWhileASessionIsLockedIsGivenBackOnceToItsOwner() {
        var school = school();
        var cookie = TestClock.at(TEN, () -> session(signIn(school, "priya", GOOD, "/")));
        TestClock.at(TEN.plus(Duration.ofMinutes(21)), () -> {
            assertThat(post(
                            "/my-account/password",
                            cookie,
                            "words",
                            "I saw <b>something</b> at lunch",
                            "password",
                            GOOD))
                    .redirectedUrl()
                    .isEqualTo("/sign-in/locked");
            assertThat(post("/sign-in/locked", cookie, "password", "wrong"))
                    .bodyText()
                    .as("nobody who cannot unlock it sees it")
                    .doesNotContain("something");
            assertThat(post("/sign-in/locked", cookie, "password", GOOD))
                    .hasStatusOk()
                    .bodyText()
                    .contains("action=\"/my-account/password\"")
                    .contains("name=\"words\" value=\"I saw &lt;b>something&lt;/b> at lunch\"")
                    .doesNotContain(GOOD);
            assertThat(post("/sign-in/locked", cookie, "password", GOOD))
                    .as("once only")
                    .redirectedUrl()
                    .isEqualTo("/");
        });
    }

    @Test
    void anAdultSetsAPasswordByALinkAndByNothingElse() {
        var school = school();
        roll.put(school.head(), "lindqvist@greenfield.example");
        school.within(() -> accounts.open(school.head(), school.head().person(), "Lindqvist@Greenfield.example"));
        assertThat(post("/sign-in/forgotten", school, "address", "lindqvist@greenfield.example"))
                .hasStatusOk()
                .bodyText()
                .contains("Look in your post");
        lettersAreWritten(school);

        var visit = press(linkIn(school));
        assertThat(mvc.get().uri("/set-password").cookie(visit)).hasStatusOk();
        assertThat(mvc.get().uri("/communications").cookie(visit))
                .as("a link carries no powers")
                .hasStatus(302);
        assertThat(post("/set-password", visit, "password", GOOD, "again", GOOD))
                .redirectedUrl()
                .isEqualTo("/sign-in?set");
        assertThat(mvc.get().uri("/set-password").cookie(visit))
                .as("the link is used up")
                .hasStatus(302);
        assertThat(signIn(school, "lindqvist@greenfield.example", GOOD, "/")).hasStatus(302);
        assertThat(mvc.get().uri("/set-password").with(Cast.as(school.head()))).hasStatus(404);
    }

    @Test
    void anAddressLeadsToItsSchoolWithoutChoosingOne() {
        var school = school();
        var name = "begum-" + UUID.randomUUID() + "@greenfield.example";
        school.within(() -> {
            accounts.open(school.head(), school.head().person(), name);
            accounts.choose(school.head(), GOOD, null);
        });

        assertThat(mvc.post()
                        .uri("/sign-in")
                        .param("name", name)
                        .param("password", GOOD)
                        .with(SecurityMockMvcRequestPostProcessors.csrf()))
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo("/");
    }

    @Test
    void whoeverWorksAtTwoSchoolsHasAnAccountAtBoth() {
        var first = school();
        var second = school();
        var name = "cover-" + UUID.randomUUID() + "@greenfield.example";
        first.within(() -> accounts.open(first.head(), first.head().person(), name));
        second.within(() -> {
            assertThat(accounts.open(second.head(), second.head().person(), name))
                    .isInstanceOf(Accounts.Opened.Now.class);
            accounts.choose(second.head(), GOOD, null);
        });

        assertThat(signIn(second, name, GOOD, "/")).hasStatus(302);
    }

    @Test
    void whetherAnAddressIsKnownIsNotSaid() {
        var school = school();
        roll.put(school.parent(), "dan@home.example");
        var known = post("/sign-in/parents", school, "address", "dan@home.example");
        var unknown = post("/sign-in/parents", school, "address", "nobody@home.example");

        assertThat(withoutForm(unknown).replace("nobody@", "dan@")).isEqualTo(withoutForm(known));
        lettersAreWritten(school);
        assertThat(letters(school)).hasSize(1);
        assertThat(mvc.get().uri(linkIn(school))).hasStatusOk();
        assertThat(post("/sign-in/parents", school, "address", "dan")).hasStatus(422);
    }

    @ParameterizedTest
    @CsvSource({"/sign-in/forgotten, lindqvist@greenfield.example", "/sign-in/parents, dan@home.example"})
    void anAddressThatIsKnownIsTheSameWorkForTheAnswerAsOneThatIsNot(String door, String known) {
        var school = school();
        roll.put(school.parent(), "dan@home.example");
        roll.put(school.head(), "lindqvist@greenfield.example");
        school.within(() -> accounts.open(school.head(), school.head().person(), "lindqvist@greenfield.example"));
        var before = rows(school);

        assertThat(post(door, school, "address", "nobody@home.example")).hasStatusOk();
        var afterNobody = rows(school);
        assertThat(post(door, school, "address", known)).hasStatusOk();
        assertThat(afterNobody).as("one row, and it says nothing").isEqualTo(before.withWishes(1));
        assertThat(rows(school)).isEqualTo(before.withWishes(2));

        lettersAreWritten(school);
        assertThat(letters(school))
                .singleElement()
                .satisfies(letter -> assertThat(letter.address()).isEqualTo(known));
        assertThat(rows(school).wishes()).isZero();
    }

    /** All that asking for a letter could write. */
    private record Rows(int wishes, int letters, int links, int entries) {
        Rows withWishes(int number) {
            return new Rows(number, letters, links, entries);
        }
    }

    private Rows rows(Cast.Greenfield school) {
        return Tenants.within(
                school.school(),
                () -> transaction.execute(_ -> jdbc.sql("""
                        select (select count(*) from letter_wish where school_id = :school) as wishes,
                          (select count(*) from outbox where school_id = :school) as letters,
                          (select count(*) from one_time_link where school_id = :school) as links,
                          (select count(*) from audit_entry where school_id = :school) as entries
                        """)
                        .param("school", school.school().value())
                        .query(Rows.class)
                        .single()));
    }

    private void lettersAreWritten(Cast.Greenfield school) {
        school.within(() -> doorLetters.run(school.school()));
    }

    @Test
    @Keeps("PWD-17")
    void noPasswordStandsInTheDatabaseTheRecordOrALetter() {
        var school = school();
        var secret = "a quiet purple wagon";
        post("/password", session(signIn(school, "priya", GOOD, "/")), "password", secret, "again", secret);
        signIn(school, "priya", "mistyped " + secret, "/");

        var rows = new String[1];
        school.within(() -> rows[0] = transaction.<String>execute(_ -> String.join(
                "\n",
                jdbc.sql("select a::text from account a where school_id = :s"
                                + " union all select e::text from audit_entry e where school_id = :s"
                                + " union all select o::text from outbox o where school_id = :s"
                                + " union all select t::text from sign_in_try t")
                        .param("s", school.school().value())
                        .query(String.class)
                        .list())));

        assertThat(rows[0]).contains("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("purple wagon");
    }

    @Test
    @Keeps("PWD-8")
    void signsOfASharedAccountAreLookedAtAndClosed() {
        var school = school();
        signIn(school, "priya", GOOD, "/");
        signIn(school, "priya", GOOD, "/");
        var page =
                mvc.get().uri("/shared-use").with(Cast.as(school.coordinator())).exchange();
        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains("Used in two browsers at the same time")
                .contains("Priya");
        var id = Pattern.compile("/shared-use/([0-9a-f-]{36})/looked-at")
                .matcher(body(page))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();

        assertThat(mvc.post()
                        .uri("/shared-use/" + id + "/looked-at")
                        .param("outcome", " ")
                        .with(Cast.as(school.coordinator())))
                .hasStatus(422)
                .bodyText()
                .contains("<a href=\"#outcome-" + id + "\">");
        assertThat(mvc.post()
                        .uri("/shared-use/" + id + "/looked-at")
                        .param("outcome", "Two laptops of her own")
                        .with(Cast.as(school.coordinator())))
                .hasStatus(302);
        assertThat(mvc.get().uri("/shared-use").with(Cast.as(school.coordinator())))
                .bodyText()
                .contains("No sign of a shared account");
    }

    @Test
    void demonstrationSignInsAreNowhereElse() {
        var school = school();
        assertThat(post(
                        "/sign-in/demonstration",
                        school,
                        "school",
                        school.school().toString(),
                        "person",
                        school.head().person().toString()))
                .hasStatus(404);
        assertThat(mvc.get().uri("/sign-in")).bodyText().doesNotContain("In this demonstration");
    }

    private Cast.Greenfield school() {
        var school = cast.greenfield();
        roll.put(school.head(), school.coordinator(), school.teacher(), school.pupil(), school.parent());
        classOf(school, school.pupil());
        school.within(() -> {
            accounts.open(school.head(), school.pupil().person(), "");
            accounts.choose(school.pupil(), GOOD, null);
        });
        return school;
    }

    private void classOf(Cast.Greenfield school, Actor.Somebody first, Actor.Somebody... others) {
        var pupils = new java.util.ArrayList<>(List.of(first.person()));
        Arrays.stream(others).map(Actor.Somebody::person).forEach(pupils::add);
        roll.put(
                school.school(), "Kingfishers", pupils, List.of(school.teacher().person()));
    }

    private Actor.Somebody pupil(Cast.Greenfield school, String name) {
        var pupil = new Actor.Somebody(
                school.school(),
                PersonId.random(),
                name,
                java.util.Set.of(Role.PUPIL),
                org.schoolgate.kernel.Phase.KS2);
        roll.put(pupil);
        return pupil;
    }

    private MvcTestResult report(Actor.Somebody reporter, PersonId owner) {
        return mvc.post()
                .uri("/found-password")
                .param("whose", owner.toString())
                .with(Cast.as(reporter))
                .exchange();
    }

    private MvcTestResult signIn(Cast.Greenfield school, String name, String password, String to) {
        return post("/sign-in", school, "name", name, "password", password, "to", to);
    }

    private MvcTestResult post(String uri, Cast.Greenfield school, String... parameters) {
        return post(uri, new Cookie("schoolgate-school", school.school().toString()), parameters);
    }

    private MvcTestResult post(String uri, Cookie cookie, String... parameters) {
        var request = mvc.post()
                .uri(uri)
                .cookie(cookie)
                .with(someAddress())
                .with(SecurityMockMvcRequestPostProcessors.csrf());
        for (int i = 0; i < parameters.length; i += 2) {
            request = request.param(parameters[i], parameters[i + 1]);
        }
        return request.exchange();
    }

    /** Each request from an address of its own, so that tests do not shut one another out. */
    private static RequestPostProcessor someAddress() {
        return request -> {
            request.setRemoteAddr("2001:db8::" + Long.toHexString(System.nanoTime() & 0xffff) + ":"
                    + Integer.toHexString(UUID.randomUUID().hashCode() & 0xffff));
            return request;
        };
    }

    private static Cookie session(MvcTestResult signedIn) {
        var cookie = signedIn.getResponse().getCookie("schoolgate-session");
        assertThat(cookie).isNotNull();
        return new Cookie(
                "schoolgate-session", java.util.Objects.requireNonNull(cookie).getValue());
    }

    private Cookie press(String link) {
        var pressed = mvc.post()
                .uri(link)
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();
        var cookie = pressed.getResponse().getCookie("schoolgate-visit");
        assertThat(cookie).isNotNull();
        return new Cookie(
                "schoolgate-visit", java.util.Objects.requireNonNull(cookie).getValue());
    }

    private List<Message> letters(Cast.Greenfield school) {
        var all = new java.util.ArrayList<Message>();
        school.within(() -> all.addAll(messages.outbox(school.school(), 20)));
        return all;
    }

    private String linkIn(Cast.Greenfield school) {
        var newest = letters(school).getFirst();
        var opened = new Message[1];
        school.within(
                () -> opened[0] = messages.open(school.school(), newest.id()).orElseThrow());
        return opened[0].parts().stream()
                .map(part -> String.valueOf(part.path()))
                .filter(path -> TOKEN.matcher(path).matches())
                .findFirst()
                .orElseThrow();
    }

    private List<AuditEntry> kinds(Cast.Greenfield school, String kind) {
        var all = new java.util.ArrayList<AuditEntry>();
        school.within(() -> all.addAll(trail.newest(school.head(), kind, Long.MAX_VALUE, 50)));
        return all;
    }

    private static String body(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String withoutForm(MvcTestResult result) {
        return body(result).replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
    }

    /** What the work takes of memory, which does not depend on what else the machine does. */
    private static long bytes(Runnable work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}

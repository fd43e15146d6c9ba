package org.schoolgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Lessons;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.schoolgate.ui.Picto;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PageTest
class ClassSignInPagesTest {
    private final Cast cast;
    private final Roll roll;
    private final Lessons lessons;
    private final ClassSignIns classes;
    private final Settings settings;
    private final MockMvcTester mvc;

    ClassSignInPagesTest(
            Cast cast, Roll roll, Lessons lessons, ClassSignIns classes, Settings settings, MockMvcTester mvc) {
        this.cast = cast;
        this.roll = roll;
        this.lessons = lessons;
        this.classes = classes;
        this.settings = settings;
        this.mvc = mvc;
    }

    /** Robins: Tom and Ava of Year 1, and Priya of Year 4 who helps there. */
    private record Robins(Cast.Greenfield school, UUID id, Actor.Somebody tom, Actor.Somebody ava, String address) {}

    @Test
    @Keeps({"PWD-4", "PWD-18"})
    void aChildSignsInWithoutTyping() {
        var robins = robins();
        var lesson = begin(robins);

        var named = pressCard(robins);
        assertThat(named).hasStatus(302).redirectedUrl().isEqualTo("/sign-in/class/name");
        var pass = pass(named);
        assertThat(mvc.get().uri("/sign-in/class/name").cookie(pass))
                .hasStatusOk()
                .bodyText()
                .contains("Robins, press your name.")
                .contains("Tom")
                .contains("Ava")
                .as("an older child has a password")
                .doesNotContain("Priya")
                .as("nothing to type")
                .doesNotContain("type=\"text\"")
                .doesNotContain("type=\"password\"");
        assertThat(post(
                        robins,
                        "/sign-in/class/name",
                        pass,
                        "child",
                        robins.tom().person().toString()))
                .hasStatusOk()
                .bodyText()
                .contains("Hello Tom")
                .contains("I am not Tom");
        var in = press(robins, pass, robins.tom(), secret(robins, robins.tom()));
        assertThat(in).hasStatus(302).redirectedUrl().isEqualTo("/");
        assertThat(mvc.get().uri("/my-account").cookie(session(in))).hasStatusOk();

        lessons.end(robins.school().school(), lesson);
        assertThat(mvc.get().uri("/my-account").cookie(session(in)))
                .as("it ends with the adult's session")
                .hasStatus(302);
    }

    @Test
    @Keeps("PWD-4")
    void theCardOpensNothingUnlessAnAdultHoldsASessionOpen() {
        var robins = robins();

        var before = pressCard(robins);
        assertThat(before).hasStatus(422).bodyText().contains("not a class that is open now");

        var lesson = begin(robins);
        var pass = pass(pressCard(robins));
        lessons.end(robins.school().school(), lesson);
        assertThat(mvc.get().uri("/sign-in/class/name").cookie(pass)).hasStatus(302);
        assertThat(press(robins, pass, robins.tom(), secret(robins, robins.tom())))
                .hasStatus(422)
                .bodyText()
                .contains("Ask your teacher");
    }

    @Test
    void aWrongCardAndAClassThatIsNotOpenGetTheSameAnswer() {
        var robins = robins();
        var closed = pressCard(robins);
        var wrong = pressed(
                robins,
                ClassSignIns.CARD_PICTURES.stream()
                        .filter(one -> !card(robins).contains(one))
                        .limit(3)
                        .toList());

        assertThat(text(wrong)).isEqualTo(text(closed));
    }

    @Test
    void threeGuessesOfAPictureAreAllUntilTheAdultHelps() {
        var robins = robins();
        begin(robins);
        var pass = pass(pressCard(robins));
        var right = secret(robins, robins.tom());
        var wrong = ClassSignIns.SECRET_PICTURES.stream()
                .filter(one -> one != right)
                .findFirst()
                .orElseThrow();

        for (int i = 0; i < 3; i++) {
            assertThat(press(robins, pass, robins.tom(), wrong))
                    .hasStatus(422)
                    .bodyText()
                    .contains("That is not it.");
        }
        assertThat(press(robins, pass, robins.tom(), right))
                .as("even the right one")
                .hasStatus(422)
                .bodyText()
                .contains("Ask your teacher");
        assertThat(press(robins, pass, robins.ava(), secret(robins, robins.ava())))
                .as("nobody else waits")
                .hasStatus(302);

        assertThat(mvc.post()
                        .uri("/class-cards/" + robins.id() + "/" + robins.tom().person() + "/tries")
                        .with(Cast.as(robins.school().teacher())))
                .hasStatus(302);
        assertThat(press(robins, pass, robins.tom(), right)).hasStatus(302);
    }

    @Test
    void cardsAreGuessedAtMostThirtyTimesFromOnePlace() {
        var robins = robins();
        begin(robins);
        var wrong = ClassSignIns.CARD_PICTURES.stream()
                .filter(one -> !card(robins).contains(one))
                .limit(3)
                .toList();
        for (int i = 0; i < 30; i++) {
            pressed(robins, wrong);
        }

        assertThat(pressCard(robins)).hasStatus(422).bodyText().contains("Let us stop a moment.");
    }

    @Test
    void anOlderChildCannotComeInByAPicture() {
        var robins = robins();
        begin(robins);
        var pass = pass(pressCard(robins));

        assertThat(press(robins, pass, robins.school().pupil(), Picto.CAT)).hasStatus(422);
    }

    @Test
    void aPassIsNotMadeByHandNorForAnotherSchool() {
        var robins = robins();
        var lesson = begin(robins);
        var forged = new Cookie("schoolgate-class", robins.school().school() + "." + lesson + ".9999999999.c2VhbA");

        assertThat(mvc.get().uri("/sign-in/class/name").cookie(forged)).hasStatus(302);
        assertThat(press(robins, forged, robins.tom(), secret(robins, robins.tom())))
                .hasStatus(422);
        var elsewhere = robins();
        begin(elsewhere);
        assertThat(press(robins, pass(pressCard(elsewhere)), robins.tom(), secret(robins, robins.tom())))
                .hasStatus(422);
    }

    @Test
    @Keeps("PWD-4")
    void aSchoolMaySayThatAllSignInByPassword() {
        var robins = robins();
        begin(robins);
        robins.school()
                .within(() -> settings.set(robins.school().head(), "signin.young-pupils", "password", "our policy"));

        assertThat(pressCard(robins)).hasStatus(422);
    }

    @Test
    void aTeacherKeepsTheCardsOfTheirOwnClass() {
        var robins = robins();
        var other = robins.school().somebody("Mr Other", Role.TEACHER);

        assertThat(mvc.get()
                        .uri("/class-cards/" + robins.id())
                        .with(Cast.as(robins.school().teacher())))
                .hasStatusOk()
                .bodyText()
                .contains("Class card of Robins")
                .contains("Tom");
        assertThat(mvc.get().uri("/class-cards/" + robins.id()).with(Cast.as(other)))
                .hasStatus(403);
        assertThat(mvc.get()
                        .uri("/class-cards/" + robins.id())
                        .with(Cast.as(robins.school().governor())))
                .hasStatus(403);
        assertThat(mvc.get()
                        .uri("/class-cards/" + robins.id())
                        .with(Cast.as(cast.greenfield().head())))
                .hasStatus(404);
    }

    @Test
    void anotherSecretPictureIsAnotherOne() {
        var robins = robins();
        var before = secret(robins, robins.tom());

        mvc.post()
                .uri("/class-cards/" + robins.id() + "/" + robins.tom().person() + "/secret")
                .with(Cast.as(robins.school().teacher()))
                .exchange();

        assertThat(secret(robins, robins.tom())).isNotEqualTo(before);
    }

    private Robins robins() {
        var school = cast.greenfield();
        var tom = child(school, "Tom");
        var ava = child(school, "Ava");
        roll.put(school.head(), school.teacher(), school.pupil(), tom, ava);
        var list = roll.put(
                school.school(),
                "Robins",
                List.of(tom.person(), ava.person(), school.pupil().person()),
                List.of(school.teacher().person()));
        school.within(() -> classes.makeCards(school.teacher(), list.id()));
        return new Robins(school, list.id(), tom, ava, "10." + UUID.randomUUID());
    }

    private static Actor.Somebody child(Cast.Greenfield school, String name) {
        return new Actor.Somebody(school.school(), PersonId.random(), name, Set.of(Role.PUPIL), Phase.KS1);
    }

    private UUID begin(Robins robins) {
        return lessons.begin(
                robins.school().school(), robins.id(), robins.school().teacher().person());
    }

    private ClassSignIns.Cards cards(Robins robins) {
        var cards = new ClassSignIns.Cards[1];
        robins.school().within(() -> cards[0] = classes.cards(robins.school().teacher(), robins.id()));
        return Objects.requireNonNull(cards[0]);
    }

    private List<Picto> card(Robins robins) {
        return cards(robins).card();
    }

    private Picto secret(Robins robins, Actor.Somebody child) {
        return cards(robins).children().stream()
                .filter(one -> one.person().equals(child.person()))
                .findFirst()
                .flatMap(ClassSignIns.ChildCard::secret)
                .orElseThrow();
    }

    private MvcTestResult pressCard(Robins robins) {
        return pressed(robins, card(robins));
    }

    /** The three presses, each a request of its own as without scripts. */
    private MvcTestResult pressed(Robins robins, List<Picto> card) {
        var cookie = new Cookie("schoolgate-school", robins.school().school().toString());
        var first = post(
                robins,
                "/sign-in/class",
                cookie,
                "so",
                "",
                "picture",
                card.get(0).name());
        assertThat(first).hasStatusOk();
        var second = post(
                robins,
                "/sign-in/class",
                cookie,
                "so",
                card.get(0).name(),
                "picture",
                card.get(1).name());
        assertThat(second).hasStatusOk();
        return post(
                robins,
                "/sign-in/class",
                cookie,
                "so",
                card.get(0).name() + "," + card.get(1).name(),
                "picture",
                card.get(2).name());
    }

    private MvcTestResult press(Robins robins, Cookie pass, Actor.Somebody child, Picto picture) {
        return post(
                robins, "/sign-in/class/picture", pass, "child", child.person().toString(), "picture", picture.name());
    }

    private MvcTestResult post(Robins robins, String uri, Cookie cookie, String... parameters) {
        var request = mvc.post()
                .uri(uri)
                .cookie(cookie)
                .with(post -> {
                    post.setRemoteAddr(robins.address());
                    return post;
                })
                .with(SecurityMockMvcRequestPostProcessors.csrf());
        for (int i = 0; i < parameters.length; i += 2) {
            request = request.param(parameters[i], parameters[i + 1]);
        }
        return request.exchange();
    }

    private static Cookie pass(MvcTestResult result) {
        return cookie(result, "schoolgate-class");
    }

    private static Cookie session(MvcTestResult result) {
        return cookie(result, "schoolgate-session");
    }

    private static Cookie cookie(MvcTestResult result, String name) {
        return new Cookie(
                name,
                Objects.requireNonNull(result.getResponse().getCookie(name), name)
                        .getValue());
    }

    private static String text(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString().replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}

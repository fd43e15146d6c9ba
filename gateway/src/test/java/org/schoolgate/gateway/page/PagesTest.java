package org.schoolgate.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.ListImage;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.feed.Reader;
import org.schoolgate.gateway.feed.ReaderProfile;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SchoolCard;
import org.schoolgate.gateway.feed.Wording;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.who.Who;
import org.schoolgate.testing.Keeps;

class PagesTest {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final Instant MONDAY = Instant.parse("2026-11-23T15:30:00Z");

    final Pages pages = new Pages(Clock.fixed(NOON, ZoneOffset.UTC));

    static Policy policy(Wording wording, AccessState access) {
        return policy(wording, wording == Wording.ADULT, access);
    }

    static Policy policy(Wording wording, boolean staff, AccessState access) {
        return Policy.of(
                new PolicyCopy(
                        "greenfield",
                        new SchoolCard(
                                "Greenfield <Primary>",
                                "Ms O'Kafor & Co",
                                Map.of(Wording.KS1, "your teacher", Wording.KS2, "your teacher"),
                                "Mrs Lindqvist"),
                        3,
                        1_212,
                        NOON.minusSeconds(240),
                        "https://portal.example",
                        Map.of("p", new ReaderProfile("p", wording, Set.of(), Set.of(), false, true)),
                        Map.of("r", new Reader("r", "p", Set.of(), staff, access)),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(new Rule(
                                "12",
                                "closed.example",
                                Rule.Effect.BLOCK,
                                Rule.Source.REPORT,
                                Set.of(),
                                null,
                                MONDAY,
                                "Somebody saw <something> bad",
                                "Mr Hale")),
                        Set.of(),
                        Set.of("canary.example"),
                        Set.of(),
                        ""),
                ListImage.empty(),
                Set.of("illegal"));
    }

    static Who reader(Policy policy) {
        return new Who.Known(Objects.requireNonNull(policy.copy().readers().get("r")), null, "token");
    }

    Page refused(Wording wording, AccessState access, String host) {
        return refused(policy(wording, access), host);
    }

    Page refused(Policy policy, String host) {
        Decision decision = policy.decide(reader(policy), Host.of(host), NOON);
        return pages.refused(policy.copy(), Refusal.of(policy, reader(policy), decision, NOON, host));
    }

    static String text(Page page) {
        return page.html()
                .replaceAll("(?s)<style>.*?</style>|<svg.*?</svg>", "")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @EnumSource(Wording.class)
    void everyVoiceSaysWhyAPrivateRelayIsClosed(Wording wording) {
        Page page = refused(wording, new AccessState.Open(null), "mask.icloud.com");

        assertThat(text(page))
                .contains("private relay")
                .contains(
                        switch (wording) {
                            case KS1 -> "It is not for school.";
                            case KS2 -> "This device asked for it by itself";
                            case ADULT -> "mask.icloud.com belongs to a private relay";
                        });
    }

    @ParameterizedTest
    @EnumSource(Wording.class)
    @Keeps("FIL-21")
    void everyVoiceSaysWhatWhyWhoUntilWhenAndWhatToDo(Wording wording) {
        Page page = refused(wording, new AccessState.Open(null), "closed.example");

        assertThat(text(page))
                .contains("closed.example")
                .contains("rule 12: closed.example")
                .contains("Decided by Mr Hale")
                .contains("Until 23 November 2026 at 15:30")
                .contains("version 1212, 4 minutes old");
        assertThat(page.html())
                .contains("href=\"https://portal.example/ask?site=closed.example\"")
                .contains("href=\"https://portal.example/\"");
    }

    @Test
    void aGuestIsNotOfferedWhatTheyMayNotDo() {
        Page page = refused(policy(Wording.ADULT, false, new AccessState.Open(null)), "closed.example");

        assertThat(page.html()).doesNotContain("/ask?site=").doesNotContain("/filter/feedback");
        assertThat(page.html()).contains("/tell?page=closed.example");
    }

    @Test
    void childrenTellSomebodyAndStaffSayThatTheFilterIsWrongWhereItIsTheFilter() {
        AccessState open = new AccessState.Open(null);
        String tell = "href=\"https://portal.example/tell?page=closed.example\"";
        String judge = "href=\"https://portal.example/filter/feedback/new?kind=TOO_MUCH&amp;site=closed.example\"";

        for (Wording child : List.of(Wording.KS1, Wording.KS2)) {
            assertThat(refused(child, open, "closed.example").html())
                    .contains(tell)
                    .doesNotContain("/filter/feedback");
        }
        assertThat(refused(Wording.ADULT, open, "closed.example").html())
                .contains(judge, "Wrong? Say so")
                .doesNotContain(tell);
        assertThat(refused(Wording.ADULT, open, "www.canary.example").html()).doesNotContain("/filter/feedback");
        assertThat(refused(Wording.ADULT, new AccessState.Shut("HELD", "", null, false), "closed.example")
                        .html())
                .contains(tell)
                .doesNotContain("/filter/feedback");
    }

    @Test
    void aChildIsSentToTheirTeacherAndStaffToWhoeverDecides() {
        AccessState open = new AccessState.Open(null);

        assertThat(text(refused(Wording.KS1, open, "closed.example"))).contains("Ask your teacher");
        assertThat(text(refused(Wording.KS2, open, "closed.example")))
                .contains("Ask your teacher for this page")
                .doesNotContain("Kafor");
        assertThat(text(refused(Wording.ADULT, open, "closed.example"))).contains("Kafor &amp; Co answers requests");
    }

    @Test
    @Keeps("FIL-21")
    void eachReaderIsToldInTheirOwnVoice() {
        AccessState open = new AccessState.Open(null);

        assertThat(text(refused(Wording.KS1, open, "closed.example")))
                .contains("This page is not for you today.")
                .contains("You did nothing wrong.")
                .contains("Tell a grown-up")
                .doesNotContain("something");
        assertThat(text(refused(Wording.KS2, open, "closed.example")))
                .contains("Your school has closed closed.example. Opening it by mistake is fine.")
                .contains("I did not mean to, take me back");
        assertThat(text(refused(Wording.ADULT, open, "closed.example")))
                .contains("closed.example is blocked for you")
                .contains("This attempt is recorded");
    }

    @ParameterizedTest
    @EnumSource(Wording.class)
    void whoeverIsNotOnlineIsToldThatAndNotThatASiteIsBad(Wording wording) {
        AccessState shut = new AccessState.Shut("HELD", "Ask Ms Okafor first.", MONDAY, false);
        Page page = refused(wording, shut, "maps.example");

        assertThat(text(page))
                .contains("Ask Ms Okafor first.")
                .contains("Until 23 November 2026 at 15:30")
                .doesNotContain("blocked for")
                .doesNotContain("This page is");
        assertThat(page.html()).doesNotContain("/ask?site=");
    }

    @ParameterizedTest
    @EnumSource(Wording.class)
    @Keeps("SAN-5")
    void whatWasTakenFromOneReaderIsSaidToThemAndIsNoBadSite(Wording wording) {
        Decision taken = new Decision.Withheld(
                ((Decision.Go) policy(wording, new AccessState.Open(null))
                                .decide(
                                        reader(policy(wording, new AccessState.Open(null))),
                                        Host.of("maps.example"),
                                        NOON))
                        .verdict(),
                "Closed for you until Monday: Maps.",
                MONDAY,
                wording);
        Policy policy = policy(wording, new AccessState.Open(null));
        Page page = pages.refused(policy.copy(), Refusal.of(policy, reader(policy), taken, NOON, "maps.example"));

        assertThat(text(page))
                .contains("Closed for you until Monday: Maps.")
                .contains("closed for you just now")
                .contains("Until 23 November 2026 at 15:30")
                .doesNotContain("closed at school", "blocked", "You did nothing wrong");
        assertThat(page.html()).doesNotContain("/ask?site=").contains("/tell?page=maps.example");
    }

    @ParameterizedTest
    @EnumSource(Wording.class)
    void nobodyIsOfferedToAskForWhatIsIllegal(Wording wording) {
        Page page = refused(wording, new AccessState.Open(null), "www.canary.example");

        assertThat(text(page)).contains("Decided by the law");
        assertThat(page.html()).doesNotContain("/ask?site=").contains("/tell?page=www.canary.example");
    }

    @ParameterizedTest
    @EnumSource(Wording.class)
    void whateverComesFromOutsideIsEscaped(Wording wording) {
        Page page = refused(wording, new AccessState.Open(null), "\"><script>alert(1)</script>'&");

        assertThat(page.html())
                .doesNotContain("<script")
                .doesNotContain("<Primary>")
                .doesNotContain("O'Kafor")
                .contains("Greenfield &lt;Primary&gt;");
        assertThat(refused(wording, new AccessState.Open(null), "closed.example")
                        .html())
                .doesNotContain("<something>");
    }

    @ParameterizedTest
    @EnumSource(Wording.class)
    void aPageBringsItsOwnStyleAndPicturesAndAllowsNoOther(Wording wording) throws Exception {
        Page page = refused(wording, new AccessState.Open(null), "closed.example");

        Matcher style = Pattern.compile("(?s)<style>(.*?)</style>").matcher(page.html());
        assertThat(style.find()).isTrue();
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(style.group(1).getBytes(UTF_8)));
        assertThat(page.contentSecurityPolicy())
                .startsWith("default-src 'none'; style-src 'sha256-" + hash + "'; img-src data:;");
        assertThat(page.html())
                .doesNotContain(" style=")
                .doesNotContain("<script")
                .doesNotContain("<link")
                .doesNotContain("{{");
        assertThat(Pattern.compile("src=\"(?!data:)").matcher(page.html()).find())
                .isFalse();
    }

    @Test
    void whyShowsTheNewestFirstAndAnEmptyListSaysSo() {
        Policy policy = policy(Wording.KS2, new AccessState.Open(null));
        Who who = reader(policy);
        Refusals refusals = new Refusals();
        for (String host : List.of("a.closed.example", "b.closed.example", "b.closed.example")) {
            Decision decision = policy.decide(who, Host.of(host), NOON);
            refusals.add("r", Refusal.of(policy, reader(policy), decision, NOON, host));
        }

        String page = text(pages.why(policy, who, refusals.of("r", NOON.plusSeconds(1))));
        assertThat(page).contains("Why did it not open?");
        assertThat(page.indexOf("b.closed.example")).isLessThan(page.indexOf("a.closed.example"));
        assertThat(refusals.of("r", NOON.plusSeconds(1))).hasSize(2);
        assertThat(text(pages.why(policy, who, refusals.of("somebody else", NOON))))
                .contains("Nothing was closed for you just now.");
        assertThat(refusals.of("r", NOON.plusSeconds(3600))).isEmpty();
    }

    @Test
    void everyCategoryOfTheListsHasAName() {
        for (String category : List.of("gambling", "porn", "mixed_adult", "residential-proxies", "remote-control")) {
            for (Wording wording : Wording.values()) {
                assertThat(Words.category(wording, category)).isNotBlank().doesNotContain("_");
            }
        }
        assertThat(Words.category(Wording.KS1, "porn")).isEqualTo("things for grown-ups");
        assertThat(Words.category(Wording.ADULT, "never-heard_of")).isEqualTo("never heard of");
    }
}

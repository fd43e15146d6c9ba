package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** The public pages, as a stranger uses them: no sign-in, no script, no cookie but the proof that a form is ours. */
@PageTest
class ConcernPagesTest {
    private static final Pattern CODE = Pattern.compile("([2-9A-HJ-NP-Y]{4}-){4}[2-9A-HJ-NP-Y]{4}");

    private final MockMvcTester mvc;
    private final Settings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Staffed staffed;
    private final Greenfield school;

    ConcernPagesTest(
            Cast cast,
            People people,
            Roster roster,
            MockMvcTester mvc,
            Settings settings,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.mvc = mvc;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.staffed = Staffed.of(cast, people, roster);
        this.school = staffed.school();
    }

    private MvcTestResult send(String path, String address, String... params) {
        var request = mvc.post().uri(path).with(csrf()).with(asked -> {
            asked.setRemoteAddr(address);
            return asked;
        });
        for (int at = 0; at < params.length; at += 2) {
            request.param(params[at], params[at + 1]);
        }
        return request.exchange();
    }

    private MvcTestResult tell(String address, String... params) {
        var all = new ArrayList<>(List.of("school", school.school().toString()));
        all.addAll(List.of(params));
        return send("/concern", address, all.toArray(String[]::new));
    }

    private static String text(MvcTestResult result) throws Exception {
        return result.getResponse().getContentAsString();
    }

    private static String code(MvcTestResult sent) throws Exception {
        assertThat(sent).hasStatusOk();
        var code = CODE.matcher(text(sent));
        assertThat(code.find()).isTrue();
        return code.group();
    }

    @Test
    @Keeps({"CMP-6", "INC-1"})
    void aStrangerReadsFirstWhatToDoInDangerAndWhoWillReadIt() {
        school.within(
                () -> settings.set(staffed.head(), Concerns.LADO.key(), "lado@council.example", "The council told us"));

        assertThat(mvc.get().uri("/concern?school=" + school.school()))
                .hasStatusOk()
                .bodyText()
                .containsSubsequence("ring 999", "What is it about?", "Only the chair of governors reads it.")
                .contains("the online safety co-ordinator", "lado@council.example", "not on social media")
                .doesNotContain("Lindqvist", "Okafor", "Farrow", "menu");
    }

    @Test
    void whoeverChoosesNoSchoolPicksItByNameAndSeesNothingElse() {
        assertThat(mvc.get().uri("/concern"))
                .hasStatusOk()
                .bodyText()
                .contains("Which school is it about?", "Greenfield Primary", "/concern?school=" + school.school());
        assertThat(mvc.get().uri("/concern?school=" + UUID.randomUUID()))
                .hasStatusOk()
                .bodyText()
                .contains("Which school is it about?");
    }

    @Test
    @Keeps("CMP-6")
    void aStrangerWritesWithoutANameAndComesBackByTheCode() throws Exception {
        var code = code(tell("192.0.2.10", "kind", "SOCIAL_MEDIA", "words", "It stands there since <Monday>"));

        var talk = send("/concern/reply", "192.0.2.10", "code", code);
        assertThat(talk).hasStatusOk().bodyText().contains("since &lt;Monday&gt;", "Something on social media");
        assertThat(talk.getResponse().getHeader("Cache-Control")).contains("no-store");
        assertThat(send("/concern/reply/more", "192.0.2.10", "code", code, "words", "And on Tuesday"))
                .hasStatusOk()
                .bodyText()
                .contains("And on Tuesday", "since &lt;Monday&gt;", "It has come.");
        assertThat(mvc.get().uri("/cases").with(Cast.as(staffed.coordinator())))
                .bodyText()
                .contains("A complaint");
    }

    @Test
    void whatIsNotRightComesBackAsItWasTyped() {
        assertThat(tell("192.0.2.11", "words", "My words", "email", "no address", "whom", "x".repeat(301)))
                .hasStatus(422)
                .bodyText()
                .contains("My words", "no address", "Choose what it is about", "Write an e-mail address")
                .contains("Write no more than 300 characters");
        assertThat(tell("192.0.2.11", "kind", "GENERAL", "words", " "))
                .hasStatus(422)
                .bodyText()
                .contains("Write what you want to say.");
    }

    @Test
    void aBoxThatOnlyProgramsFillInKeepsThemOutAndLosesNothingOfAPerson() throws Exception {
        var trapped = tell("192.0.2.12", "kind", "GENERAL", "words", "My words", "website", "http://x.example");

        assertThat(trapped).hasStatus(422).bodyText().contains("My words", "Empty this box and send again");
        assertThat(text(tell("192.0.2.12", "kind", "GENERAL", "words", "My words")))
                .containsPattern(CODE);
    }

    @Test
    void aFormThatIsNotOursIsRefused() {
        assertThat(mvc.post()
                        .uri("/concern")
                        .param("school", school.school().toString())
                        .param("kind", "GENERAL")
                        .param("words", "My words"))
                .hasStatus(403);
    }

    @Test
    void wrongCodesAreAllAnsweredAlikeAndAfterManyNotAtAll() throws Exception {
        var code = code(tell("192.0.2.13", "kind", "GENERAL", "words", "My words"));
        var unknown = send("/concern/reply", "192.0.2.14", "code", "2222-2222-2222-2222-2222");
        var malformed = send("/concern/reply", "192.0.2.14", "code", "x");

        assertThat(unknown).hasStatus(422).bodyText().contains("This code opens nothing.");
        assertThat(withoutProof(unknown)).isEqualTo(withoutProof(malformed));
        for (int tried = 0; tried < 10; tried++) {
            send("/concern/reply", "192.0.2.14", "code", "2222-2222-2222-2222-2222");
        }
        assertThat(send("/concern/reply", "192.0.2.14", "code", code))
                .hasStatus(429)
                .bodyText()
                .doesNotContain("My words");
        assertThat(send("/concern/reply", "192.0.2.13", "code", code)).hasStatusOk();
    }

    private static String withoutProof(MvcTestResult result) throws Exception {
        return text(result).replaceAll(" value=\"[^\"]*\"", "");
    }

    @Test
    void whoeverWritesVeryMuchIsAskedToWaitAndLosesNothing() throws Exception {
        MvcTestResult last = tell("192.0.2.15", "kind", "GENERAL", "words", "Words 0");
        for (int at = 1; at <= 20; at++) {
            last = tell("192.0.2.15", "kind", "GENERAL", "words", "Words " + at);
        }
        assertThat(last).hasStatus(429).bodyText().contains("Words 20", "Nothing is lost", "ring 999");
    }

    @Test
    @Keeps("INC-24")
    void noAddressIsKeptWithWhatSomebodyWrote() throws Exception {
        var address = "203.0.113.77";
        var code = code(tell(address, "kind", "GENERAL", "words", "My words"));
        send("/concern/reply", address, "code", code);
        send("/concern/reply/more", address, "code", code, "words", "More words");

        assertThat(rowsWith("More words")).isEqualTo(1);
        assertThat(rowsWith(address)).isZero();
    }

    /** How many rows hold a text, in every table that the program can read. */
    private long rowsWith(String text) {
        var found = new long[1];
        school.within(() -> transaction.executeWithoutResult(_ -> {
            for (var table : jdbc.sql("""
                            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                            where n.nspname = 'public' and c.relkind = 'r' and has_table_privilege(c.oid, 'select')
                            """).query(String.class).list()) {
                found[0] += jdbc.sql("select count(*) from " + table + " t where t::text like :text")
                        .param("text", "%" + text + "%")
                        .query(Long.class)
                        .single();
            }
        }));
        return found[0];
    }

    @Test
    void theCaseShowsWhatTheyWroteAndTheAnswerGoesBackToThem() throws Exception {
        var code = code(tell(
                "192.0.2.16",
                "kind",
                "GENERAL",
                "words",
                "The filter failed",
                "who",
                "Dan Ellis",
                "email",
                "d@e.example"));
        var cases = text(
                mvc.get().uri("/cases").with(Cast.as(staffed.coordinator())).exchange());
        var path = Pattern.compile("/cases/[0-9a-f-]{36}").matcher(cases);
        assertThat(path.find()).isTrue();

        assertThat(mvc.get().uri(path.group()).with(Cast.as(staffed.coordinator())))
                .hasStatusOk()
                .bodyText()
                .contains("The filter failed", "Answer them")
                .doesNotContain("Dan Ellis", "d@e.example");
        assertThat(mvc.post().uri(path.group() + "/answer").param("reply", " ").with(Cast.as(staffed.coordinator())))
                .hasStatus(422)
                .bodyText()
                .contains("Write what you want to answer.");
        assertThat(mvc.post()
                        .uri(path.group() + "/answer")
                        .param("reply", "We look into it")
                        .with(Cast.as(staffed.coordinator())))
                .hasStatus3xxRedirection();
        assertThat(send("/concern/reply", "192.0.2.16", "code", code))
                .bodyText()
                .contains("We look into it", "Miss Farrow");
    }

    @Test
    void theWayToItStandsWherePeopleLook() {
        assertThat(mvc.get().uri("/sign-in")).bodyText().contains("href=\"/concern\"");
    }
}

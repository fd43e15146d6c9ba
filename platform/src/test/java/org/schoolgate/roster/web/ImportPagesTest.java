package org.schoolgate.roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.imports.ColumnMapping;
import org.schoolgate.roster.imports.Fault;
import org.schoolgate.roster.imports.Field;
import org.schoolgate.roster.imports.Fixtures;
import org.schoolgate.roster.imports.Reason;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.PageTest;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Words;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PageTest
class ImportPagesTest {
    private static final Pattern FINGERPRINT = Pattern.compile("name=\"fingerprint\" value=\"([0-9a-f]+)\"");
    private static final Pattern CHOSEN = Pattern.compile("<option value=\"([^\"]+)\" selected");

    private final Cast cast;
    private final MockMvcTester mvc;
    private final Roster roster;

    ImportPagesTest(Cast cast, MockMvcTester mvc, Roster roster) {
        this.cast = cast;
        this.mvc = mvc;
        this.roster = roster;
    }

    @Test
    void aListGoesFromSendingToResult() {
        var school = cast.greenfield();
        var sam = school.technician();
        var page = send(sam, """
                UPN,Surname,Forename,DOB,Year,Class,Mother,Mother email,Password
                H801200001001,Nair,Priya,01/02/2016,5,Herons,Leela Nair,leela@home.example,hunter2
                ,Whitlock,Tom,31/02/2016,5,Herons,,,hunter3
                """);
        var mapping = get(sam, page);
        assertThat(mapping)
                .contains("What do the columns mean?", "Mother email", "leela@home.example")
                .doesNotContain("hunter2");

        var mapped = mvc.post().uri(page + "/mapping").param("listed", "PUPILS");
        CHOSEN.matcher(mapping).results().forEach(chosen -> mapped.param("column", chosen.group(1)));
        assertThat(mapped.with(Cast.as(sam))).hasStatus3xxRedirection();

        var preview = get(sam, page);
        assertThat(preview)
                .contains("Look before it happens", "Nothing has changed yet", "There is no 31 February.", "line 3")
                .contains("Import 2 people");
        assertThat(mvc.post()
                        .uri(page + "/application")
                        .param("fingerprint", fingerprint(preview))
                        .with(Cast.as(sam)))
                .hasStatus3xxRedirection();
        assertThat(result(sam, page)).contains("2 people are in", "lines not understood");
        school.within(
                () -> assertThat(roster.pupils(school.school(), roster.today())).hasSize(1));
        assertThat(get(sam, "/roster/imports")).contains("2 joined, 0 moved, 0 left");
    }

    @Test
    void aBundleNeedsNoMapping() {
        var school = cast.greenfield();
        var office = school.somebody("Mrs Dunn", Role.OFFICE);
        var page = to(upload(office, "roster.zip", Fixtures.bundle("oneroster-1.1-full"), today()));
        var preview = get(office, page);

        assertThat(preview).contains("Look before it happens", "A column of passwords. It was dropped unread.");
        assertThat(preview).doesNotContain("Correct-Horse");
    }

    @Test
    void aWrongFileSaysWhatIsWrongInASentence() {
        var sam = cast.greenfield().technician();
        var refused = upload(sam, "list.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8), today());

        assertThat(refused)
                .hasStatus(422)
                .bodyText()
                .contains("<title>Error: ")
                .contains(
                        "<a href=\"#file\">This is a PDF, for reading and printing. Ask the records system for the same list as CSV.</a>");
    }

    @Test
    void anEmptyFormSaysWhatToChoose() {
        var sam = cast.greenfield().technician();

        assertThat(mvc.post().uri("/roster/imports").param("effective", "soon").with(Cast.as(sam)))
                .hasStatus(422)
                .bodyText()
                .contains("<a href=\"#file\">Choose the file that you want to send.</a>")
                .contains("<a href=\"#effective\">Choose a day from three months ago to six months ahead.</a>");
    }

    @Test
    void aMappingWithoutNamesSaysWhatIsMissing() {
        var sam = cast.greenfield().technician();
        var page = send(sam, "Eins,Zwei,Drei\nNair,Priya,6\n");

        assertThat(mvc.post().uri(page + "/mapping").with(Cast.as(sam)))
                .hasStatus(422)
                .bodyText()
                .contains("<title>Error: ")
                .contains("<a href=\"#column-0\">Say which columns hold the family name");
    }

    @Test
    void moreLeaversThanTheLimitAskForTheirNumber() {
        var school = cast.greenfield();
        var sam = school.technician();
        importAll(sam, listOf(20, 20));
        var page = mappedPage(sam, listOf(20, 15));
        var preview = get(sam, page);
        assertThat(preview).contains("How many would leave?", "Asks for the number", "5 of 20 would go");

        var wrong = mvc.post()
                .uri(page + "/application")
                .param("fingerprint", fingerprint(preview))
                .param("leavers", "4")
                .with(Cast.as(sam));
        assertThat(wrong)
                .hasStatus(422)
                .bodyText()
                .contains("<a href=\"#leavers\">Type the number of those who would leave: 5.</a>");
        mvc.post()
                .uri(page + "/application")
                .param("fingerprint", fingerprint(preview))
                .param("leavers", "5")
                .with(Cast.as(sam))
                .exchange();
        assertThat(result(sam, page)).contains("<b class=\"\">5</b>");
    }

    @Test
    void fortyInAHundredAreStoppedAndThereIsNoButton() {
        var school = cast.greenfield();
        var sam = school.technician();
        importAll(sam, listOf(20, 20));
        var page = mappedPage(sam, listOf(20, 12));
        var preview = get(sam, page);

        assertThat(preview)
                .contains("The import would remove 8 of 20. The guard stopped it; nothing has changed.")
                .doesNotContain("/application");
        assertThat(mvc.post()
                        .uri(page + "/application")
                        .param("fingerprint", "whatever")
                        .param("leavers", "8")
                        .with(Cast.as(sam)))
                .hasStatus3xxRedirection();
        school.within(
                () -> assertThat(roster.pupils(school.school(), roster.today())).hasSize(20));
    }

    @Test
    void aFileCanBePutAway() {
        var sam = cast.greenfield().technician();
        var page = send(sam, "Surname,Forename,Year\nNair,Priya,6\n");

        assertThat(mvc.post().uri(page + "/put-away").with(Cast.as(sam))).hasStatus3xxRedirection();
        assertThat(get(sam, page)).contains("This file changed nothing");
    }

    @ParameterizedTest
    @MethodSource
    void everythingThatCanBeSaidHasWords(String key) {
        assertThat(Words.keys()).contains(key);
    }

    static Stream<String> everythingThatCanBeSaidHasWords() {
        return Stream.of(
                        Arrays.stream(Fault.values()).map(fault -> "roster.fault." + fault),
                        Arrays.stream(Reason.values()).map(reason -> "roster.reason." + reason),
                        Arrays.stream(Field.values()).map(field -> "roster.field." + field),
                        Arrays.stream(ColumnMapping.Flaw.values()).map(flaw -> "roster.flaw." + flaw),
                        Arrays.stream(Role.values()).map(role -> "roster.role." + role))
                .flatMap(keys -> keys);
    }

    private static String listOf(int all, int kept) {
        var text = new StringBuilder("Surname,Forename,Year,Class\n");
        for (int n = all - kept; n < all; n++) {
            text.append("Pupil%s,Child%s,4,Owls%n".formatted((char) ('A' + n), (char) ('a' + n)));
        }
        return text.toString();
    }

    private void importAll(Actor actor, String text) {
        var page = mappedPage(actor, text);
        mvc.post()
                .uri(page + "/application")
                .param("fingerprint", fingerprint(get(actor, page)))
                .with(Cast.as(actor))
                .exchange();
        assertThat(result(actor, page)).contains("people are in");
    }

    private String mappedPage(Actor actor, String text) {
        var page = send(actor, text);
        var mapped = mvc.post().uri(page + "/mapping").param("listed", "PUPILS");
        CHOSEN.matcher(get(actor, page)).results().forEach(chosen -> mapped.param("column", chosen.group(1)));
        assertThat(mapped.with(Cast.as(actor))).hasStatus3xxRedirection();
        return page;
    }

    private String send(Actor actor, String text) {
        return to(upload(actor, "pupils.csv", text.getBytes(StandardCharsets.UTF_8), today()));
    }

    private MvcTestResult upload(Actor actor, String name, byte[] bytes, String effective) {
        return mvc.post()
                .uri("/roster/imports")
                .multipart()
                .file(new MockMultipartFile("file", name, "text/csv", bytes))
                .param("effective", effective)
                .with(Cast.as(actor))
                .exchange();
    }

    private static String to(MvcTestResult result) {
        assertThat(result).hasStatus3xxRedirection();
        return Objects.requireNonNull(result.getMvcResult().getResponse().getRedirectedUrl());
    }

    private String get(Actor actor, String page) {
        var result = mvc.get().uri(page).with(Cast.as(actor)).exchange();
        assertThat(result).hasStatusOk();
        try {
            return result.getMvcResult().getResponse().getContentAsString();
        } catch (java.io.UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private static String fingerprint(String preview) {
        var found = FINGERPRINT.matcher(preview);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** The page once the work is done, which comes again by itself till then. */
    private String result(Actor actor, String page) {
        var deadline = Instant.now().plus(Duration.ofMinutes(1));
        var shown = get(actor, page);
        while (shown.contains("You can leave this page; the work goes on")
                && Instant.now().isBefore(deadline)) {
            shown = get(actor, page);
        }
        return shown;
    }

    private String today() {
        return Dates.iso(roster.today());
    }
}

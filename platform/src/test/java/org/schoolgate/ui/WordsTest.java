package org.schoolgate.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;

class WordsTest {
    /** The first argument of say and link, and the words of a menu entry, where they are written out. */
    private static final Pattern SAID = Pattern.compile("\\b(?:say|link)\\(\\s*\"([^\"]+)\"\\s*([,)+])");

    /** Anything in quotes that could be a key or the beginning of one. */
    private static final Pattern QUOTED = Pattern.compile("\"([a-z][a-z0-9]*\\.[A-Za-z0-9._-]*)\"");

    private final String sources = String.join("\n", Sources.ending(".java").values())
            + String.join("\n", Sources.ending(".jte").values());

    @Test
    void everythingThatIsSaidHasWords() {
        var said = SAID.matcher(sources).results().toList();
        assertThat(said).hasSizeGreaterThan(40);
        assertThat(said).allSatisfy(found -> {
            if (found.group(2).equals("+")) {
                assertThat(Words.keys()).anyMatch(key -> key.startsWith(found.group(1)));
            } else {
                assertThat(Words.keys()).contains(found.group(1));
            }
        });
    }

    /** A key counts as said where it stands in quotes, or where what it begins with does: a letter has parts. */
    @Test
    void allWordsAreSaidSomewhere() throws IOException {
        var quoted =
                QUOTED.matcher(sources).results().map(found -> found.group(1)).collect(Collectors.toSet());
        var unsaid = written();
        assertThat(unsaid).hasSizeGreaterThan(100);
        unsaid.removeIf(key -> quoted.contains(key)
                || quoted.stream().anyMatch(part -> key.startsWith(part.endsWith(".") ? part : part + ".")));
        assertThat(unsaid).isEmpty();
    }

    /** The keys of the program's own words, without those that tests add. */
    private static Set<String> written() throws IOException {
        var keys = new TreeSet<String>();
        try (var bundles = Files.list(Path.of("src/main/resources/words"))) {
            for (var bundle : bundles.toList()) {
                var words = new Properties();
                try (var reader = Files.newBufferedReader(bundle)) {
                    words.load(reader);
                }
                keys.addAll(words.stringPropertyNames());
            }
        }
        return keys;
    }

    @Test
    void placesAreFilledAndNumbersGrouped() {
        assertThat(Words.say("ui.progress.of", 212, 4200)).isEqualTo("212 of 4,200");
        assertThat(Words.say("ui.errors.title", 1)).isEqualTo("There is one thing to put right");
        assertThat(Words.say("ui.errors.title", 7)).isEqualTo("There are 7 things to put right");
    }

    @Test
    void aKeyWithoutWordsIsAnErrorInTests() {
        assertThatThrownBy(() -> Words.say("ui.nowhere")).hasMessage("no words for ui.nowhere");
    }

    @Test
    void anotherLanguageSpeaksAsFarAsItHasWords() {
        var welsh = Locale.of("cy");
        assertThat(Words.in(welsh, () -> Words.say("ui.back"))).isEqualTo("Yn ôl");
        assertThat(Words.in(welsh, () -> Words.say("ui.no"))).isEqualTo("No");
        assertThat(Words.in(welsh, () -> Dates.day(LocalDate.of(2026, 11, 21)))).isEqualTo("21 Tachwedd 2026");
    }

    @Test
    void aRequestIsAnsweredInTheNearestLanguageThatThereIs() {
        assertThat(asked(Locale.of("cy", "GB"))).isEqualTo("Yn ôl");
        assertThat(asked(Locale.FRENCH)).isEqualTo("Back");
        assertThat(asked(Locale.US)).isEqualTo("Back");
    }

    private static String asked(Locale language) {
        LocaleContextHolder.setLocale(language);
        try {
            return Words.say("ui.back");
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
    }

    @Test
    void aLinkIsWrittenWhereTheBracketsStandAndNothingSlipsThroughIt() {
        assertThat(written("ui.contact.linked", "mailto:a@b.example", "Ms <b>Okafor</b>] [x"))
                .isEqualTo("A question about the online safety policy? Ask <a href=\"mailto:a@b.example\">"
                        + "Ms &lt;b&gt;Okafor&lt;/b&gt;) (x</a>");
        assertThat(written("ui.contact.linked", "javascript:alert(1)", "Ms Okafor"))
                .doesNotContain("javascript");
    }

    private static String written(String key, String href, Object... places) {
        var page = new StringOutput();
        Words.link(key, href, places).writeTo(new OwaspHtmlTemplateOutput(page));
        return page.toString();
    }
}

package org.schoolgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Makes {@code docs/requirements.md} from the catalogue and from what the tests say that they keep, and fails when the
 * file is stale. {@code ./schoolgate requirements} writes it anew.
 */
class RequirementsTest {
    private static final Path DOCUMENT = TestNames.ROOT.resolve("docs/requirements.md");
    private static final Pattern TAG = Pattern.compile("@Keeps\\((\\{[^}]*}|\"[^\"]*\")\\)");
    private static final Pattern NUMBER = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern NAMED_AFTER = Pattern.compile(
            "(?:class|record|interface)\\s+(\\w+)|(?:void|boolean|Stream<[^>]*>|Collection<[^>]*>)\\s+(\\w+)\\s*\\(");

    @Test
    void theListOfRequirementsIsUpToDate() throws IOException {
        var made = document();
        if (System.getenv("WRITE_REQUIREMENTS") != null) {
            Files.writeString(DOCUMENT, made);
        }

        assertThat(DOCUMENT).as("stale: run ./schoolgate requirements").hasContent(made);
    }

    @Test
    void testsKeepOnlyWhatTheCatalogueHas() throws IOException {
        assertThat(catalogue().keySet()).hasSize(521).containsAll(kept().keySet());
    }

    private static String document() throws IOException {
        var catalogue = catalogue();
        var kept = kept();
        var text = new StringBuilder("# Requirements and the tests that keep them\n\n");
        text.append(
                        "Made from `docs/catalogue.txt` and the `@Keeps` tags of the tests by `./schoolgate requirements`. ")
                .append("A test stands here if it would fail were the requirement's heart no longer kept; it need not ")
                .append("prove every word of it.\n\n");
        text.append("%d of %d have a test.%n".formatted(kept.size(), catalogue.size()));
        var area = "";
        for (var requirement : catalogue.entrySet()) {
            var itsArea = requirement.getKey().substring(0, requirement.getKey().indexOf('-'));
            if (!itsArea.equals(area)) {
                area = itsArea;
                text.append("\n## ").append(area).append("\n\n| Number | Requirement | Kept by |\n|---|---|---|\n");
            }
            var tests = kept.get(requirement.getKey());
            text.append("| %s | %s | %s |%n"
                    .formatted(
                            requirement.getKey(),
                            requirement.getValue(),
                            tests == null ? "*not yet*" : String.join("<br>", tests)));
        }
        return text.toString();
    }

    private static Map<String, String> catalogue() throws IOException {
        var catalogue = new LinkedHashMap<String, String>();
        for (var line : Files.readAllLines(TestNames.ROOT.resolve("docs/catalogue.txt"))) {
            var tab = line.indexOf('\t');
            catalogue.put(line.substring(0, tab), line.substring(tab + 1).replace("|", "\\|"));
        }
        return catalogue;
    }

    /** Requirement number to the tests that are tagged with it, read from the sources of all modules. */
    private static Map<String, SortedSet<String>> kept() throws IOException {
        var kept = new TreeMap<String, SortedSet<String>>();
        for (var file : TestNames.sources()) {
            var source = Files.readString(file);
            var type = String.valueOf(file.getFileName()).replace(".java", "");
            var tag = TAG.matcher(source);
            while (tag.find()) {
                var named = NAMED_AFTER.matcher(source);
                if (!named.find(tag.end())) {
                    continue;
                }
                var test = named.group(1) != null ? type : type + "." + named.group(2);
                NUMBER.matcher(tag.group(1))
                        .results()
                        .forEach(number -> kept.computeIfAbsent(number.group(1), _ -> new TreeSet<>())
                                .add(test));
            }
        }
        return kept;
    }
}

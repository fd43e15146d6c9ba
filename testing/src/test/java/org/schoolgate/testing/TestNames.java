package org.schoolgate.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The tests of all modules, as documents name them, read from their sources. */
final class TestNames {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TEST = Pattern.compile(
            "@(?:Test|ParameterizedTest|Property|RepeatedTest)\\b(?:[^{;]|\\{[^}]*})*?\\bvoid\\s+(\\w+)\\s*\\(");
    private static final Pattern LINES =
            Pattern.compile("@Line\\(\\{?([^)}]*)}?\\)(?:[^{;]|\\{[^}]*})*?\\bvoid\\s+(\\w+)\\s*\\(");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test\\.\\w+)`");

    private TestNames() {}

    /** Where tests are written, file by file. */
    static List<Path> sources() throws IOException {
        var files = new ArrayList<Path>();
        for (var module : List.of("testing", "engine", "gateway", "platform", "journeys")) {
            var sources = ROOT.resolve(module).resolve("src/test/java");
            if (Files.exists(sources)) {
                try (var walk = Files.walk(sources)) {
                    walk.filter(path -> path.toString().endsWith("Test.java")).forEach(files::add);
                }
            }
        }
        return files;
    }

    /** Every test as {@code Class.method}. */
    static Set<String> all() throws IOException {
        var names = new TreeSet<String>();
        for (var file : sources()) {
            var type = String.valueOf(file.getFileName()).replace(".java", "");
            TEST.matcher(Files.readString(file)).results().forEach(test -> names.add(type + "." + test.group(1)));
        }
        return names;
    }

    /** By line of the suites the tests that say of themselves that they hold it. */
    static Map<String, Set<String>> byLine() throws IOException {
        var lines = new TreeMap<String, Set<String>>();
        for (var file : sources()) {
            var type = String.valueOf(file.getFileName()).replace(".java", "");
            LINES.matcher(Files.readString(file)).results().forEach(test -> {
                for (var line : test.group(1).replaceAll("[\"\\s]", "").split(",", -1)) {
                    lines.computeIfAbsent(line, _ -> new TreeSet<>()).add(type + "." + test.group(2));
                }
            });
        }
        return lines;
    }

    /** Every test that a document names. */
    static List<String> in(String text) {
        return NAMED.matcher(text).results().map(name -> name.group(1)).toList();
    }
}

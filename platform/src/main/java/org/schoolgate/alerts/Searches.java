package org.schoolgate.alerts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** What somebody may search for who is in danger, though searching is open to everybody. Whole words, never a part of one. */
final class Searches {
    private static final String FILE = "/alerts/searches.txt";
    private static final Pattern APOSTROPHES = Pattern.compile("['’]");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Map<String, Sort> phrases;

    private Searches(Map<String, Sort> phrases) {
        this.phrases = phrases;
    }

    static Searches ours() {
        try (var file = Objects.requireNonNull(Searches.class.getResourceAsStream(FILE))) {
            return read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Searches read(String lines) {
        var phrases = new LinkedHashMap<String, Sort>();
        lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    int colon = line.indexOf(':');
                    phrases.put(plain(line.substring(colon + 1)), Sort.valueOf(line.substring(0, colon)));
                });
        return new Searches(phrases);
    }

    int size() {
        return phrases.size();
    }

    /** The gravest sort that these words point to. */
    Optional<Sort> sort(String words) {
        var plain = plain(words);
        return phrases.entrySet().stream()
                .filter(phrase -> plain.contains(phrase.getKey()))
                .map(Map.Entry::getValue)
                .min(Enum::compareTo);
    }

    /** Small letters, a blank before and behind each word. */
    private static String plain(String words) {
        var letters = APOSTROPHES.matcher(words.toLowerCase(Locale.ROOT)).replaceAll("");
        return " " + NO_LETTERS.matcher(letters).replaceAll(" ").strip() + " ";
    }
}

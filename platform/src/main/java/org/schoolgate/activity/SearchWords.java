package org.schoolgate.activity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What somebody searched for, read from the address that a search has everywhere. */
final class SearchWords {
    private static final Set<String> FIELDS = Set.of("q", "query", "search", "search_query", "p", "text");
    private static final int LONGEST = 200;

    private SearchWords() {}

    /** The words in the query of this path, if it has any. */
    static Optional<String> in(String path) {
        int from = path.indexOf('?');
        if (from < 0) {
            return Optional.empty();
        }
        return Arrays.stream(path.substring(from + 1).split("&", -1))
                .map(field -> field.split("=", 2))
                .filter(field -> field.length == 2 && FIELDS.contains(field[0]) && !field[1].isBlank())
                .map(field -> decoded(field[1]))
                .filter(words -> !words.isBlank())
                .map(words -> words.length() > LONGEST ? words.substring(0, LONGEST) : words)
                .findFirst();
    }

    private static String decoded(String words) {
        try {
            return URLDecoder.decode(words, StandardCharsets.UTF_8).strip();
        } catch (IllegalArgumentException _) {
            return words;
        }
    }
}

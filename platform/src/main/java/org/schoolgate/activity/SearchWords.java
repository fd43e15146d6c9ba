package org.schoolgate.activity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** What somebody searched for, read from the address that a search has everywhere. */
public final class SearchWords {
    private static final Set<String> FIELDS = Set.of("q", "query", "search", "search_query", "p", "text");
    private static final int LONGEST_FIELD = 12;
    private static final int LONGEST = 200;

    private SearchWords() {}

    /** The words in the query of this path, if it has any. Looks at each sign once: it is asked of every request. */
    public static Optional<String> in(String path) {
        int from = path.indexOf('?') + 1;
        while (from > 0) {
            int end = path.indexOf('&', from);
            int until = end < 0 ? path.length() : end;
            int equals = path.indexOf('=', from, until);
            if (equals >= 0 && equals - from <= LONGEST_FIELD && FIELDS.contains(path.substring(from, equals))) {
                var words = decoded(path.substring(equals + 1, until));
                if (!words.isBlank()) {
                    return Optional.of(words.length() > LONGEST ? words.substring(0, LONGEST) : words);
                }
            }
            from = end + 1;
        }
        return Optional.empty();
    }

    private static String decoded(String words) {
        try {
            return URLDecoder.decode(words, StandardCharsets.UTF_8).strip();
        } catch (IllegalArgumentException _) {
            return words;
        }
    }
}

package org.schoolgate.roster.imports;

import java.util.Locale;
import java.util.Set;

/**
 * A name out of one cell: {@code Whitlock, Tom} or {@code Mrs Ann-Marie Whitlock}.
 *
 * @param title empty when there is none
 * @param given empty when the cell holds a family name only
 */
record FullName(String title, String given, String family) {
    private static final Set<String> TITLES =
            Set.of("mr", "mrs", "ms", "miss", "mx", "dr", "rev", "revd", "prof", "professor", "sir", "dame", "master");

    static FullName read(String text) {
        var comma = text.indexOf(',');
        if (comma >= 0) {
            var after = of(text.substring(comma + 1).strip());
            var rest = (after.given + " " + after.family).strip();
            return new FullName(after.title, rest, text.substring(0, comma).strip());
        }
        return of(text);
    }

    private static FullName of(String text) {
        var title = "";
        var rest = text;
        var first = text.indexOf(' ');
        if (first > 0 && isTitle(text.substring(0, first))) {
            title = text.substring(0, first).replace(".", "");
            rest = text.substring(first + 1).strip();
        }
        var last = rest.lastIndexOf(' ');
        return last < 0
                ? new FullName(title, "", rest)
                : new FullName(title, rest.substring(0, last).strip(), rest.substring(last + 1));
    }

    static boolean isTitle(String word) {
        return TITLES.contains(word.replace(".", "").toLowerCase(Locale.ROOT));
    }
}

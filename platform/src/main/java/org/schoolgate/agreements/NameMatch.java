package org.schoolgate.agreements;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.schoolgate.roster.PersonName;

/** Whether a typed signature is the name of whoever should be signing. */
final class NameMatch {
    private NameMatch() {}

    /**
     * The family name and a given name that begins like one on the roll: Daniel, Dan or D for Dan. {@code briefly}: for
     * children the given name alone is enough.
     */
    static boolean isNameOf(String typed, PersonName known, boolean briefly) {
        var words = words(typed);
        var family = words(known.family());
        if (words.size() > family.size()
                && words.subList(words.size() - family.size(), words.size()).equals(family)) {
            var first = words.getFirst();
            return begins(first, known.given())
                    || begins(first, known.knownAs())
                    || known.called().isEmpty();
        }
        return briefly
                && (words.equals(words(known.given())) || words.equals(words(known.called())))
                && !words.isEmpty();
    }

    private static boolean begins(String first, String given) {
        var known = words(given);
        if (known.isEmpty()) {
            return false;
        }
        var shorter = first.length() < known.getFirst().length() ? first : known.getFirst();
        var longer = shorter.equals(first) ? known.getFirst() : first;
        return longer.startsWith(shorter);
    }

    private static List<String> words(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("['\u2019`.]", "");
        return Arrays.stream(plain.split("[^\\p{L}]+", -1))
                .filter(word -> !word.isEmpty() && !TITLES.contains(word))
                .toList();
    }

    private static final List<String> TITLES = List.of("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev");
}

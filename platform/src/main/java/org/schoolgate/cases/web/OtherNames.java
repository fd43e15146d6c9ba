package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.cases.Case;
import org.schoolgate.cases.OnCase;
import org.schoolgate.roster.Person;

/**
 * Takes the names of everybody else on a case out of what was written in it, where it is read as part of one person's
 * chronology: another child's name has no place in that. In the case itself they stand as they were written.
 */
final class OtherNames {
    private static final Set<String> TITLES = Set.of("mr", "mrs", "ms", "miss", "dr", "the", "and");
    private static final int SHORTEST = 3;

    private record Hidden(Pattern name, String instead) {}

    private final List<Hidden> hidden;

    private OtherNames(List<Hidden> hidden) {
        this.hidden = hidden;
    }

    static OtherNames on(Case one, Person of) {
        var own = words(of.name().full() + " " + of.name().called())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        var hidden = new ArrayList<Hidden>();
        for (var other : one.people()) {
            if (!of.id().equals(other.person())) {
                var instead = instead(other);
                hidden.add(new Hidden(pattern(other.name()), instead));
                words(other.name())
                        .filter(word -> word.length() >= SHORTEST && Character.isUpperCase(word.charAt(0)))
                        .filter(word -> !own.contains(word.toLowerCase(Locale.ROOT)))
                        .filter(word -> !TITLES.contains(word.toLowerCase(Locale.ROOT)))
                        .forEach(word -> hidden.add(new Hidden(pattern(word), instead)));
            }
        }
        // The longest first, so that a whole name is one person and not two.
        hidden.sort(
                Comparator.comparingInt((Hidden name) -> name.name().pattern().length())
                        .reversed());
        return new OtherNames(hidden);
    }

    /** What stands for somebody else. */
    private static String instead(OnCase other) {
        return say(other.isPupil() ? "cases.chronology.another-pupil" : "cases.chronology.somebody-else");
    }

    String in(String written) {
        var text = written;
        for (var one : hidden) {
            text = one.name().matcher(text).replaceAll(Matcher.quoteReplacement(one.instead()));
        }
        return text;
    }

    private static Stream<String> words(String name) {
        return Arrays.stream(name.split("[^\\p{L}\\p{M}'’]+"));
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{M}])" + Pattern.quote(name) + "(?![\\p{L}\\p{M}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}

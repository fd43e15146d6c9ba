package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.schoolgate.cases.OnCase;
import org.schoolgate.cases.Taken;

/**
 * Who is called by name in what goes out: everybody, or of the children one alone. Another child of the case is "another
 * pupil A" wherever their name stands, in whole or in part. Who is not on the case and is named in a sentence stays named;
 * the page says so before.
 */
final class Names {
    private record Other(Pattern name, String instead) {}

    /** Shorter words than this are parts of other words and of sentences. */
    private static final int SHORTEST = 3;

    private final List<Other> others;

    private Names(List<Other> others) {
        this.others = List.copyOf(others);
    }

    static Names of(Taken taken) {
        var only = taken.wish().only();
        if (only == null) {
            return new Names(List.of());
        }
        var known = taken.one().person(only).map(OnCase::name).stream()
                .flatMap(name -> words(name).stream())
                .toList();
        var others = new ArrayList<Other>();
        var letter = 'A';
        for (var person : taken.one().people()) {
            if (!person.isPupil() || only.equals(person.person())) {
                continue;
            }
            var instead = say("cases.export.another", String.valueOf(letter++));
            others.add(new Other(pattern(person.name()), instead));
            words(person.name()).stream()
                    .filter(word -> word.length() >= SHORTEST && known.stream().noneMatch(word::equalsIgnoreCase))
                    .forEach(word -> others.add(new Other(pattern(word), instead)));
        }
        others.sort(
                Comparator.comparingInt((Other other) -> other.name().pattern().length())
                        .reversed());
        return new Names(others);
    }

    private static List<String> words(String name) {
        return List.of(name.strip().split("[\\s,]+"));
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{M}])" + Pattern.quote(name) + "(?![\\p{L}\\p{M}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** A text with nobody's name in it who is not to be named. */
    String in(String text) {
        var said = text;
        for (var other : others) {
            said = other.name().matcher(said).replaceAll(Matcher.quoteReplacement(other.instead()));
        }
        return said;
    }
}

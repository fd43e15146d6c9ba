package org.schoolgate.agreements.wording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.agreements.wording.LibraryRule.Choice;

/** The rules that every school may compose its agreements from (AGR-27). */
public final class Library {
    private static final Library OURS = new Library(
            Stream.of("pupils.md", "adults.md", "parents.md")
                    .flatMap(file -> LibraryFile.read(file).stream())
                    .toList(),
            LibraryFile.read("texts.md"));

    private final Map<String, LibraryRule> rules;
    private final Map<String, LibraryRule> headlines;

    private Library(List<LibraryRule> rules, List<LibraryRule> headlines) {
        this.rules = byId(rules);
        this.headlines = byId(headlines);
    }

    /** The library that comes with the program. */
    public static Library ours() {
        return OURS;
    }

    private static Map<String, LibraryRule> byId(List<LibraryRule> rules) {
        return rules.stream()
                .collect(Collectors.toMap(
                        LibraryRule::id,
                        Function.identity(),
                        (one, other) -> {
                            throw new IllegalArgumentException("two rules named " + one.id());
                        },
                        LinkedHashMap::new));
    }

    public List<LibraryRule> rules() {
        return List.copyOf(rules.values());
    }

    /** The rules that have words for an audience, its signers' statements and notices included. */
    public List<LibraryRule> rulesFor(Audience audience) {
        return rules.values().stream()
                .filter(rule -> audience.parts().stream()
                        .anyMatch(part -> rule.in(Voice.of(audience, part)).isPresent()))
                .toList();
    }

    /** What is ticked to begin with. */
    public Set<String> usual(Audience audience) {
        return rulesFor(audience).stream()
                .filter(LibraryRule::isUsual)
                .map(LibraryRule::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Choices of which more than one is among {@code chosen}; a text can be composed when there is none. */
    public List<String> contradictions(Set<String> chosen) {
        return chosen.stream()
                .map(rules::get)
                .filter(rule -> rule != null && rule.choice() != null)
                .map(LibraryRule::choice)
                .collect(Collectors.groupingBy(Choice::name, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(choice -> choice.getValue() > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** A text of the chosen rules, in the library's order, each signer's part after the other. */
    public Wording compose(Audience audience, Set<String> chosen) {
        if (!contradictions(chosen).isEmpty()) {
            throw new IllegalArgumentException("more than one answer to " + contradictions(chosen));
        }
        var sections = new ArrayList<Section>();
        for (var part : audience.parts()) {
            var voice = Voice.of(audience, part);
            var lines = new LinkedHashMap<Heading, List<Line>>();
            rules.values().stream()
                    .filter(rule -> chosen.contains(rule.id()) && rule.in(voice).isPresent())
                    .forEach(rule -> lines.computeIfAbsent(
                                    new Heading(rule.section(), rule.kind()), heading -> new ArrayList<>())
                            .add(rule.line(voice)));
            lines.forEach((heading, under) -> sections.add(new Section(part, heading.kind(), heading.words(), under)));
        }
        return new Wording(
                audience, Wording.ENGLISH, headline("title", audience), headline("introduction", audience), sections);
    }

    /**
     * The same text with other rules chosen. What the school worded its own way stays, and so do its own rules under the
     * headings that are left.
     */
    public Wording recompose(Wording before, Set<String> chosen) {
        var fresh = compose(before.audience(), chosen);
        var said = new HashMap<String, String>();
        var own = new HashMap<Heading, List<Line>>();
        for (var section : before.sections()) {
            for (var line : section.lines()) {
                said.put(line.key(section.part()), line.words());
                if (line.isOwn() && chosen.contains(line.rule())) {
                    own.computeIfAbsent(new Heading(section.heading(), section.kind()), heading -> new ArrayList<>())
                            .add(line);
                }
            }
        }
        var worded = fresh.reworded(before.language(), before.title(), before.introduction(), said);
        return worded.saying(before.language(), before.title(), before.introduction(), section -> {
            var lines = new ArrayList<>(section.lines());
            lines.addAll(own.getOrDefault(new Heading(section.heading(), section.kind()), List.of()));
            return new Section(section.part(), section.kind(), section.heading(), lines);
        });
    }

    private record Heading(String words, Kind kind) {}

    private String headline(String id, Audience audience) {
        var voice = Voice.of(audience, audience.parts().getFirst());
        var rule = headlines.get(id);
        return rule == null ? "" : rule.in(voice).orElse("");
    }
}

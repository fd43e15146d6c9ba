package org.schoolgate.agreements.wording;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An agreement's exact words in one language: what people read, what they sign, and what its fingerprint is taken of.
 *
 * @param language a BCP 47 tag, such as {@code en-GB}
 */
public record Wording(Audience audience, String language, String title, String introduction, List<Section> sections) {
    /** The language of every first version; others are added once the school approved them. */
    public static final String ENGLISH = "en-GB";

    /** The form of what is digested; a later form gets another number, so that both can be checked. */
    private static final int FORM = 1;

    public Wording {
        title = title.strip();
        introduction = introduction.strip();
        sections = List.copyOf(sections);
    }

    /** The fingerprint of these words: everything that a signer is shown, in order, each field after its length. */
    public Fingerprint fingerprint() {
        var digest = new Fingerprint.Maker(FORM)
                .add(audience.name())
                .add(language)
                .add(title)
                .add(introduction)
                .add(sections.size());
        for (var section : sections) {
            digest.add(section.part().name())
                    .add(section.kind().name())
                    .add(section.heading())
                    .add(section.lines().size());
            for (var line : section.lines()) {
                digest.add(line.rule())
                        .add(line.words())
                        .add(line.picture() == null ? "" : line.picture().name());
            }
        }
        return digest.done();
    }

    public List<Section> sections(Part part) {
        return sections.stream().filter(section -> section.part() == part).toList();
    }

    public List<Section> sections(Part part, Kind kind) {
        return sections(part).stream().filter(section -> section.kind() == kind).toList();
    }

    /** The lines of one part and kind, whatever their headings. */
    public List<Line> lines(Part part, Kind kind) {
        return sections(part, kind).stream()
                .flatMap(section -> section.lines().stream())
                .toList();
    }

    /** What is left of the words when only the names of rules count: the same set, the same agreement, said otherwise. */
    Set<String> rules() {
        return sections.stream()
                .flatMap(section -> section.lines().stream().map(line -> section.part() + " " + line.rule()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether somebody who agreed to {@code before} agreed to the same rules, if perhaps in other words. */
    public boolean keepsTheRulesOf(Wording before) {
        return audience == before.audience && rules().equals(before.rules());
    }

    /** Whether every part has something to declare by signing it. */
    public boolean canBeSigned() {
        return audience.parts().stream()
                .noneMatch(part -> lines(part, Kind.STATEMENT).isEmpty());
    }

    public int words() {
        return spoken().mapToInt(said -> said.split("\\s+", -1).length).sum();
    }

    /** Everything that a part says aloud, in order. */
    public Stream<String> spoken(Part part) {
        return sections(part).stream()
                .flatMap(section -> section.lines().stream().map(Line::words));
    }

    private Stream<String> spoken() {
        return Stream.concat(
                Stream.of(introduction).filter(said -> !said.isEmpty()),
                sections.stream().flatMap(section -> section.lines().stream().map(Line::words)));
    }

    /** The same agreement under other first words, each section as {@code change} makes it. */
    Wording saying(String inLanguage, String newTitle, String newIntroduction, UnaryOperator<Section> change) {
        return new Wording(
                audience,
                inLanguage,
                newTitle,
                newIntroduction,
                sections.stream().map(change).toList());
    }

    /** The same agreement in other words: {@code said} maps a line's {@link Line#key} to what it says from now on. */
    public Wording reworded(String inLanguage, String newTitle, String newIntroduction, Map<String, String> said) {
        return saying(
                inLanguage,
                newTitle,
                newIntroduction,
                section -> new Section(
                        section.part(),
                        section.kind(),
                        said.getOrDefault(section.key(), section.heading()),
                        section.lines().stream()
                                .map(line -> line.saying(said.getOrDefault(line.key(section.part()), line.words())))
                                .toList()));
    }

    /** One more rule, the school's own, under the heading that {@code section} names by its key. */
    public Wording adding(String section, String words) {
        int own = sections.stream()
                .flatMap(each -> each.lines().stream())
                .mapToInt(Line::ownNumber)
                .max()
                .orElse(0);
        return saying(language, title, introduction, each -> {
            if (!each.key().equals(section)) {
                return each;
            }
            var lines = new ArrayList<>(each.lines());
            lines.add(Line.own(own + 1, words));
            return new Section(each.part(), each.kind(), each.heading(), lines);
        });
    }

    /** The names of the library's rules and the school's own that stand in it. */
    public Set<String> chosen() {
        return sections.stream()
                .flatMap(section -> section.lines().stream().map(Line::rule))
                .collect(Collectors.toUnmodifiableSet());
    }
}

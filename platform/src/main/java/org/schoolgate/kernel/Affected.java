package org.schoolgate.kernel;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose access to the internet a change may have made another: it is worked out anew for these, and kept for the rest.
 *
 * @param everybody whoever they are; then {@code refs} says nothing more
 * @param refs {@code person:ID} and {@code class:ID}, the latter for every pupil who is in the class that day
 */
public record Affected(boolean everybody, Set<String> refs) {
    public static final Affected EVERYBODY = new Affected(true, Set.of());

    /** What is changed is no person's own: a rule, a category, a place. Gateways get all of these with every policy. */
    public static final Affected NOBODY = new Affected(false, Set.of());

    /** More than a form class at a time are everybody: so many are as soon worked out together. */
    private static final int MOST = 40;

    public Affected {
        everybody |= refs.size() > MOST;
        refs = everybody ? Set.of() : Set.copyOf(refs);
    }

    public static Affected person(PersonId person) {
        return new Affected(false, Set.of("person:" + person));
    }

    /** Everybody who is a pupil of the class with this id that day. */
    public static Affected pupilsOf(Object schoolClass) {
        return new Affected(false, Set.of("class:" + schoolClass));
    }

    public Affected and(Affected others) {
        if (everybody || others.everybody) {
            return EVERYBODY;
        }
        var both = new HashSet<>(refs);
        both.addAll(others.refs);
        return new Affected(false, both);
    }

    /** The people who are named one by one. */
    public Set<PersonId> people() {
        return refs.stream()
                .filter(ref -> ref.startsWith("person:"))
                .map(ref -> PersonId.of(ref.substring("person:".length())))
                .collect(Collectors.toSet());
    }

    /** Whether it is one of these, who is in those classes. */
    public boolean includes(PersonId person, Collection<?> classes) {
        return everybody
                || refs.contains("person:" + person)
                || classes.stream().anyMatch(schoolClass -> refs.contains("class:" + schoolClass));
    }

    /** In one line: {@code *} is everybody. */
    public String written() {
        return everybody ? "*" : refs.stream().sorted().collect(Collectors.joining(" "));
    }

    /** What {@link #written()} wrote. */
    public static Affected read(String written) {
        return switch (written) {
            case "*" -> EVERYBODY;
            case "" -> NOBODY;
            default -> new Affected(false, Set.copyOf(Arrays.asList(written.split(" ", -1))));
        };
    }
}

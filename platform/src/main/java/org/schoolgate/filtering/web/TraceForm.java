package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filtering.ReaderGroup;
import org.schoolgate.filtering.SiteTraces.ForReader;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.roster.ClassId;
import org.schoolgate.ui.Problems;

/**
 * The question "Why is this blocked?" as it was typed.
 *
 * @param reader {@code group:KS2}, {@code class:<id>}, {@code place:<id>} or {@code person}
 * @param name the name of the one person, and {@code person} whom the asker chose where several have it
 */
public record TraceForm(
        @Nullable String site,
        @Nullable String reader,
        @Nullable String name,
        @Nullable String person,
        @Nullable String because) {
    static final String PERSON = "person";
    static final String GROUP = "group:";
    static final String CLASS = "class:";
    static final String AT = "place:";

    public String typedSite() {
        return site == null ? "" : site.strip();
    }

    public String chosen() {
        return reader == null || reader.isBlank() ? GROUP + ReaderGroup.KS2 : reader;
    }

    public String typedName() {
        return name == null ? "" : name.strip();
    }

    public String chosenPerson() {
        return person == null ? "" : person;
    }

    public String reason() {
        return because == null ? "" : because.strip();
    }

    boolean isNamed() {
        return chosen().equals(PERSON);
    }

    /** What is missing before anybody can be looked for. */
    Problems problems() {
        return Problems.none()
                .when(typedSite().isEmpty(), "site", say("filtering.trace.site.write"))
                .when(isNamed() && typedName().isEmpty(), "name", say("filtering.trace.name.write"))
                .when(isNamed() && reason().isEmpty(), "because", say("filtering.trace.because.write"));
    }

    /** Those who are meant where it is nobody by name. */
    ForReader unnamed() {
        var group = Arrays.stream(ReaderGroup.values())
                .filter(one -> chosen().equals(GROUP + one))
                .findFirst();
        if (group.isPresent()) {
            return new ForReader.Group(group.get());
        }
        try {
            return chosen().startsWith(AT)
                    ? new ForReader.At(UUID.fromString(chosen().substring(AT.length())))
                    : new ForReader.OfClass(ClassId.of(chosen().substring(CLASS.length())));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException _) {
            throw new NotFound("reader " + chosen());
        }
    }
}

package org.schoolgate.roster.imports;

import java.util.Optional;

/** A note that may be a bare yes or no. */
final class NoteText {
    private NoteText() {}

    /** The note, "yes" included; empty when the cell says nothing or no. */
    static Optional<String> of(String cell) {
        return Optional.of(cell)
                .filter(text -> !text.isEmpty())
                .filter(text -> YesNo.read(text).orElse(true))
                .map(text -> YesNo.read(text).isPresent() ? "" : text);
    }
}

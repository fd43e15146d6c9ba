package org.schoolgate.cases;

import java.util.UUID;

/** One note of a case. */
public record CaseNoteId(UUID value) {
    static CaseNoteId random() {
        return new CaseNoteId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

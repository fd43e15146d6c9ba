package org.schoolgate.cases;

import java.util.UUID;

/** One case. */
public record CaseId(UUID value) {
    public static CaseId of(String text) {
        return new CaseId(UUID.fromString(text));
    }

    static CaseId random() {
        return new CaseId(UUID.randomUUID());
    }

    /** What the record and the evidence call it. */
    String subject() {
        return "case:" + value;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

package org.schoolgate.cases;

import java.util.UUID;

/** One thing that somebody told. */
public record ReportId(UUID value) {
    public static ReportId random() {
        return new ReportId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

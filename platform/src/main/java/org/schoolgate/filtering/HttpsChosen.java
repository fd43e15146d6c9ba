package org.schoolgate.filtering;

import java.util.Map;
import java.util.TreeMap;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;

/** A school chose how far a group's HTTPS is looked into. */
public record HttpsChosen(Actor by, ReaderGroup group, HttpsModes before, HttpsModes after, String reason)
        implements ChangesPolicy {
    @Override
    public Affected affected() {
        return Affected.NOBODY;
    }

    @Override
    public String kind() {
        return "filtering.https-chosen";
    }

    @Override
    public String subject() {
        return "group:" + group;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("before", text(before), "after", text(after), "reason", reason);
    }

    private static String text(HttpsModes modes) {
        return modes.usual() + (modes.byCategory().isEmpty() ? "" : " " + new TreeMap<>(modes.byCategory()));
    }
}

package org.schoolgate.filtering;

import java.util.Map;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;

/** A school chose how search engines and YouTube show themselves to a group of readers. */
public record SafeModesChosen(Actor by, ReaderGroup group, SafeModes before, SafeModes after, String reason)
        implements ChangesPolicy {
    @Override
    public Affected affected() {
        return Affected.NOBODY;
    }

    @Override
    public String kind() {
        return "filtering.safe-modes-chosen";
    }

    @Override
    public String subject() {
        return "group:" + group;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("before", text(before), "after", text(after), "reason", reason);
    }

    private static String text(SafeModes modes) {
        return "safe search " + (modes.safeSearch() ? "on" : "off") + ", YouTube " + modes.youTube();
    }
}

package org.schoolgate.filtering;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;

/** A school chose what happens to a category for a group of readers. */
public record CategoryChosen(
        Actor by, ReaderGroup group, SiteCategory category, Treatment before, Treatment after, String reason)
        implements ChangesPolicy {
    @Override
    public Affected affected() {
        return Affected.NOBODY;
    }

    @Override
    public String kind() {
        return "filtering.category-chosen";
    }

    @Override
    public String subject() {
        return "category:" + category;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("group", group.name(), "before", before.name(), "after", after.name(), "reason", reason);
    }
}

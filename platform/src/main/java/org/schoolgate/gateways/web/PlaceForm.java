package org.schoolgate.gateways.web;

import static org.schoolgate.ui.Words.say;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.schoolgate.ui.Problems;

/** A place as it was typed. */
public record PlaceForm(
        @Nullable String name,
        @Nullable String range,
        @Nullable String profile,
        @Nullable Boolean shared) {
    private static final int LONGEST_NAME = 60;

    static PlaceForm empty() {
        return new PlaceForm("", "", "", null);
    }

    Problems problems(Collection<String> profiles) {
        return Problems.none()
                .when(called().isEmpty(), "name", say("gateways.places.name.write"))
                .when(called().length() > LONGEST_NAME, "name", say("gateways.form.name.shorter", LONGEST_NAME))
                .when(addresses().isEmpty(), "range", say("gateways.places.range.write"))
                .when(!profiles.contains(chosen()), "profile", say("gateways.places.profile.choose"));
    }

    public String called() {
        return name == null ? "" : name.strip();
    }

    public String addresses() {
        return range == null ? "" : range.strip();
    }

    public String chosen() {
        return profile == null ? "" : profile;
    }

    public boolean isShared() {
        return Boolean.TRUE.equals(shared);
    }
}

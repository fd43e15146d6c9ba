package org.schoolgate.gateways.web;

import static org.schoolgate.ui.Words.say;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateways.Places;
import org.schoolgate.ui.Problems;

/**
 * A place as it was typed.
 *
 * @param guarded whether the network lets no other device reach the port
 */
public record PlaceForm(
        @Nullable String name,
        @Nullable String range,
        @Nullable String port,
        @Nullable Boolean guarded,
        @Nullable String profile,
        @Nullable Boolean shared) {
    private static final int LONGEST_NAME = 60;

    static PlaceForm empty() {
        return new PlaceForm("", "", "", null, "", null);
    }

    Problems problems(Collection<String> profiles) {
        return Problems.none()
                .when(called().isEmpty(), "name", say("gateways.places.name.write"))
                .when(called().length() > LONGEST_NAME, "name", say("gateways.form.name.shorter", LONGEST_NAME))
                .when(addresses().isEmpty() && typedPort().isEmpty(), "range", say("gateways.places.range.or-port"))
                .when(!typedPort().matches("\\d{0,5}"), "port", say("gateways.places.port.write"))
                .when(!profiles.contains(chosen()), "profile", say("gateways.places.profile.choose"));
    }

    Places.Wish wish() {
        return new Places.Wish(
                called(),
                addresses(),
                typedPort().isEmpty() ? null : Integer.valueOf(typedPort()),
                chosen(),
                isShared(),
                isGuarded());
    }

    public String called() {
        return name == null ? "" : name.strip();
    }

    public String addresses() {
        return range == null ? "" : range.strip();
    }

    public String typedPort() {
        return port == null ? "" : port.strip();
    }

    public String chosen() {
        return profile == null ? "" : profile;
    }

    public boolean isShared() {
        return Boolean.TRUE.equals(shared);
    }

    public boolean isGuarded() {
        return Boolean.TRUE.equals(guarded);
    }
}

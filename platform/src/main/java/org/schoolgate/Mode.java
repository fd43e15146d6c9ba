package org.schoolgate;

import java.util.Locale;

/** As what the program runs. Each is made of other parts, and {@link Wiring} knows them from the settings here. */
enum Mode {
    DEMO("schoolgate.gallery"),
    RUN("schoolgate.set-up");

    private final String opening;

    Mode(String opening) {
        this.opening = opening;
    }

    /** The setting that opens what this mode alone has. */
    String opening() {
        return opening;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

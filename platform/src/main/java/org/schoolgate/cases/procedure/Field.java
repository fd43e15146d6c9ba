package org.schoolgate.cases.procedure;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/**
 * Something that is written down in a step.
 *
 * @param options what can be chosen; none for the kinds that are written freely
 */
public record Field(String name, String label, boolean required, Kind kind, List<String> options) {
    /** How it is written, and what can stand in it. */
    public enum Kind implements Worded {
        TEXT("text"),
        LONG_TEXT("long text"),
        /** A moment, as {@link Instant} prints it. */
        TIME("time"),
        /** A date, as {@link LocalDate} prints it. */
        DAY("day"),
        /** A time of day, as {@link LocalTime} prints it. */
        CLOCK("time of day"),
        NUMBER("number"),
        YES_NO("yes or no"),
        /** Somebody's name, of the school or not. */
        PERSON("person"),
        CHOICE("choice");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    public static final String YES = "yes";
    static final String NO = "no";
    private static final int SHORT = 300;
    private static final int LONG = 10_000;

    public Field {
        options = List.copyOf(options);
    }

    static Field required(String name, String label, Kind kind) {
        return new Field(name, label, true, kind, List.of());
    }

    static Field optional(String name, String label, Kind kind) {
        return new Field(name, label, false, kind, List.of());
    }

    static Field choice(String name, String label, List<String> options) {
        return new Field(name, label, true, Kind.CHOICE, options);
    }

    Field required(boolean now) {
        return new Field(name, label, now, kind, options);
    }

    boolean accepts(String value) {
        return switch (kind) {
            case TEXT, PERSON -> value.length() <= SHORT;
            case LONG_TEXT -> value.length() <= LONG;
            case TIME -> reads(() -> Instant.parse(value));
            case DAY -> reads(() -> LocalDate.parse(value));
            case CLOCK -> reads(() -> LocalTime.parse(value));
            case NUMBER -> value.matches("[0-9]{1,9}");
            case YES_NO -> value.equals(YES) || value.equals(NO);
            case CHOICE -> options.contains(value);
        };
    }

    private static boolean reads(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (DateTimeException unreadable) {
            return false;
        }
    }
}

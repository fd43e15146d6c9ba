package org.schoolgate.tenancy;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Something in which schools differ, with what holds until a school says otherwise.
 *
 * @param key stable for ever, {@code roster.leavers-limit-percent}
 * @param byDefault what holds where a school has said nothing
 * @param hint what may be written, for people
 * @param offered the answers to choose from, as they are written; empty where people write their own
 * @param several whether more than one of them may be chosen, with commas between
 * @param read refuses with an {@link IllegalArgumentException} that says what to write
 */
public record Setting<T>(
        String key,
        T byDefault,
        String hint,
        List<String> offered,
        boolean several,
        Function<String, T> read,
        Function<T, String> write) {
    /** A whole number within bounds. */
    public static Setting<Integer> number(String key, int byDefault, int least, int most) {
        var hint = "a whole number from %d to %d".formatted(least, most);
        return new Setting<>(
                key,
                byDefault,
                hint,
                List.of(),
                false,
                text -> {
                    int number;
                    try {
                        number = Integer.parseInt(text.strip());
                    } catch (NumberFormatException e) {
                        throw new IllegalArgumentException("Write " + hint + ".", e);
                    }
                    if (number < least || number > most) {
                        throw new IllegalArgumentException("Write " + hint + ".");
                    }
                    return number;
                },
                Object::toString);
    }

    /** On or off. */
    public static Setting<Boolean> flag(String key, boolean byDefault) {
        return new Setting<>(
                key,
                byDefault,
                "yes or no",
                List.of("yes", "no"),
                false,
                text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "yes" -> true;
                    case "no" -> false;
                    default -> throw new IllegalArgumentException("Write yes or no.");
                },
                on -> on ? "yes" : "no");
    }

    /** One of a few. */
    public static <E extends Enum<E>> Setting<E> choice(String key, E byDefault) {
        var all = Arrays.asList(byDefault.getDeclaringClass().getEnumConstants());
        var offered = all.stream().map(Setting::written).toList();
        var hint = "one of " + String.join(", ", offered);
        return new Setting<>(
                key,
                byDefault,
                hint,
                offered,
                false,
                text -> all.stream()
                        .filter(one -> written(one).equals(text.strip().toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("Write " + hint + ".")),
                Setting::written);
    }

    /** Any of a few, in no order; {@code none} is none of them. */
    public static <E extends Enum<E>> Setting<Set<E>> several(String key, Class<E> type, Set<E> byDefault) {
        return several(key, EnumSet.allOf(type), byDefault, true);
    }

    /** Any of those few, in no order, and at least one of them. */
    public static <E extends Enum<E>> Setting<Set<E>> someOf(String key, Set<E> among, Set<E> byDefault) {
        return several(key, EnumSet.copyOf(among), byDefault, false);
    }

    private static <E extends Enum<E>> Setting<Set<E>> several(
            String key, EnumSet<E> among, Set<E> byDefault, boolean mayBeNone) {
        var offered = among.stream().map(Setting::written).toList();
        var hint = (mayBeNone ? "any of %s, with commas between, or none" : "at least one of %s, with commas between")
                .formatted(String.join(", ", offered));
        return new Setting<>(
                key,
                byDefault,
                hint,
                offered,
                true,
                text -> {
                    var chosen = EnumSet.copyOf(among);
                    chosen.clear();
                    for (var word : text.split(",", -1)) {
                        var wanted = word.strip().toLowerCase(Locale.ROOT);
                        if (!wanted.isEmpty() && !wanted.equals("none")) {
                            chosen.add(among.stream()
                                    .filter(one -> written(one).equals(wanted))
                                    .findFirst()
                                    .orElseThrow(() -> new IllegalArgumentException("Write " + hint + ".")));
                        }
                    }
                    if (chosen.isEmpty() && !mayBeNone) {
                        throw new IllegalArgumentException("Write " + hint + ".");
                    }
                    return chosen;
                },
                chosen -> chosen.isEmpty()
                        ? "none"
                        : chosen.stream().sorted().map(Setting::written).collect(Collectors.joining(", ")));
    }

    /** A time of day, on the clock on the wall. */
    public static Setting<LocalTime> time(String key, LocalTime byDefault) {
        var hint = "a time of day, such as " + byDefault;
        return new Setting<>(
                key,
                byDefault,
                hint,
                List.of(),
                false,
                text -> {
                    try {
                        return LocalTime.parse(text.strip()).truncatedTo(ChronoUnit.MINUTES);
                    } catch (DateTimeParseException e) {
                        throw new IllegalArgumentException("Write " + hint + ".", e);
                    }
                },
                LocalTime::toString);
    }

    /** Words, at most {@code most} characters. */
    public static Setting<String> text(String key, String byDefault, int most) {
        var hint = "at most %d characters".formatted(most);
        return new Setting<>(
                key,
                byDefault,
                hint,
                List.of(),
                false,
                text -> {
                    if (text.length() > most) {
                        throw new IllegalArgumentException("Write " + hint + ".");
                    }
                    return text.strip();
                },
                Function.identity());
    }

    /** Whether it can be so, as it was written in the form. */
    public boolean accepts(String text) {
        try {
            return read.apply(text) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** What holds where a school has said nothing, as it would be written in the form. */
    public String defaultAsWritten() {
        return write.apply(byDefault);
    }

    private static String written(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

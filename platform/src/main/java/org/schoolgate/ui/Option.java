package org.schoolgate.ui;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of the answers that a question offers.
 *
 * @param hint what choosing it means; null where the text says it
 */
public record Option(String value, String text, @Nullable String hint) {
    public static Option of(String value, String text) {
        return new Option(value, text, null);
    }

    /** One answer for each of these values, by the name of the constant. */
    public static <E extends Enum<E>> List<Option> of(Collection<E> values, Function<E, String> text) {
        return values.stream().map(one -> of(one.name(), text.apply(one))).toList();
    }
}

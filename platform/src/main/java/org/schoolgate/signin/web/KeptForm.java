package org.schoolgate.signin.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A form as it was sent.
 *
 * @param action the path that it was sent to
 * @param fields what stood in it, in its order
 */
public record KeptForm(String action, Map<String, List<String>> fields, Instant at) {
    /** What a person is likely to have written, rather than chosen. */
    private static final int WRITTEN = 20;

    /** The longer texts, to show that they are there. */
    public List<String> texts() {
        return fields.values().stream()
                .flatMap(List::stream)
                .filter(text -> text.length() > WRITTEN)
                .toList();
    }
}

package org.schoolgate.roster.imports;

import java.util.List;

/**
 * Something to be said about one line of a file.
 *
 * @param line where the row begins, counted as an editor counts; 0 for the part as a whole
 * @param said the part of the line that it is about, as it was written
 * @param facts what the sentence names
 */
public record Finding(String part, int line, String said, Reason reason, List<String> facts) {
    static Finding of(String part, int line, String said, Reason reason, Object... facts) {
        return new Finding(
                part,
                line,
                said,
                reason,
                List.of(facts).stream().map(Object::toString).toList());
    }
}

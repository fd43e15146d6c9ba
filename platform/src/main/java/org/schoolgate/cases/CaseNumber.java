package org.schoolgate.cases;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What people call a case.
 *
 * @param year the calendar year in which its academic year began
 */
public record CaseNumber(int year, int number) {
    private static final Pattern WRITTEN = Pattern.compile("(20[0-9]{2})-([0-9]{1,7})");

    /** The number that somebody typed. */
    public static Optional<CaseNumber> read(String typed) {
        var written = WRITTEN.matcher(typed.strip());
        return written.matches()
                ? Optional.of(new CaseNumber(Integer.parseInt(written.group(1)), Integer.parseInt(written.group(2))))
                : Optional.empty();
    }

    /** As a school writes it: 2026-14. */
    @Override
    public String toString() {
        return year + "-" + number;
    }
}

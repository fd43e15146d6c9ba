package org.schoolgate.home;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits for one member of staff.
 *
 * @param icon what sort of thing it is, as an icon beside its words
 * @param title what it is about, in a few words and without a name that a screen in the staff room should not show
 * @param line who and why
 * @param since when it began to wait
 * @param due by when it is to be done; null where no clock runs
 * @param danger whether it comes before everything else
 */
public record Need(
        String icon,
        String href,
        String title,
        String line,
        Instant since,
        @Nullable Instant due,
        boolean danger) {
    /** Something for which no clock runs. */
    Need(String icon, String href, String title, String line, Instant since, boolean danger) {
        this(icon, href, title, line, since, null, danger);
    }

    /** Whether it should be done by now. */
    public boolean isLate(Instant now) {
        return due != null && !now.isBefore(due);
    }
}

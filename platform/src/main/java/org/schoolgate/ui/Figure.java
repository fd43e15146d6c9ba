package org.schoolgate.ui;

import org.jspecify.annotations.Nullable;

/**
 * A count with its word, and the list that it counts.
 *
 * @param href the list; null where there is none to see
 * @param wrong whether the count is of things gone wrong
 */
public record Figure(
        int count, String label, String icon, @Nullable String href, boolean wrong) {
    public static Figure of(int count, String label, String icon, String href) {
        return new Figure(count, label, icon, href, false);
    }

    public static Figure plain(int count, String label, String icon) {
        return new Figure(count, label, icon, null, false);
    }

    /** The same, of things gone wrong, unless there are none. */
    public Figure asWrong() {
        return new Figure(count, label, icon, href, count > 0);
    }
}

package org.schoolgate.ui;

import static org.schoolgate.ui.Words.say;

import org.jspecify.annotations.Nullable;

/**
 * What a page says when the page that was asked for cannot be shown.
 *
 * @param child whether a child reads it
 * @param id the number under which the log has more; null where there is nothing to look up
 */
public record Trouble(int status, boolean child, @Nullable String id) {
    /** The records cannot be reached: the database is away, or starting. */
    static final int AWAY = 503;

    /** There is no room on the disk to keep anything. */
    static final int FULL = 507;

    /** What happened. */
    public String title() {
        return say("ui.trouble." + kind() + ".title");
    }

    /** Whose doing it is not, and what to do next. */
    public String text() {
        return say("ui.trouble." + kind() + ".text");
    }

    /** Whether the gate is drawn shut: the page is there, and not for this reader. */
    public boolean isShut() {
        return status == 401 || status == 403;
    }

    private String kind() {
        if (child) {
            return switch (status) {
                case 401, 403 -> "child-not-yours";
                case 404, 405, 400 -> "child-not-there";
                default -> "child-broken";
            };
        }
        return switch (status) {
            case 400, 401, 403, 404, 405, 413, 429, 500, AWAY, FULL -> String.valueOf(status);
            default -> status < 500 ? "400" : "500";
        };
    }
}

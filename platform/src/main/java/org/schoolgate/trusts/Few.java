package org.schoolgate.trusts;

import static org.schoolgate.ui.Words.say;

import org.jspecify.annotations.Nullable;

/**
 * A count as it may leave a school: under five it is not known any more, as somebody could be made out.
 *
 * @param count five or more; null where it is fewer
 */
public record Few(@Nullable Integer count) {
    private static final int LEAST = 5;

    static Few of(long count) {
        return new Few(count < LEAST ? null : Math.toIntExact(count));
    }

    /** As people read it. */
    public String words() {
        return count == null ? say("trusts.few") : String.valueOf(count);
    }
}

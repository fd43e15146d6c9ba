package org.schoolgate.documents;

import org.jspecify.annotations.Nullable;

/** What was found when something that is to be kept was looked at. */
public sealed interface Examined {
    /**
     * It may be kept.
     *
     * @param file null for what lies elsewhere
     */
    record Fit(@Nullable File file) implements Examined {}

    /** It is not taken. */
    record Unfit(Keeping why) implements Examined {}

    /**
     * A file that was looked at.
     *
     * @param cover a few dots of a picture; null for what is none
     */
    record File(String digest, Contents contents, @Nullable Contents cover) {}
}

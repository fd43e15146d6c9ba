package org.schoolgate.gateway.files;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files that are fetched in pieces, so that their beginning, which says what they are, need not be among what comes. */
public final class FilePiece {
    private static final int PARTIAL = 206;

    private FilePiece() {}

    /**
     * Whether an answer is a piece from within a file. Films, sounds, pictures and documents to read are fetched so all the
     * time, and may be.
     *
     * @param status of the answer
     * @param range where in the file it is (Content-Range); null where nobody says
     * @param type what the file is said to be (Content-Type); null where nobody says
     */
    public static boolean isFromWithin(int status, @Nullable String range, @Nullable String type) {
        return status == PARTIAL && !(range != null && lower(range).startsWith("bytes 0-")) && !mayBePieces(type);
    }

    private static boolean mayBePieces(@Nullable String type) {
        return type != null
                && Stream.of("video/", "audio/", "image/", "application/pdf").anyMatch(lower(type)::startsWith);
    }

    private static String lower(String value) {
        return value.strip().toLowerCase(Locale.ROOT);
    }
}

package org.schoolgate.gateway.who;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.PlaceRule;
import org.schoolgate.gateway.feed.Reader;

/** What is known of whoever asks, and how. */
public sealed interface Who {
    /** One person. */
    record Known(Reader reader, @Nullable String session, String evidence) implements Who {}

    /**
     * Several people whom an address speaks for: nobody is told apart there, so the strictest of what holds for them and for
     * the place does.
     */
    record Several(List<Reader> candidates, @Nullable PlaceRule place, String evidence) implements Who {}

    /** Somebody at a place: its profile holds. */
    record Somewhere(PlaceRule place, String evidence) implements Who {}

    /** Nobody that the school knows, nowhere that it knows. */
    record Stranger(String evidence) implements Who {}

    /** By what is kept what was refused to them: the reader, or the address where no one person is known. */
    default String key(String address) {
        return this instanceof Known known ? known.reader().ref() : address;
    }

    /** How this came to be known, for the record of what was seen. */
    String evidence();
}

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
     * the places does.
     */
    record Several(List<Reader> candidates, List<PlaceRule> places, String evidence) implements Who {}

    /**
     * Somebody at a place: its profile holds.
     *
     * @param places the one that is taken for theirs, and those that count beside it: what any of them closes is closed
     */
    record Somewhere(List<PlaceRule> places, String evidence) implements Who {
        /** Whose words they are spoken to in. */
        public String profile() {
            return places.getFirst().profile();
        }
    }

    /** Nobody that the school knows, nowhere that it knows. */
    record Stranger(String evidence) implements Who {}

    /** By what is kept what was refused to them: the reader, or the address where no one person is known. */
    default String key(String address) {
        return this instanceof Known known ? known.reader().ref() : address;
    }

    /** How this came to be known, for the record of what was seen. */
    String evidence();
}

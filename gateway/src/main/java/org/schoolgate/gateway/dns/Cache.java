package org.schoolgate.gateway.dns;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers that were looked up last, of which the oldest goes first. */
final class Cache {
    /** So long after its end an answer is still better than none (RFC 8767). */
    private static final int STALE_SECONDS = 3_600;

    private final Map<Key, Kept> answers;

    Cache(int most) {
        answers = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
                return size() > most;
            }
        };
    }

    int size() {
        return answers.size();
    }

    void put(Key key, Kept kept) {
        answers.put(key, kept);
    }

    /** An answer that still holds. */
    @Nullable
    Kept fresh(Key key, long now) {
        Kept kept = answers.get(key);
        return kept != null && now < kept.ends() ? kept : null;
    }

    /** One that was good until a short while ago. */
    @Nullable
    Kept stale(Key key, long now) {
        Kept kept = answers.get(key);
        return kept != null && kept.code() != Code.SERVER_FAILURE && now < kept.ends() + STALE_SECONDS
                ? kept.asStale()
                : null;
    }
}

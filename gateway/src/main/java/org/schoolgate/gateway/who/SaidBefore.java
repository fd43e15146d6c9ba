package org.schoolgate.gateway.who;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was said before, and is not to be heard twice. Bounded: what was said longest ago is forgotten first. */
public final class SaidBefore {
    private final Map<String, Boolean> said;

    /** @param most how much is remembered; as much as can be said while it would still be believed */
    public SaidBefore(int most) {
        said = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether it is said for the first time. */
    public synchronized boolean isNew(String word) {
        return said.put(word, true) == null;
    }

    /** All of it, the oldest first. */
    public synchronized List<String> all() {
        return List.copyOf(said.keySet());
    }
}

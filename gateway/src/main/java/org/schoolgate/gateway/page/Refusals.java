package org.schoolgate.gateway.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was refused just now, by reader or, where nobody is known, by address: a browser shows its own page for a refused
 * tunnel, so this is where a reader finds out why.
 */
public final class Refusals {
    private static final int MOST_READERS = 4096;
    private static final int MOST_EACH = 8;
    private static final Duration JUST_NOW = Duration.ofMinutes(15);

    private final Map<String, List<Refusal>> latest = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Refusal>> eldest) {
            return size() > MOST_READERS;
        }
    };

    /** Remembers a refusal; the same site twice in a row is one. */
    public synchronized void add(String whose, Refusal refusal) {
        List<Refusal> refusals = latest.computeIfAbsent(whose, _ -> new ArrayList<>());
        if (!refusals.isEmpty() && refusals.getFirst().site().equals(refusal.site())) {
            refusals.removeFirst();
        }
        refusals.addFirst(refusal);
        if (refusals.size() > MOST_EACH) {
            refusals.removeLast();
        }
    }

    /** What was refused just now, newest first. */
    public synchronized List<Refusal> of(String whose, Instant now) {
        Instant since = now.minus(JUST_NOW);
        return latest.getOrDefault(whose, List.of()).stream()
                .filter(refusal -> refusal.at().isAfter(since))
                .toList();
    }
}

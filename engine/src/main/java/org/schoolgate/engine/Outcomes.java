package org.schoolgate.engine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/*
 * Where no rule of the school is touched, a verdict depends on the profile and the categories alone, and there are some hundreds of
 * different sets of categories. So each is deliberated once, whatever the number of hosts. A host and a domain above it may be listed
 * in different sets: their union gets a number of its own.
 */
/** The answers for sets of categories, as lines. */
final class Outcomes {
    static final int NO_CATEGORY = 0;
    private static final byte[] NOT_YET = {};
    /** Odd, so that different pairs stay different; without it the hash of a pair of small numbers says little. */
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private final Engine engine;
    private final Profile profile;
    private final List<BitSet> sets = new ArrayList<>();
    private final Map<BitSet, Integer> numbers = new HashMap<>();
    private final Map<Long, Integer> unions = new HashMap<>();
    private byte[][] lines = {};

    Outcomes(Engine engine, Profile profile) {
        this.engine = engine;
        this.profile = profile;
        numberOf(new BitSet());
        CategorySets known = engine.image().sets();
        for (int i = 0; i < known.size(); i++) {
            numberOf(known.set(i));
        }
    }

    /** The number, here, of a set of the image. */
    static int ofImage(int set) {
        return set + 1;
    }

    int union(int one, int other) {
        if (one == other || other == NO_CATEGORY) {
            return one;
        }
        if (one == NO_CATEGORY) {
            return other;
        }
        return unions.computeIfAbsent((((long) one << 32) | other) * SPREAD, _ -> {
            BitSet both = (BitSet) sets.get(one).clone();
            both.or(sets.get(other));
            return numberOf(both);
        });
    }

    private int numberOf(BitSet set) {
        return numbers.computeIfAbsent(set, _ -> {
            sets.add(set);
            return sets.size() - 1;
        });
    }

    byte[] line(int number) {
        if (number >= lines.length) {
            int known = lines.length;
            lines = Arrays.copyOf(lines, sets.size());
            Arrays.fill(lines, known, lines.length, NOT_YET);
        }
        byte[] line = lines[number];
        if (line.length == 0) {
            Findings findings = new Findings("", false, sets.get(number), List.of(), List.of());
            line = line(engine.deliberate(findings, profile, Set.of(), Instant.EPOCH));
            lines[number] = line;
        }
        return line;
    }

    static byte[] line(Verdict verdict) {
        return verdict.line().getBytes(StandardCharsets.UTF_8);
    }
}

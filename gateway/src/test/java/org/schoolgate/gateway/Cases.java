package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Cases of the suites as they are tried, counted by line and by where they are tried. How many there are stands in {@code
 * cases.txt}, from which {@code docs/suites.md} has its figures: so neither says more than was tried.
 */
public final class Cases {
    /** Where a case is tried. */
    public enum Where {
        /** At the proxy: asked openly, or by the names of a tunnel. */
        PROXY,
        /** In a tunnel that is looked into. */
        INSIDE,
        /** By a device that knows of no proxy. */
        LED,
        /** By Squid, or as Squid asks. */
        SQUID,
        /** At the name server. */
        NAMES
    }

    private record At(String line, Where where) implements Comparable<At> {
        private static final Comparator<At> ORDER = Comparator.<At, String>comparing(
                        at -> at.line().substring(0, 1))
                .thenComparingInt(at -> Integer.parseInt(at.line().substring(1)))
                .thenComparing(At::where);

        @Override
        public int compareTo(At other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<At, Integer> counted = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    /**
     * One case.
     *
     * @param line like {@code C5}
     * @param came what came of it, to be shown where it was not right
     */
    public void add(String line, Where where, boolean right, Object came) {
        counted.merge(new At(line, where), 1, Integer::sum);
        if (!right) {
            wrong.add(line + " " + where + " " + came);
        }
    }

    /** Whether each came out right, and whether there were as many as is written for this test. */
    public void areHeldBy(String test) throws IOException {
        assertThat(wrong).isEmpty();
        List<String> lines = new ArrayList<>();
        counted.forEach((at, count) ->
                lines.add("%s %s %d %s".formatted(at.line(), at.where().name().toLowerCase(Locale.ROOT), count, test)));
        try (InputStream in = Objects.requireNonNull(Cases.class.getResourceAsStream("cases.txt"))) {
            assertThat(new String(in.readAllBytes(), UTF_8).lines().filter(line -> line.endsWith(" " + test)))
                    .containsExactlyElementsOf(lines);
        }
    }
}

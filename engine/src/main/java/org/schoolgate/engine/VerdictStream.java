package org.schoolgate.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Hosts are taken in groups. The first pass over a group reads each host from the bytes, hashes it and asks the index for all its
 * suffixes, without deciding anything by the answer, so that the memory works on many hosts at once; the second pass notes what may
 * be listed. All that a piece of input has noted is confirmed together, and then its answers are written. What is no plain name, or
 * is touched by a rule of the school, goes through Engine.decide as any other question does.
 *
 * No answer is kept for a host: only for a set of categories, see Outcomes.
 */
/** Decides lines of URLs or hosts, an answer a line, in their order. For one thread. */
public final class VerdictStream {
    private static final int BUFFER = 1 << 22;
    private static final int ANSWERS = 1 << 18;
    private static final int GROUP = 32;
    /** Lines that are answered together at most. */
    private static final int MOST_LINES = 1 << 17;

    private final Engine engine;
    private final Profile profile;
    private final Set<String> audiences;
    private final Clock clock;
    private final OutputStream out;
    private final Outcomes outcomes;
    private final Overlay overlay;
    private final Lookup lookup;
    private final Suffixes[] hosts = new Suffixes[GROUP];
    private final boolean[] named = new boolean[GROUP];
    private final boolean[] unlisted = new boolean[GROUP];
    private final int[] starts = new int[GROUP];
    private final int[] ends = new int[GROUP];
    private final int fewestLabels;
    private final int mostLabels;
    private final Candidates candidates;
    private final int[] found = new int[MOST_LINES];
    private final byte[] @Nullable [] decided = new byte[MOST_LINES][];
    private int lines;
    private final byte[] answers = new byte[ANSWERS];
    private int answersLength;
    private long decisions;

    public VerdictStream(Engine engine, Profile profile, Set<String> audiences, Clock clock, OutputStream out) {
        this.engine = engine;
        this.profile = profile;
        this.audiences = Set.copyOf(audiences);
        this.clock = clock;
        this.out = out;
        this.outcomes = new Outcomes(engine, profile);
        this.overlay = engine.overlay();
        this.lookup = engine.image().newLookup();
        this.candidates = engine.image().newCandidates();
        this.fewestLabels = engine.image().fewestLabels();
        this.mostLabels = engine.image().mostLabels();
        Arrays.setAll(hosts, _ -> new Suffixes(engine.image().seed()));
    }

    /** Answers every line; after each piece of input that is whole lines the answers are written out. */
    public void run(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER + NameHash.SLACK];
        int length = 0;
        boolean skipping = false;
        for (int read = in.read(buffer, 0, BUFFER); read >= 0; read = in.read(buffer, length, BUFFER - length)) {
            length += read;
            int whole = lastLineEnd(buffer, length - read, length);
            int from = 0;
            if (skipping && whole > 0) {
                from = firstLineEnd(buffer, length);
                skipping = false;
            }
            if (whole > 0) {
                decide(buffer, from, whole);
                length -= whole;
                System.arraycopy(buffer, whole, buffer, 0, length);
            } else if (length == BUFFER) {
                if (!skipping) {
                    answer(Outcomes.line(Deliberation.malformed("longer than any URL")));
                }
                skipping = true;
                length = 0;
            }
            flush();
        }
        if (length > 0 && !skipping) {
            buffer[length] = '\n';
            decide(buffer, 0, length + 1);
        }
        flush();
    }

    /** How many lines have been answered. */
    public long decisions() {
        return decisions;
    }

    private static int lastLineEnd(byte[] buffer, int from, int to) {
        for (int i = to; i > from; i--) {
            if (buffer[i - 1] == '\n') {
                return i;
            }
        }
        return 0;
    }

    private static int firstLineEnd(byte[] buffer, int to) {
        int end = 0;
        while (end < to && buffer[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    private void decide(byte[] buffer, int from, int to) throws IOException {
        Instant now = clock.instant();
        int at = from;
        while (at < to) {
            int group = 0;
            for (; group < GROUP && at < to; group++) {
                int end = lineEnd(buffer, at);
                prepare(buffer, at, end, group);
                at = end + 1;
            }
            for (int i = 0; i < group; i++) {
                if (lines == MOST_LINES || !candidates.hasRoom()) {
                    settle();
                }
                note(buffer, i, now);
            }
        }
        settle();
    }

    /** The end of the line, found eight bytes at a time; there is one. */
    private static int lineEnd(byte[] buffer, int from) {
        int at = from;
        while (true) {
            long word = NameHash.word(buffer, at) ^ 0x0a0a_0a0a_0a0a_0a0aL;
            long zeros = (word - 0x0101_0101_0101_0101L) & ~word & 0x8080_8080_8080_8080L;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
            at += Long.BYTES;
        }
    }

    private void prepare(byte[] buffer, int from, int lineEnd, int i) {
        int to = lineEnd > from && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        Suffixes host = hosts[i];
        starts[i] = from;
        ends[i] = to;
        named[i] = PlainLine.read(buffer, from, to, host);
        if (!named[i] && Host.ofUrl(text(buffer, i)) instanceof Host.Name name) {
            host.set(name);
            named[i] = true;
        }
        if (named[i]) {
            unlisted[i] = !lookup.mayFind(host, first(host), end(host));
        }
    }

    private String text(byte[] buffer, int i) {
        return new String(buffer, starts[i], ends[i] - starts[i], StandardCharsets.UTF_8);
    }

    /** The first suffix that is short enough to be listed. */
    private int first(Suffixes host) {
        return Math.max(0, host.count - mostLabels);
    }

    /** The first suffix that is too short to be listed. */
    private int end(Suffixes host) {
        return Math.max(0, host.count - fewestLabels + 1);
    }

    /** Notes a line of the group, with its answer as far as that is known already. */
    private void note(byte[] buffer, int i, Instant now) {
        Suffixes host = hosts[i];
        found[lines] = Outcomes.NO_CATEGORY;
        if (!named[i] || host.anyALabel || isRuled(host)) {
            Url url = Url.of(text(buffer, i));
            decided[lines] = Outcomes.line(engine.decide(url.host(), url.path(), profile, audiences, now));
        } else if (!unlisted[i]) {
            candidates.add(lines, host, first(host), end(host));
        }
        lines++;
    }

    /** Confirms and answers what has been noted. */
    private void settle() throws IOException {
        candidates.settle((line, set) -> found[line] = outcomes.union(found[line], Outcomes.ofImage(set)));
        for (int line = 0; line < lines; line++) {
            byte[] known = decided[line];
            answer(known == null ? outcomes.line(found[line]) : known);
            decided[line] = null;
        }
        lines = 0;
    }

    private boolean isRuled(Suffixes host) {
        if (!overlay.isEmpty()) {
            for (int i = 0; i < host.count; i++) {
                if (overlay.find(host, i) != null) {
                    return true;
                }
            }
        }
        return false;
    }

    private void answer(byte[] line) throws IOException {
        decisions++;
        if (answers.length - answersLength < line.length) {
            flush();
        }
        if (line.length > answers.length) {
            out.write(line);
        } else {
            System.arraycopy(line, 0, answers, answersLength, line.length);
            answersLength += line.length;
        }
    }

    private void flush() throws IOException {
        out.write(answers, 0, answersLength);
        out.flush();
        answersLength = 0;
    }
}

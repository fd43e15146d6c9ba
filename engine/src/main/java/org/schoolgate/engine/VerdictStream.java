package org.schoolgate.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntPredicate;

/*
 * Hosts are taken in groups. The first pass over a group reads each host from the bytes, hashes it and asks the index for all its
 * suffixes, without deciding anything by the answer, so that the memory works on many hosts at once; the second pass confirms what
 * may be listed. What is no name, or is touched by a rule of the school, goes through Engine.decide as any other question does.
 *
 * No answer is kept for a host: only for a set of categories, see Outcomes.
 */
/** Decides lines of URLs or hosts, an answer a line, in their order. For one thread. */
public final class VerdictStream {
    private static final int BUFFER = 1 << 18;
    private static final int GROUP = 32;
    /** No answer but that of a rule with a very long name is longer. */
    private static final int ROOM = 1 << 12;

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
    private final byte[] answers = new byte[BUFFER];
    private int answersLength;
    private final IntPredicate adding;
    private int found;
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
        this.fewestLabels = engine.image().fewestLabels();
        this.mostLabels = engine.image().mostLabels();
        this.adding = set -> outcomes.union(found, Outcomes.ofImage(set)) != found;
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
                    answer(Deliberation.malformed("longer than any URL"));
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

    /** How many times the file of names was read to confirm a hit. */
    public long confirmations() {
        return lookup.reads();
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
            int lines = 0;
            for (; lines < GROUP && at < to; lines++) {
                int end = lineEnd(buffer, at);
                prepare(buffer, at, end, lines);
                at = end + 1;
            }
            for (int i = 0; i < lines; i++) {
                if (answers.length - answersLength < ROOM) {
                    flush();
                }
                decide(buffer, i, now);
            }
        }
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

    private void decide(byte[] buffer, int i, Instant now) throws IOException {
        Suffixes host = hosts[i];
        if (named[i] && !isRuled(host)) {
            byte[] line = outcomes.line(unlisted[i] ? Outcomes.NO_CATEGORY : listed(host));
            if (!host.anyALabel || Outcomes.isBlock(line) || new Host.Name(host.suffix(0)).fault() == null) {
                answer(line);
                return;
            }
        }
        answer(engine.decide(Host.ofUrl(text(buffer, i)), profile, audiences, now));
    }

    /** All categories of a host; a listing that could add none to those of longer suffixes is not even read. */
    private int listed(Suffixes host) {
        found = Outcomes.NO_CATEGORY;
        for (int suffix = first(host); suffix < end(host); suffix++) {
            int set = lookup.find(host, suffix, adding);
            if (set != Lookup.NOT_LISTED) {
                found = outcomes.union(found, Outcomes.ofImage(set));
            }
        }
        return found;
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

    private void answer(Verdict verdict) throws IOException {
        byte[] line = Outcomes.line(verdict);
        if (line.length > ROOM) {
            flush();
            out.write(line);
            decisions++;
        } else {
            answer(line);
        }
    }

    private void answer(byte[] line) {
        System.arraycopy(line, 0, answers, answersLength, line.length);
        answersLength += line.length;
        decisions++;
    }

    private void flush() throws IOException {
        out.write(answers, 0, answersLength);
        out.flush();
        answersLength = 0;
    }
}

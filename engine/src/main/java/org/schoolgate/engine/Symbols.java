package org.schoolgate.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/*
 * Names are stored in codes of one byte, each of which stands for one to eight characters. Every single character of a name has a
 * code, so that nothing needs escaping and a coded name is never longer than the name; the others go to the strings that save most
 * in a sample of the names, found in rounds as in FSST (Boncz, Neumann and Leis, VLDB 2020): code the sample, count codes and
 * pairs of neighbours, keep the best of both.
 *
 * To compare a stored name with a host it is not decoded into anything: each code's characters are held against the host's text as
 * one word, and the first that differs ends it.
 */
/** A table of up to 256 strings, and names coded with it. */
final class Symbols {
    static final int LONGEST = Long.BYTES;
    private static final int CODES = 256;
    private static final int ROUNDS = 5;
    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_.:";

    private final byte[][] symbols;
    private final long[] words = new long[CODES];
    private final long[] masks = new long[CODES];
    private final byte[] lengths = new byte[CODES];
    private final Trie trie = new Trie();

    private Symbols(List<byte[]> symbols) {
        this.symbols = symbols.toArray(byte[][]::new);
        for (int code = 0; code < this.symbols.length; code++) {
            byte[] symbol = this.symbols[code];
            words[code] = NameHash.word(Arrays.copyOf(symbol, LONGEST), 0);
            masks[code] = NameHash.lowBytes(symbol.length);
            lengths[code] = (byte) symbol.length;
            trie.add(symbol, code);
        }
    }

    /** The table of single characters. */
    static Symbols plain() {
        return new Symbols(singles());
    }

    private static List<byte[]> singles() {
        List<byte[]> singles = new ArrayList<>();
        for (byte c : CHARACTERS.getBytes(StandardCharsets.US_ASCII)) {
            singles.add(new byte[] {c});
        }
        return singles;
    }

    /** The table that codes names like these in few bytes. */
    static Symbols trained(Collection<byte[]> sample) {
        Symbols symbols = plain();
        for (int round = 0; round < ROUNDS; round++) {
            symbols = symbols.better(sample);
        }
        return symbols;
    }

    private Symbols better(Collection<byte[]> sample) {
        long[] seen = new long[CODES];
        long[] pairs = new long[CODES * CODES];
        byte[] coded = new byte[Suffixes.LONGEST];
        for (byte[] name : sample) {
            int length = encode(name, 0, name.length, coded, 0);
            for (int i = 0; i < length; i++) {
                int code = coded[i] & 0xff;
                seen[code]++;
                if (i > 0) {
                    pairs[(coded[i - 1] & 0xff) * CODES + code]++;
                }
            }
        }
        Map<String, Long> saved = new HashMap<>();
        for (int code = 0; code < symbols.length; code++) {
            count(saved, symbols[code], new byte[0], seen[code]);
            for (int next = 0; next < symbols.length; next++) {
                count(saved, symbols[code], symbols[next], pairs[code * CODES + next]);
            }
        }
        List<byte[]> best = singles();
        saved.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(CODES - best.size())
                .forEach(entry -> best.add(entry.getKey().getBytes(StandardCharsets.US_ASCII)));
        return new Symbols(best);
    }

    private static void count(Map<String, Long> saved, byte[] first, byte[] second, long times) {
        int length = first.length + second.length;
        if (times > 1 && length > 1 && length <= LONGEST) {
            String symbol =
                    new String(first, StandardCharsets.US_ASCII) + new String(second, StandardCharsets.US_ASCII);
            saved.merge(symbol, times * (length - 1), Long::sum);
        }
    }

    /** Codes a name; gives where the codes end. */
    int encode(byte[] name, int from, int to, byte[] out, int at) {
        int end = at;
        for (int i = from; i < to; ) {
            int code = trie.longest(name, i, to);
            out[end++] = (byte) code;
            i += lengths[code];
        }
        return end;
    }

    /** Whether the coded name is the text from here to there; the text is readable some bytes beyond. */
    boolean matches(byte[] codes, int from, int to, byte[] text, int textFrom, int textTo) {
        int at = textFrom;
        for (int i = from; i < to; i++) {
            int code = codes[i] & 0xff;
            if (at >= textTo || ((NameHash.word(text, at) ^ words[code]) & masks[code]) != 0) {
                return false;
            }
            at += lengths[code];
        }
        return at == textTo;
    }

    List<String> strings() {
        return Arrays.stream(symbols)
                .map(symbol -> new String(symbol, StandardCharsets.US_ASCII))
                .toList();
    }

    static Symbols of(List<String> strings) {
        return new Symbols(strings.stream()
                .map(string -> string.getBytes(StandardCharsets.US_ASCII))
                .toList());
    }

    /** The symbols by their characters. */
    private static final class Trie {
        private static final int FANOUT = 128;
        private int[] next = new int[FANOUT];
        private int[] codes = {-1};
        private int nodes = 1;

        void add(byte[] symbol, int code) {
            int node = 0;
            for (byte c : symbol) {
                int child = next[node * FANOUT + c];
                if (child == 0) {
                    child = nodes++;
                    next = Arrays.copyOf(next, nodes * FANOUT);
                    codes = Arrays.copyOf(codes, nodes);
                    codes[child] = -1;
                    next[node * FANOUT + c] = child;
                }
                node = child;
            }
            codes[node] = code;
        }

        int longest(byte[] name, int from, int to) {
            int node = 0;
            int found = -1;
            for (int i = from; i < to; i++) {
                node = next[node * FANOUT + name[i]];
                if (node == 0) {
                    break;
                }
                found = codes[node] < 0 ? found : codes[node];
            }
            return found;
        }
    }
}

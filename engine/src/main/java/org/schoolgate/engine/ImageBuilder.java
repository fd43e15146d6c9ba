package org.schoolgate.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/*
 * Names lie one after the other in one array, and are found again by an open-addressed table of their numbers, so that a name of
 * several lists is kept once. The set of categories of a name grows by one category at a time; each such step is looked up, so
 * that every set exists once and a name needs only its number.
 */
/** Collects names by category, to be written as an image. */
public final class ImageBuilder {
    private static final int NO_CATEGORY = 0;
    private static final double MOST_FILLED = 0.6;

    private final long seed;
    private final Suffixes canonical;
    private final Map<String, Integer> categories = new HashMap<>();
    private final List<BitSet> sets = new ArrayList<>();
    private final Map<BitSet, Integer> numbers = new HashMap<>();
    private final Map<Long, Integer> larger = new HashMap<>();

    private byte[] text = new byte[1 << 20];
    private int[] ends = new int[1 << 16];
    private long[] hashes = new long[1 << 16];
    private int[] setOf = new int[1 << 16];
    private int names;
    private int[] table = new int[1 << 18];
    private int fewestLabels = Suffixes.MOST_LABELS;
    private int mostLabels;

    /** A builder whose image has this seed; draw it at random, except to get the same image again. */
    public ImageBuilder(long seed) {
        this.seed = seed;
        this.canonical = new Suffixes(seed);
        numberOf(new BitSet());
    }

    /** The number under which names are added to a category. */
    public int category(String name) {
        return categories.computeIfAbsent(name, _ -> categories.size());
    }

    /** Lists a host and everything below it; false if it was in this category before. */
    public boolean add(int category, Host host) {
        canonical.set(host);
        return add(category, canonical);
    }

    /** How many different names there are. */
    public int names() {
        return names;
    }

    boolean add(int category, Suffixes host) {
        int name = find(host);
        int set = setOf[name];
        if (sets.get(set).get(category)) {
            return false;
        }
        setOf[name] = larger.computeIfAbsent(((long) set << 32) | category, _ -> {
            BitSet with = (BitSet) sets.get(set).clone();
            with.set(category);
            return numberOf(with);
        });
        return true;
    }

    private int numberOf(BitSet set) {
        return numbers.computeIfAbsent(set, _ -> {
            sets.add(set);
            return sets.size() - 1;
        });
    }

    private int find(Suffixes host) {
        long hash = host.hashes[0];
        int mask = table.length - 1;
        for (int slot = (int) (hash >>> 32) & mask; ; slot = (slot + 1) & mask) {
            int name = table[slot] - 1;
            if (name < 0) {
                append(host, hash);
                table[slot] = names;
                if (names > table.length * MOST_FILLED) {
                    rehash();
                }
                return names - 1;
            }
            if (hashes[name] == hash && Arrays.equals(text, start(name), ends[name], host.text, 0, host.length)) {
                return name;
            }
        }
    }

    private void append(Suffixes host, long hash) {
        int start = names == 0 ? 0 : ends[names - 1];
        if (names == ends.length) {
            int more = names + (names >> 1);
            ends = Arrays.copyOf(ends, more);
            hashes = Arrays.copyOf(hashes, more);
            setOf = Arrays.copyOf(setOf, more);
        }
        if (start + host.length > text.length) {
            text = Arrays.copyOf(text, Math.addExact(text.length, text.length >> 1));
        }
        System.arraycopy(host.text, 0, text, start, host.length);
        ends[names] = start + host.length;
        hashes[names] = hash;
        setOf[names] = NO_CATEGORY;
        names++;
        if (!host.address) {
            fewestLabels = Math.min(fewestLabels, host.count);
            mostLabels = Math.max(mostLabels, host.count);
        }
    }

    private int start(int name) {
        return name == 0 ? 0 : ends[name - 1];
    }

    private void rehash() {
        table = new int[table.length * 2];
        int mask = table.length - 1;
        for (int name = 0; name < names; name++) {
            int slot = (int) (hashes[name] >>> 32) & mask;
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = name + 1;
        }
    }

    /** Writes the image beside this file and puts it in its place when it is whole, so that a reader finds the old one or the new one. */
    public void write(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            new ImageWriter(this).write(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    long seed() {
        return seed;
    }

    int fewestLabels() {
        return fewestLabels;
    }

    int mostLabels() {
        return mostLabels;
    }

    /** The sets that names may have, by number, with the numbers of their categories. */
    List<BitSet> sets() {
        return sets;
    }

    Map<String, Integer> categories() {
        return categories;
    }

    long hash(int name) {
        return hashes[name];
    }

    int setOf(int name) {
        return setOf[name];
    }

    byte[] nameBytes(int name) {
        return Arrays.copyOfRange(text, start(name), ends[name]);
    }

    int encode(int name, Symbols symbols, byte[] out, int at) {
        return symbols.encode(text, start(name), ends[name], out, at);
    }
}

package org.schoolgate.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * A school has a thousand rules beside millions of listed names. They are found as the names are, by the hash of the host and of
 * each domain above it, in an open-addressed table at most half full; the text is compared before anything is believed.
 */
/** The rules of a school, and names that are illegal beside the lists', by host. Immutable. */
final class Overlay {
    /** What is ruled for exactly this host; the rules in order of precedence. */
    record Entry(String host, boolean illegal, List<Ruled> rules) {
        private boolean is(Suffixes suffixes, int i) {
            int start = suffixes.starts[i];
            boolean same = host.length() == suffixes.length - start;
            for (int at = 0; same && at < host.length(); at++) {
                same = host.charAt(at) == suffixes.text[start + at];
            }
            return same;
        }
    }

    /** A rule and, where it is for a part of the site, the path of that. */
    record Ruled(SiteRule rule, String path) {
        /**
         * What somebody found unsuitable closes the site and every part of it. Then those for the longest path; of two for the
         * same the one that takes precedence.
         */
        static final Comparator<Ruled> ORDER = Comparator.comparing(
                        (Ruled one) -> !one.rule().isReported())
                .thenComparingInt(one -> -one.segments())
                .thenComparingInt(one -> one.rule().order())
                .thenComparing(one -> one.rule().id());

        private int segments() {
            return (int) path.chars().filter(c -> c == '/').count();
        }

        /** Whether it is about a page; one for a part of the site is not, where only the name is seen. */
        boolean isAbout(SitePath.@Nullable Reading page) {
            return path.isEmpty() || (page != null && page.isBelow(path));
        }
    }

    private final long[] hashes;
    private final @Nullable Entry[] entries;
    private final boolean isEmpty;

    Overlay(long seed, Collection<SiteRule> rules, Collection<Host> illegal) {
        Map<String, List<Ruled>> ruled = new HashMap<>();
        for (SiteRule rule : rules) {
            ruled.computeIfAbsent(rule.host(), _ -> new ArrayList<>()).add(new Ruled(rule, rule.path()));
        }
        Map<String, Entry> byHost = new HashMap<>();
        ruled.forEach((host, own) -> {
            own.sort(Ruled.ORDER);
            byHost.put(host, new Entry(host, false, List.copyOf(own)));
        });
        for (Host host : illegal) {
            String name = host.toString();
            byHost.put(name, new Entry(name, true, ruled.getOrDefault(name, List.of())));
        }
        int size = Integer.highestOneBit(byHost.size() * 4 + 1);
        hashes = new long[size];
        entries = new Entry[size];
        isEmpty = byHost.isEmpty();
        Suffixes suffixes = new Suffixes(seed);
        byHost.values().forEach(entry -> add(entry, suffixes));
    }

    private void add(Entry entry, Suffixes suffixes) {
        suffixes.set(Host.of(entry.host()));
        long hash = suffixes.hashes[0];
        int slot = slot(hash);
        while (entries[slot] != null) {
            slot = (slot + 1) & (entries.length - 1);
        }
        hashes[slot] = hash;
        entries[slot] = entry;
    }

    private int slot(long hash) {
        return (int) (hash >>> 32) & (entries.length - 1);
    }

    boolean isEmpty() {
        return isEmpty;
    }

    /** What is ruled for exactly this suffix. */
    @Nullable
    Entry find(Suffixes suffixes, int i) {
        long hash = suffixes.hashes[i];
        for (int slot = slot(hash); ; slot = (slot + 1) & (entries.length - 1)) {
            Entry entry = entries[slot];
            if (entry == null || (hashes[slot] == hash && entry.is(suffixes, i))) {
                return entry;
            }
        }
    }
}

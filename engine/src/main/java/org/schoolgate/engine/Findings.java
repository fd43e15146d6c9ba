package org.schoolgate.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What the lists and the rules hold about one host and the domains above it, the longest first. */
record Findings(String host, boolean address, BitSet categories, List<Listing> listings, List<Overlay.Entry> rules) {
    /** Whether a rule is for a part of the site only, so that it matters which page is asked for. */
    boolean dependsOnThePage() {
        for (Overlay.Entry entry : rules) {
            for (Overlay.Ruled ruled : entry.rules()) {
                if (!ruled.path().isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A host or a domain above it that is listed. */
    record Listing(String host, int set) {}

    static Findings of(Lookup lookup, ListImage image, Overlay overlay) {
        Suffixes host = lookup.host;
        BitSet categories = new BitSet();
        List<Listing> listings = new ArrayList<>();
        List<Overlay.Entry> rules = new ArrayList<>();
        for (int i = 0; i < host.count; i++) {
            int set = lookup.find(i);
            if (set != Lookup.NOT_LISTED) {
                listings.add(new Listing(host.suffix(i), set));
                categories.or(image.sets().set(set));
            }
            Overlay.Entry entry = overlay.find(host, i);
            if (entry != null) {
                rules.add(entry);
            }
        }
        return new Findings(host.suffix(0), host.address, categories, listings, rules);
    }
}

package org.schoolgate.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A site that stands in the address of another, which may show it: a translator, an archive, a reader.
 *
 * @param host malformed where an address holds more others than anybody could mean
 * @param path with its query; null where only a name is seen
 * @param shown whether the address leads to a page of it as far as can be told; else it is only mentioned, as the page to go
 *     back to is after signing in
 */
public record Inner(Host host, @Nullable String path, boolean shown) {
    /** How often one name may stand for another that stands for a third. */
    private static final int DEEPEST = 3;

    /** The sites within an address; none for nearly every address, and then next to nothing is done. */
    public static List<Inner> in(Host host, @Nullable String path) {
        List<Inner> byName = host instanceof Host.Name(var name) ? spelled(name, path) : List.of();
        if (path != null && path.length() > UrlText.LONGEST_URL) {
            return List.of(
                    new Inner(new Host.Malformed("longer than any URL: " + path.length() + " characters"), null, true));
        }
        if (path == null || !InnerScan.mayFind(host, path)) {
            return byName;
        }
        return new InnerScan(host, byName).of(path);
    }

    /** The sites for which a name stands. */
    static List<Inner> spelled(String name, @Nullable String path) {
        List<Inner> sites = List.of();
        String outer = name;
        for (int depth = 0; depth < DEEPEST; depth++) {
            List<Host> hosts = Carriers.spelled(outer, path);
            if (hosts.isEmpty()) {
                break;
            }
            sites = new ArrayList<>(sites);
            for (Host host : hosts) {
                sites.add(new Inner(host, path, true));
            }
            outer = hosts.getFirst().shown();
        }
        return sites;
    }
}

package org.schoolgate.engine.lists;

import java.util.Set;
import java.util.StringTokenizer;

/** A hosts file: an address that leads nowhere, then names. */
final class HostsReader implements ListReader {
    private static final Set<String> OWN_NAMES = Set.of(
            "localhost",
            "localhost.localdomain",
            "local",
            "broadcasthost",
            "ip6-localhost",
            "ip6-loopback",
            "ip6-localnet",
            "ip6-mcastprefix",
            "ip6-allnodes",
            "ip6-allrouters",
            "ip6-allhosts",
            "0.0.0.0");

    @Override
    public void read(String line, Entries out) {
        StringTokenizer words = new StringTokenizer(PlainReader.withoutComment(line));
        if (!words.hasMoreTokens()) {
            return;
        }
        String first = words.nextToken();
        if (!words.hasMoreTokens()) {
            PlainReader.host(first, out);
        }
        while (words.hasMoreTokens()) {
            String name = words.nextToken();
            if (OWN_NAMES.contains(name)) {
                out.reject("a machine's own name: " + name);
            } else {
                PlainReader.host(name, out);
            }
        }
    }
}

package org.schoolgate.gateway.dns;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;

/**
 * What came of a look-up, cleaned, and for how long it holds.
 *
 * @param leads hosts that the answer leads to in place of the one that was asked for
 * @param inside an address inside the school that was taken out, leaving none; null where none was
 * @param ends when it is no longer fresh, in seconds of the process's own clock
 * @param stale it is over, and given because no name server can be asked
 */
record Kept(
        int code,
        Sections sections,
        List<Host> leads,
        @Nullable InetAddress inside,
        long ends,
        boolean stale) {
    Kept {
        leads = List.copyOf(leads);
    }

    Kept asStale() {
        return new Kept(code, sections, leads, inside, ends, true);
    }
}

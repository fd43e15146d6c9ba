package org.schoolgate.gateway.share;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a school may take of the process that it shares with others. Its loops are threads of its own, and the system gives
 * each thread its turn, however much goes on at another school; its connections are bounded, as the files that a process may
 * have open are everybody's.
 *
 * @param processors as many as it has loops for
 * @param clients connections that come to its doors
 * @param sites connections that lead on from there
 */
public record Share(int processors, Connections clients, Connections sites) {
    /** Of ten files that may be open so many are for connections; the others are for journals, lists and the program itself. */
    private static final int OF_TEN = 8;

    private static final long UNBOUNDED = 1 << 20;

    /** What one of so many schools may take: each has as much. */
    public static Share of(int schools) {
        int most = (int) Math.max(1, Math.min(UNBOUNDED, files()) * OF_TEN / 10 / schools / 2);
        return new Share(
                Math.max(1, Runtime.getRuntime().availableProcessors() / schools),
                new Connections(most),
                new Connections(most));
    }

    private static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : UNBOUNDED;
    }
}

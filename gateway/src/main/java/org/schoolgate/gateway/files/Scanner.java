package org.schoolgate.gateway.files;

import java.net.SocketAddress;
import java.time.Duration;

/**
 * A school's own scanner, ClamAV's clamd.
 *
 * @param address where it listens
 * @param most how many bytes of a file are looked through; what is larger and waits is not let through
 * @param connect how long it may take to take a connection
 * @param patience how long a file waits for it that does not go on without
 * @param hurry how long the end of any other waits for it
 */
public record Scanner(SocketAddress address, long most, Duration connect, Duration patience, Duration hurry) {
    public static final int USUAL_MOST_MEGABYTES = 100;

    /**
     * One with the usual limits.
     *
     * @param address {@code host:port}, or the path of its socket
     * @throws IllegalArgumentException where it is neither
     */
    public static Scanner at(String address, int mostMegabytes) {
        if (mostMegabytes < 1 || mostMegabytes > 1_000) {
            throw new IllegalArgumentException("a file that is looked through has at least 1 MB and at most 1,000");
        }
        return new Scanner(
                Clamd.address(address),
                (long) mostMegabytes << 20,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2));
    }
}

package org.schoolgate.activity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request as a gateway kept it.
 *
 * @param reader a pseudonym; null where nobody was known
 * @param address of the client
 * @param path null for a tunnel, of which only the name was seen
 * @param policyEpoch with the version, by which of the policies that the school sent out it was decided
 * @param evidence how the reader was known
 */
public record Seen(
        Instant at,
        int gateway,
        long epoch,
        long sequence,
        @Nullable String reader,
        String address,
        String method,
        String host,
        @Nullable String path,
        SeenAnswer answer,
        List<String> categories,
        String rule,
        long policyEpoch,
        long policyVersion,
        long bytes,
        String evidence) {
    private static final String TOKEN = "token ";

    /** The mark of the device token by which the reader was known. */
    public Optional<String> deviceMark() {
        return evidence.startsWith(TOKEN) ? Optional.of(evidence.substring(TOKEN.length())) : Optional.empty();
    }

    /** What was searched for, where the address says so. */
    public Optional<String> searchedFor() {
        return path == null ? Optional.empty() : SearchWords.in(path);
    }
}

package org.schoolgate.gateways;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Feed;

/**
 * What a gateway says of itself with a request; null where it says nothing of that.
 *
 * @param held the policy that it enforces
 * @param backlog events that wait in its journal
 * @param oldest when the oldest of them was seen
 * @param canaries its policy's tag, and the digest of what it answers for every canary
 * @param ports where browsers find its proxy, with a comma between two
 */
public record GatewayReport(
        @Nullable FeedVersion held,
        @Nullable Long backlog,
        @Nullable Instant oldest,
        @Nullable String canaries,
        @Nullable String ports) {
    public static final GatewayReport NOTHING = new GatewayReport(null, null, null, null, null);

    private static final Pattern TAG = Pattern.compile("(\\d{1,18})-(\\d{1,18})");
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");
    private static final Pattern CANARIES = Pattern.compile("\\d{1,18}-\\d{1,18} [0-9a-f]{64}");

    private static final Pattern PORTS = Pattern.compile("\\d{1,5}(,\\d{1,5}){0,63}");

    /** And it has just been handed this version. */
    public GatewayReport handed(FeedVersion version) {
        return new GatewayReport(version, backlog, oldest, canaries, ports);
    }

    /** Reads it from the headers of a request. What cannot be read was not said. */
    public static GatewayReport in(Function<String, @Nullable String> headers) {
        var backlog = headers.apply(Feed.BACKLOG);
        var canaries = headers.apply(Feed.CANARIES);
        var ports = headers.apply(Feed.PORTS);
        return new GatewayReport(
                held(headers.apply(Feed.HELD)).orElse(null),
                backlog == null || !COUNT.matcher(backlog).matches() ? null : Long.valueOf(backlog),
                instant(headers.apply(Feed.OLDEST)),
                canaries == null || !CANARIES.matcher(canaries).matches() ? null : canaries,
                ports == null || !PORTS.matcher(ports).matches() ? null : ports);
    }

    /** The version that a tag names, alone or among the quoted ones of If-None-Match. */
    public static Optional<FeedVersion> held(@Nullable String tags) {
        if (tags == null) {
            return Optional.empty();
        }
        return Arrays.stream(tags.split("[\\s,\"]+"))
                .map(TAG::matcher)
                .filter(Matcher::matches)
                .map(tag -> new FeedVersion(Long.parseLong(tag.group(1)), Long.parseLong(tag.group(2))))
                .findFirst();
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            return null;
        }
    }
}

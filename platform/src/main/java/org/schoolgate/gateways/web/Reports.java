package org.schoolgate.gateways.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateways.FeedVersion;
import org.schoolgate.gateways.GatewayReport;

/** Reads what a gateway says of itself in the headers of a request. What cannot be read was not said. */
final class Reports {
    private static final Pattern TAG = Pattern.compile("(\\d{1,18})-(\\d{1,18})");
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

    private Reports() {}

    static GatewayReport of(HttpServletRequest request) {
        var backlog = request.getHeader(Feed.BACKLOG);
        return new GatewayReport(
                version(request.getHeader(Feed.HELD)).orElse(null),
                backlog == null || !COUNT.matcher(backlog).matches() ? null : Long.valueOf(backlog),
                instant(request.getHeader(Feed.OLDEST)));
    }

    /** The version that a tag names, alone or among the quoted ones of If-None-Match. */
    static Optional<FeedVersion> version(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        return Arrays.stream(header.split("[\\s,\"]+"))
                .map(TAG::matcher)
                .filter(java.util.regex.Matcher::matches)
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

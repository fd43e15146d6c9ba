package org.schoolgate.gateway.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which headers go on to the other side. */
final class Headers {
    static final AsciiString VIA = HttpHeaderNames.VIA;

    /** They speak of one connection, or between a client and its proxy. */
    private static final List<AsciiString> HOP_BY_HOP = names(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization",
            "proxy-authenticate",
            "proxy-authentication-info",
            "te",
            "upgrade");

    /** Where a client is inside the school is nobody's business outside. */
    private static final List<AsciiString> ABOUT_THE_CLIENT = names("x-forwarded-for", "forwarded", "x-real-ip");

    /** A Connection header must not take these away: message length and destination would change on the way. */
    private static final Set<String> NEVER_NOMINATED = Set.of("host", "content-length", "transfer-encoding", "via");

    private Headers() {}

    private static List<AsciiString> names(String... names) {
        return List.of(names).stream().map(AsciiString::cached).toList();
    }

    static void towardsOrigin(HttpHeaders headers, String authority, String via) {
        stripHops(headers);
        for (AsciiString name : ABOUT_THE_CLIENT) {
            headers.remove(name);
        }
        headers.set(HttpHeaderNames.HOST, authority);
        headers.add(VIA, via);
    }

    /** What comes behind a body says nothing of where it goes, and nothing of one connection. */
    static void behind(HttpHeaders headers) {
        stripHops(headers);
        for (AsciiString name : ABOUT_THE_CLIENT) {
            headers.remove(name);
        }
        NEVER_NOMINATED.forEach(headers::remove);
    }

    /** Alt-Svc would lead the next request past the proxy. */
    static void towardsClient(HttpHeaders headers, String via) {
        stripHops(headers);
        headers.remove("alt-svc");
        headers.add(VIA, via);
    }

    private static void stripHops(HttpHeaders headers) {
        for (String nominated : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String name : nominated.split(",", -1)) {
                String stripped = name.strip().toLowerCase(Locale.ROOT);
                if (!stripped.isEmpty() && !NEVER_NOMINATED.contains(stripped)) {
                    headers.remove(stripped);
                }
            }
        }
        for (AsciiString name : HOP_BY_HOP) {
            headers.remove(name);
        }
    }
}

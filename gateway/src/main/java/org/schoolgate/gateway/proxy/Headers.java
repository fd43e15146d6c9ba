package org.schoolgate.gateway.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** A browser keeps dictionaries by which a site may pack what it sends next: nobody here has them. */
    private static final List<AsciiString> ABOUT_DICTIONARIES = names("available-dictionary", "dictionary-id");

    private static final AsciiString DICTIONARY = AsciiString.cached("use-as-dictionary");

    /** The codings that are taken off before anybody looks at a file, and the words for none and for any. */
    private static final List<String> READABLE =
            List.of("gzip", "deflate", "br", "zstd", "identity", "*", "x-gzip", "x-deflate");

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
        for (AsciiString name : ABOUT_DICTIONARIES) {
            headers.remove(name);
        }
        readable(headers);
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

    /** A site is asked for no coding that nobody here can take off. */
    private static void readable(HttpHeaders headers) {
        boolean all = true;
        Iterator<String> lists = headers.valueStringIterator(HttpHeaderNames.ACCEPT_ENCODING);
        while (all && lists.hasNext()) {
            all = areReadable(lists.next());
        }
        if (!all) {
            String kept = headers.getAll(HttpHeaderNames.ACCEPT_ENCODING).stream()
                    .flatMap(list -> Stream.of(list.split(",", -1)))
                    .filter(Headers::areReadable)
                    .map(String::strip)
                    .collect(Collectors.joining(", "));
            // Without a word of it a site may send any.
            headers.set(HttpHeaderNames.ACCEPT_ENCODING, kept.isEmpty() ? HttpHeaderValues.IDENTITY : kept);
        }
    }

    private static boolean areReadable(String codings) {
        for (int from = 0, end; from <= codings.length(); from = end + 1) {
            int comma = codings.indexOf(',', from);
            end = comma < 0 ? codings.length() : comma;
            if (!isReadable(codings, from, end)) {
                return false;
            }
        }
        return true;
    }

    /** The coding in this part of a list, without its weight; nothing is one, too. */
    private static boolean isReadable(String codings, int from, int to) {
        int weight = codings.indexOf(';', from);
        int end = weight < 0 || weight > to ? to : weight;
        int start = from;
        while (start < end && codings.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && codings.charAt(end - 1) <= ' ') {
            end--;
        }
        for (String coding : READABLE) {
            if (coding.length() == end - start && codings.regionMatches(true, start, coding, 0, coding.length())) {
                return true;
            }
        }
        return start == end;
    }

    /** Alt-Svc would lead the next request past the proxy. */
    static void towardsClient(HttpHeaders headers, String via) {
        stripHops(headers);
        headers.remove("alt-svc");
        headers.remove(DICTIONARY);
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

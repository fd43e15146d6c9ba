package org.schoolgate.audit.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.stream.Stream;
import org.schoolgate.audit.AuditEntry;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Words;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which part of the record a page shows.
 *
 * @param day as it was typed
 * @param before only entries of a lower number
 */
public record RecordSearch(String kind, String day, long before) {
    public boolean isNarrowed() {
        return !kind.isBlank() || !day.isBlank();
    }

    public boolean isNewest() {
        return before == Long.MAX_VALUE;
    }

    /** The page with the entries before this one. */
    public String olderThan(AuditEntry entry) {
        return address().queryParam("before", entry.number()).encode().build().toString();
    }

    /** The page with the newest entries. */
    public String newest() {
        return address().encode().build().toString();
    }

    private UriComponentsBuilder address() {
        return UriComponentsBuilder.fromPath("/record").queryParam("kind", kind).queryParam("day", day);
    }

    /** What one may look for: everything, or one of the kinds that are there. */
    public static List<Option> options(List<String> kinds) {
        return Stream.concat(
                        Stream.of(Option.of("", say("audit.index.every-kind"))),
                        kinds.stream().map(kind -> Option.of(kind, inWords(kind))))
                .toList();
    }

    /** A kind in words; as the record has it where a module gave it none. */
    public static String inWords(String kind) {
        var key = "audit.kind." + kind;
        return Words.keys().contains(key) ? say(key) : kind;
    }
}

package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.gateway.feed.Https;

/**
 * How far one group's HTTPS is looked into.
 *
 * @param byCategory sorts of sites that are treated otherwise than usual
 */
public record HttpsModes(Https.Mode usual, Map<SiteCategory, Https.Mode> byCategory) {
    /** What holds until a school chooses otherwise: nobody is looked into. */
    public static final HttpsModes NAMES = new HttpsModes(Https.Mode.NAME_ONLY, Map.of());

    public HttpsModes {
        var others = new EnumMap<SiteCategory, Https.Mode>(SiteCategory.class);
        for (var entry : byCategory.entrySet()) {
            if (entry.getValue() != usual) {
                others.put(entry.getKey(), entry.getValue());
            }
        }
        byCategory = Map.copyOf(others);
    }

    /** Whether anything of this group's is opened. */
    public boolean looksInside() {
        return toFeed(Set.of()).looksInside();
    }

    /** As people read it. */
    public String said() {
        return Stream.concat(
                        Stream.of(said(usual)),
                        Arrays.stream(SiteCategory.values())
                                .filter(byCategory::containsKey)
                                .map(category -> say(
                                        "filtering.https.otherwise",
                                        category.label(),
                                        said(byCategory.getOrDefault(category, usual)))))
                .collect(Collectors.joining("; "));
    }

    /** A mode as people read it. */
    public static String said(Https.Mode mode) {
        return say("filtering.https.mode." + word(mode));
    }

    /** A mode's name in keys of words. */
    public static String word(Https.Mode mode) {
        return switch (mode) {
            case SPLICE -> "untouched";
            case NAME_ONLY -> "names";
            case INSPECT -> "inside";
        };
    }

    /** As gateways hold it, by the categories of list files. */
    Https toFeed(Set<String> untouched) {
        var lists = new HashMap<String, Https.Mode>();
        byCategory.forEach((category, mode) -> category.lists().forEach(list -> lists.put(list, mode)));
        return new Https(usual, lists, untouched);
    }
}

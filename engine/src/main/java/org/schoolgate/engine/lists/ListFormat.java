package org.schoolgate.engine.lists;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The formats in which lists are published. */
enum ListFormat {
    PLAIN,
    URLS,
    EXPRESSIONS,
    HOSTS,
    ADBLOCK,
    ZONE;

    ListReader reader() {
        return switch (this) {
            case PLAIN -> new PlainReader();
            case URLS -> new UrlReader();
            case EXPRESSIONS -> new ExpressionReader();
            case HOSTS -> new HostsReader();
            case ADBLOCK -> new AdblockReader();
            case ZONE -> new ZoneReader();
        };
    }

    /** The format of a file by its name where that says it, else by its first lines. */
    static ListFormat of(String fileName, List<String> firstLines) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.equals("domains")) {
            return PLAIN;
        }
        if (name.equals("urls")) {
            return URLS;
        }
        if (name.equals("expressions")) {
            return EXPRESSIONS;
        }
        Map<ListFormat, Integer> votes = new EnumMap<>(ListFormat.class);
        for (String line : firstLines) {
            ListFormat vote = ofLine(line);
            if (vote != null) {
                votes.merge(vote, 1, Integer::sum);
            }
        }
        return votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(PLAIN);
    }

    private static @Nullable ListFormat ofLine(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
            return null;
        }
        if (text.startsWith("||")
                || text.startsWith("@@")
                || text.startsWith("!")
                || text.startsWith("[Adblock")
                || text.contains("##")) {
            return ADBLOCK;
        }
        if (text.startsWith("$") || text.matches("(?i).*\\s(cname|soa|ns|a|aaaa|txt)\\s.*")) {
            return ZONE;
        }
        if (text.matches("[0-9a-fA-F.:]+\\s+\\S.*")) {
            return HOSTS;
        }
        return text.indexOf('/') > 0 ? URLS : PLAIN;
    }
}

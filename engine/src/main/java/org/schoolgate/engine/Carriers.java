package org.schoolgate.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * A name that stands for another does so in one label, as RFC 1035 lets a certificate for *.translate.goog cover it: a hyphen of
 * the name is written twice, and a dot is one hyphen. AMP's caches write a label that would look like an A-label as 0-...-0, and
 * Google's translator may put 0- or 1- before it, and the beginning of a long name into the query. Each reading that is a name counts.
 */
/** Services that show pages of others, and how their names and addresses tell whose. */
final class Carriers {
    /** Below these each name stands for another. */
    private static final List<String> SPELLING = List.of(
            ".translate.goog",
            ".cdn.ampproject.org",
            ".bing-amp.com",
            ".turbopages.org",
            ".ipns.dweb.link",
            ".ipns.inbrowser.link");

    private static final String REST_OF_NAME = "_x_tr_hp=";
    private static final int LONGEST_NAME = 253;

    private static final Map<String, List<String>> PLACES = new HashMap<>();
    private static final List<String> IN_ANY_COUNTRY = new ArrayList<>();

    static {
        read();
    }

    private Carriers() {}

    private static void read() {
        try (InputStream in = Carriers.class.getResourceAsStream("carriers.txt")) {
            if (in == null) {
                throw new IllegalStateException("there is no resource carriers.txt");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Arrays.asList(line.split(" +")))
                    .forEach(words -> PLACES.put(words.getFirst(), List.copyOf(words.subList(1, words.size()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PLACES.keySet().stream()
                .filter(name -> name.endsWith("*"))
                .map(name -> name.substring(0, name.length() - 1))
                .forEach(IN_ANY_COUNTRY::add);
    }

    /** Where in its addresses a service has the site of which it shows a page: paths that go before it, and parameters. */
    static List<String> places(String name) {
        List<String> places = PLACES.get(name);
        if (places != null) {
            return places;
        }
        for (String beginning : IN_ANY_COUNTRY) {
            if (name.startsWith(beginning)) {
                return PLACES.getOrDefault(beginning + "*", List.of());
            }
        }
        return name.endsWith(".cdn.ampproject.org") ? PLACES.getOrDefault("cdn.ampproject.org", List.of()) : List.of();
    }

    /** The hosts that this name may stand for, the likeliest first. */
    static List<Host> spelled(String name, @Nullable String path) {
        for (String ending : SPELLING) {
            if (name.endsWith(ending)) {
                String below = name.substring(0, name.length() - ending.length());
                String label = below.substring(below.lastIndexOf('.') + 1);
                return readings(beginning(path) + label);
            }
        }
        return List.of();
    }

    /** What stands in the query because a label is too short for it. */
    private static String beginning(@Nullable String path) {
        int at = path == null ? -1 : path.indexOf(REST_OF_NAME);
        if (path == null || at < 0) {
            return "";
        }
        int from = at + REST_OF_NAME.length();
        int end = from;
        while (end < path.length() && path.charAt(end) != '&' && end - from < LONGEST_NAME) {
            end++;
        }
        return path.substring(from, end);
    }

    private static List<Host> readings(String label) {
        List<Host> hosts = new ArrayList<>(1);
        if (label.startsWith("0-") && label.endsWith("-0") && label.length() > 4) {
            add(hosts, label.substring(2, label.length() - 2));
        } else if (label.startsWith("0-") || label.startsWith("1-")) {
            add(hosts, label.substring(2));
        }
        add(hosts, label);
        return hosts;
    }

    private static void add(List<Host> hosts, String label) {
        String text = label;
        if (label.startsWith("xn--")) {
            try {
                text = Punycode.decode(label.substring(4));
            } catch (MalformedHost _) {
                return;
            }
        }
        if (Host.of(undoubled(text)) instanceof Host.Name name && name.value().indexOf('.') > 0) {
            hosts.add(name);
        }
    }

    /** Of two hyphens one is left, and a single one is a dot. */
    private static String undoubled(String label) {
        StringBuilder name = new StringBuilder(label.length());
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) != '-') {
                name.append(label.charAt(i));
            } else if (i + 1 < label.length() && label.charAt(i + 1) == '-') {
                name.append('-');
                i++;
            } else {
                name.append('.');
            }
        }
        return name.toString();
    }
}

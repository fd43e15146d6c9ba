package org.schoolgate.ui;

import gg.jte.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The drawings inside the icons: Lucide's, and our own gate, open and shut. */
public final class Icons {
    private static final Pattern SYMBOL = Pattern.compile("<symbol id=\"([a-z0-9-]+)\">(.*?)</symbol>");
    private static final Map<String, String> DRAWINGS = load();

    private Icons() {}

    /** The lines of the icon with this name. */
    public static Content drawing(String name) {
        var drawing = DRAWINGS.get(name);
        if (drawing == null) {
            throw new IllegalArgumentException("no icon " + name);
        }
        return output -> output.writeContent(drawing);
    }

    /** The names that there are. */
    public static Set<String> names() {
        return DRAWINGS.keySet();
    }

    private static Map<String, String> load() {
        try (var file = Icons.class.getResourceAsStream("/static/icons/icons.svg")) {
            if (file == null) {
                throw new IllegalStateException("icons.svg is not on the class path");
            }
            var drawings = new HashMap<String, String>();
            var symbols = SYMBOL.matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            while (symbols.find()) {
                drawings.put(symbols.group(1), symbols.group(2));
            }
            return Map.copyOf(drawings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

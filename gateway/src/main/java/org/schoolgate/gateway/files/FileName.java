package org.schoolgate.gateway.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a file will be called on the computer that fetches it. */
public final class FileName {
    /** It gives back nothing that it has taken, so that no text, however long, takes it far. */
    private static final Pattern SAID =
            Pattern.compile("(?i)filename\\s*+(\\*?)\\s*+=\\s*+(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[^;]++)");

    private FileName() {}

    /**
     * The name.
     *
     * @param disposition the answer's Content-Disposition; null where it has none
     * @param path what was asked for, with its question
     */
    public static @Nullable String of(@Nullable String disposition, @Nullable String path) {
        String said = disposition == null ? null : said(disposition);
        if (said != null) {
            return said;
        }
        if (path == null) {
            return null;
        }
        int end = path.indexOf('?');
        String plain = end < 0 ? path : path.substring(0, end);
        return decoded(plain.substring(plain.lastIndexOf('/') + 1));
    }

    /** RFC 6266: of two names the coded one counts, where it is there. */
    private static @Nullable String said(String disposition) {
        Matcher names = SAID.matcher(disposition);
        String plain = null;
        while (names.find()) {
            String name = names.group(2).strip();
            if (name.startsWith("\"") && name.endsWith("\"") && name.length() > 1) {
                name = name.substring(1, name.length() - 1);
            }
            if (!names.group(1).isEmpty()) {
                return decoded(name.substring(name.lastIndexOf('\'') + 1));
            }
            plain = name;
        }
        return plain;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}

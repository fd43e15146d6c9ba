package org.schoolgate.cases.procedure;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of a definition, in the form in which ours are written. What is empty is not written. */
final class YamlLines {
    private static final int WIDTH = 120;

    /** What reads as it stands: it begins with a letter, and nothing in it means something to YAML. */
    private static final Pattern PLAIN = Pattern.compile("\\p{L}(?:(?!: | #|:$)[^\\p{Cntrl}])*");

    /** The same within a list. */
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{N} ’'.-]*");

    private final StringBuilder text = new StringBuilder();

    void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    void key(String in, String key, String value) {
        if (value.isEmpty()) {
            return;
        }
        var line = in + key + ": " + scalar(value);
        if (line.length() <= WIDTH) {
            line(line);
        } else {
            line(in + key + ": >");
            folded(in + "  ", value);
        }
    }

    /** A key whose value stands as it was typed: a number. */
    void bare(String in, String key, String value) {
        line(in + key + ": " + (value.matches("[0-9]+") ? value : scalar(value)));
    }

    void flag(String in, String key, boolean on) {
        if (on) {
            line(in + key + ": yes");
        }
    }

    void item(String in, String key, String value) {
        line(in + "- " + key + ": " + scalar(value));
    }

    /** One word, or a list of them. */
    void words(String in, String key, String value) {
        var words = Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.size() == 1) {
            line(in + key + ": " + scalar(words.getFirst()));
        } else if (!words.isEmpty()) {
            line(in + key + ": " + words.stream().map(YamlLines::word).collect(Collectors.joining(", ", "[", "]")));
        }
    }

    private static String scalar(String value) {
        return written(value, PLAIN);
    }

    private static String word(String value) {
        return written(value, WORD);
    }

    private static String written(String value, Pattern plain) {
        return plain.matcher(value).matches() && !value.equals("null") && value.equals(value.strip())
                ? value
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private void folded(String in, String value) {
        var line = new StringBuilder(in);
        for (var word : value.split(" ", -1)) {
            if (line.length() > in.length() && line.length() + word.length() >= WIDTH) {
                line(line.toString());
                line.setLength(in.length());
            }
            line.append(line.length() > in.length() ? " " : "").append(word);
        }
        line(line.toString());
    }

    String text() {
        return text.toString().stripTrailing() + "\n";
    }
}

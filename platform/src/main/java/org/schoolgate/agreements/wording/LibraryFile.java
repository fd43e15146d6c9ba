package org.schoolgate.agreements.wording;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.wording.LibraryRule.Choice;
import org.schoolgate.ui.Picto;

/** Reads one file of the library, whose form is explained in {@code agreements/pupils.md}. */
final class LibraryFile {
    private static final String SECTION = "## ";
    private static final String RULE = "### ";
    private static final String FIELD = "- ";
    private static final String USUAL = " (usual)";

    private final String name;
    private final List<LibraryRule> rules = new ArrayList<>();
    private @Nullable String section;
    private @Nullable String rule;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private int line;

    private LibraryFile(String name) {
        this.name = name;
    }

    /** The rules of a file among the program's own resources. */
    static List<LibraryRule> read(String name) {
        try (InputStream in = LibraryFile.class.getResourceAsStream("/agreements/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no library file " + name);
            }
            return parse(name, in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<LibraryRule> parse(String name, InputStream in) throws IOException {
        var file = new LibraryFile(name);
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            file.line++;
            file.take(text);
        }
        file.finishRule();
        return file.rules;
    }

    private void take(String text) {
        if (text.startsWith(SECTION)) {
            finishRule();
            section = text.substring(SECTION.length()).strip();
        } else if (text.startsWith(RULE)) {
            finishRule();
            rule = text.substring(RULE.length()).strip();
        } else if (text.startsWith(FIELD) && rule != null) {
            takeField(text.substring(FIELD.length()));
        } else if (!text.isBlank() && section != null) {
            throw wrong("a line that is neither a heading nor a field: " + text);
        }
    }

    private void takeField(String text) {
        int colon = text.indexOf(": ");
        if (colon < 0) {
            throw wrong("a field without a value: " + text);
        }
        if (fields.put(text.substring(0, colon), text.substring(colon + 2).strip()) != null) {
            throw wrong("a field twice: " + text);
        }
    }

    private void finishRule() {
        if (rule == null) {
            return;
        }
        if (section == null) {
            throw wrong("a rule above the first section: " + rule);
        }
        Kind kind = Kind.RULE;
        Picto picture = null;
        Set<String> covers = Set.of();
        Choice choice = null;
        var words = new EnumMap<Voice, String>(Voice.class);
        for (var field : fields.entrySet()) {
            var value = field.getValue();
            switch (field.getKey()) {
                case "Kind" -> kind = Kind.valueOf(value.toUpperCase(Locale.ROOT));
                case "Picture" ->
                    picture = Picto.valueOf(value.toUpperCase(Locale.ROOT).replace(' ', '_'));
                case "Covers" -> covers = Set.of(value.split(", ", -1));
                case "Choice" -> choice = choice(value);
                case "Adult" -> {
                    words.put(Voice.STAFF, value);
                    words.put(Voice.OTHER_ADULT, value);
                }
                default -> words.put(voice(field.getKey()), value);
            }
        }
        rules.add(new LibraryRule(rule, section, kind, picture, covers, choice, words));
        rule = null;
        fields.clear();
    }

    private Voice voice(String label) {
        return Voice.labelled(label).orElseThrow(() -> wrong("an unknown field: " + label));
    }

    private static Choice choice(String value) {
        return value.endsWith(USUAL)
                ? new Choice(value.substring(0, value.length() - USUAL.length()), true)
                : new Choice(value, false);
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("%s, before line %d: %s".formatted(name, line + 1, what));
    }
}

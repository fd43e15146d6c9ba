package org.schoolgate.cases.procedure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One mapping of a definition, read key by key. What is wrong is noted and reading goes on, with something to stand in
 * for what was not there: where anything is noted, what was read is thrown away.
 */
final class Part {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final int LONGEST_WORD = 100;

    private final JsonNode node;
    private final String name;
    private final @Nullable String step;
    private final List<Problem> problems;
    private final Set<String> keys = new LinkedHashSet<>();

    private Part(JsonNode node, String name, @Nullable String step, List<Problem> problems) {
        this.node = node;
        this.name = name;
        this.step = step;
        this.problems = problems;
    }

    static Part whole(JsonNode node, List<Problem> problems) {
        var part = new Part(node, "The procedure", null, problems);
        if (!node.isObject()) {
            part.note("%s is not written as keys with values.");
        }
        return part;
    }

    boolean has(String key) {
        keys.add(key);
        return node.has(key);
    }

    String text(String key, int longest) {
        var text = textIfAny(key, longest);
        if (text == null) {
            note("%s does not say “%s”.", key);
            return "";
        }
        return text;
    }

    @Nullable
    String textIfAny(String key, int longest) {
        if (!has(key)) {
            return null;
        }
        var value = node.get(key);
        var text = value.isValueNode() && !value.isNull() ? value.asString().strip() : "";
        if (text.isEmpty()) {
            note("%s has nothing written under “%s”.", key);
        } else if (text.length() > longest) {
            note("%s says more than %d characters under “%s”.", longest, key);
        }
        return text.replaceAll("\\s+", " ");
    }

    String id(String key) {
        var id = text(key, LONGEST_WORD);
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            note("%s is named “%s”; a name has small letters, figures and hyphens only.", id);
        }
        return id;
    }

    int number(String key) {
        if (!has(key)) {
            note("%s does not say “%s”.", key);
            return 0;
        }
        var value = node.get(key);
        if (!value.isInt()) {
            note("%s needs a whole number under “%s”.", key);
            return 1;
        }
        return value.intValue();
    }

    boolean flag(String key) {
        if (!has(key)) {
            return false;
        }
        var text = text(key, LONGEST_WORD);
        if (!text.equals(Field.YES) && !text.equals(Field.NO)) {
            note("%s says “%s” under “%s”, where only yes or no can stand.", text, key);
        }
        return text.equals(Field.YES);
    }

    /** One word or a list of them; none where the key is not there. */
    List<String> words(String key, int most) {
        if (!has(key)) {
            return List.of();
        }
        var value = node.get(key);
        if (!value.isArray()) {
            return List.of(text(key, LONGEST_WORD));
        }
        if (value.size() > most) {
            note("%s has more than %d under “%s”.", most, key);
        }
        var words = new ArrayList<String>();
        for (var item : value) {
            if (item.isValueNode() && item.asString().strip().length() <= LONGEST_WORD) {
                words.add(item.asString().strip());
            } else {
                note("%s has something under “%s” that is not a word.", key);
            }
        }
        if (words.isEmpty()) {
            note("%s has nothing written under “%s”.", key);
        }
        return words;
    }

    <E extends Enum<E> & Worded> E one(String key, Class<E> type) {
        return known(text(key, LONGEST_WORD), key, type);
    }

    <E extends Enum<E> & Worded> List<E> some(String key, Class<E> type) {
        var most = type.getEnumConstants().length;
        return words(key, most).stream().map(word -> known(word, key, type)).toList();
    }

    /** The constant of that word. */
    <E extends Enum<E> & Worded> E known(String word, String key, Class<E> type) {
        var constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> constant.word().equals(word))
                .findFirst()
                .orElseGet(() -> {
                    if (!word.isEmpty()) {
                        note("%s says “%s” under “%s”; known are: %s.", word, key, words(constants));
                    }
                    return constants[0];
                });
    }

    private static String words(Worded[] constants) {
        return Arrays.stream(constants).map(Worded::word).collect(Collectors.joining(", "));
    }

    /** The mapping under a key. */
    Part part(String key) {
        if (!has(key) || !node.get(key).isObject()) {
            note("%s needs keys with values under “%s”.", key);
            return new Part(JsonNodeFactory.instance.objectNode(), name, step, problems);
        }
        return new Part(node.get(key), name, step, problems);
    }

    /** The list of mappings under a key, each with its own name under {@code noun}: steps, answers, fields. */
    List<Part> parts(String key, String noun, int most) {
        if (!has(key) || !node.get(key).isArray()) {
            note("%s needs a list under “%s”.", key);
            return List.of();
        }
        var items = node.get(key);
        if (items.size() > most) {
            note("%s has more than %d under “%s”.", most, key);
            return List.of();
        }
        var parts = new ArrayList<Part>();
        for (var item : items) {
            if (item.isObject()) {
                parts.add(named(item, noun, parts.size() + 1));
            } else {
                note("%s has something under “%s” that is not keys with values.", key);
            }
        }
        return parts;
    }

    private Part named(JsonNode item, String noun, int place) {
        var id = item.path(noun).asString("");
        var shown = id.isEmpty() ? "Number %d under “%ss”".formatted(place, noun) : capital(noun) + " “" + id + "”";
        return step == null
                ? new Part(item, shown, id.isEmpty() ? null : id, problems)
                : new Part(item, shown + " of step “" + step + "”", step, problems);
    }

    private static String capital(String noun) {
        return noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1);
    }

    /** To be called when all keys have been asked for. */
    void nothingElse() {
        for (var key : node.propertyNames()) {
            if (!keys.contains(key)) {
                note("%s has the key “%s”, which nobody knows; known are: %s.", key, String.join(", ", keys));
            }
        }
    }

    /** Notes a sentence that begins with the name of this part. */
    void note(String sentence, Object... with) {
        var all = new ArrayList<Object>(List.of(name));
        all.addAll(Arrays.asList(with));
        problems.add(new Problem(step, sentence.formatted(all.toArray())));
    }
}

package org.schoolgate.ui;

import java.util.Arrays;
import java.util.Set;

/** The one or two letters that stand for somebody's name. */
public final class Initials {
    private static final Set<String> TITLES =
            Set.of("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Rev", "Sir", "Dame");

    private Initials() {}

    /** TW for Tom Whitlock, O for Ms Okafor. */
    public static String initials(String name) {
        var letters = Arrays.stream(name.strip().split("\\s+"))
                .filter(word -> !word.isEmpty() && !TITLES.contains(word.replace(".", "")))
                .map(word -> new String(Character.toChars(Character.toUpperCase(word.codePointAt(0)))))
                .toList();
        return switch (letters.size()) {
            case 0 -> "?";
            case 1 -> letters.getFirst();
            default -> letters.getFirst() + letters.getLast();
        };
    }
}

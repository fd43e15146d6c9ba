package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.stream.Collectors;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Problem;
import org.schoolgate.cases.procedure.Procedure;
import org.schoolgate.ui.Words;

/** The letters with which a step that tells somebody can begin, each a text to write on. */
public final class LetterTexts {
    private static final String LETTER = "cases.letter.";

    private LetterTexts() {}

    /** The paragraphs of a letter; none where there is none of that name. */
    public static List<String> paragraphs(String name) {
        return isThere(name) ? say(LETTER + name).lines().toList() : List.of();
    }

    static boolean isThere(String name) {
        return Words.keys().contains(LETTER + name);
    }

    /** The steps of a procedure that begin with a letter which nobody has written. */
    static List<Problem> missing(Procedure procedure) {
        return procedure.steps().stream()
                .filter(step -> step.act() instanceof Act.Tell tell && tell.letter() != null && !isThere(tell.letter()))
                .map(step -> new Problem(
                        step.id(),
                        "Step “%s” begins with the letter “%s”, and there is none of that name; there are: %s."
                                .formatted(step.id(), ((Act.Tell) step.act()).letter(), names())))
                .toList();
    }

    private static String names() {
        return Words.keys().stream()
                .filter(key -> key.startsWith(LETTER))
                .map(key -> key.substring(LETTER.length()))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}

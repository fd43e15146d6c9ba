package org.schoolgate.cases.procedure;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Why a text cannot be read as YAML at all, in a sentence for whoever wrote it. */
final class Unreadable {
    private static final String TWICE = "Duplicate Object property ";

    private Unreadable() {}

    static Problem because(JacksonException unreadable) {
        return new Problem(null, sentence(unreadable));
    }

    private static String sentence(JacksonException unreadable) {
        return switch (unreadable) {
            case StreamConstraintsException _ -> "The procedure is nested too deeply.";
            case MismatchedInputException second ->
                "Line %d begins a second procedure; a text holds one.".formatted(line(second));
            case JacksonException other
            when other.getCause() instanceof MarkedYamlEngineException marked ->
                "Line %d cannot be read (%s); look at its spaces, colons and quotation marks."
                        .formatted(line(marked, other), marked.getProblem());
            case JacksonException other
            when other.getOriginalMessage().startsWith(TWICE) ->
                "Line %d has a key that was there before: %s."
                        .formatted(line(other), other.getOriginalMessage().substring(TWICE.length()));
            case JacksonException other ->
                "Line %d cannot be read (%s).".formatted(line(other), other.getOriginalMessage());
        };
    }

    private static int line(MarkedYamlEngineException marked, JacksonException unreadable) {
        return marked.getProblemMark().map(Mark::getLine).map(line -> line + 1).orElseGet(() -> line(unreadable));
    }

    private static int line(JacksonException unreadable) {
        return unreadable.getLocation().getLineNr();
    }
}

package org.schoolgate.cases.procedure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.schoolgate.cases.procedure.StepText.AnswerText;
import org.schoolgate.cases.procedure.StepText.FieldText;
import org.schoolgate.cases.procedure.StepText.TellText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A definition that is being written, step by step, sound or not. It can be taken apart only where each of its keys has a
 * place here: nothing that somebody wrote gets lost.
 *
 * @param comment the lines before the first key
 */
public record DefinitionText(
        String comment,
        String id,
        String version,
        String title,
        String about,
        String begin,
        String fixed,
        String effects,
        List<StepText> steps) {
    private static final Set<String> KEYS =
            Set.of("id", "version", "title", "about", "begin", "fixed", "effects", "steps");
    private static final Set<String> STEP_KEYS = Stream.concat(
                    ProcedureReader.ACTS.stream(),
                    Stream.of(
                            "step",
                            "by",
                            "title",
                            "say",
                            "warning",
                            "fixed",
                            "within",
                            "after that",
                            "urgent",
                            "needs",
                            "optional",
                            "effects",
                            "answers",
                            "next",
                            "back to"))
            .collect(Collectors.toSet());
    private static final Set<String> TELL_KEYS = Set.of("whom", "how", "letter", "may be held back by");
    private static final Set<String> FIELD_KEYS = Set.of("field", "label", "kind", "optional", "of");
    private static final Set<String> ANSWER_KEYS =
            Set.of("answer", "label", "means", "with reason", "effects", "next", "back to");

    public DefinitionText {
        steps = List.copyOf(steps);
    }

    /** Takes a text apart; empty where it cannot be read, or says something that has no place here. */
    public static Optional<DefinitionText> of(String yaml) {
        try {
            var node = ProcedureReader.tree(yaml);
            return node != null && hasOnlyKnown(node) ? Optional.of(apart(yaml, node)) : Optional.empty();
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    /** A text set out as ours are, so that two can be laid side by side; what cannot be taken apart stays as it is. */
    public static String setOut(String yaml) {
        return of(yaml).map(DefinitionText::written).orElse(yaml);
    }

    /** Whether two texts say the same, whatever their numbers are. */
    public static boolean sayTheSame(String one, String other) {
        return setOut(one, 0).equals(setOut(other, 0));
    }

    private static String setOut(String yaml, int number) {
        return of(yaml).map(text -> text.numbered(number).written()).orElse(yaml);
    }

    public Optional<StepText> step(String wanted) {
        return steps.stream().filter(step -> step.id().equals(wanted)).findFirst();
    }

    /** The same with a step written otherwise. */
    public DefinitionText with(String wanted, StepText changed) {
        return withSteps(steps.stream()
                .map(step -> step.id().equals(wanted) ? changed : step)
                .toList());
    }

    /** The same with its cover written otherwise. */
    public DefinitionText with(String otherAbout, String otherBegin, String otherEffects) {
        return new DefinitionText(comment, id, version, title, otherAbout, otherBegin, fixed, otherEffects, steps);
    }

    /** The same under another number. */
    public DefinitionText numbered(int number) {
        return new DefinitionText(comment, id, String.valueOf(number), title, about, begin, fixed, effects, steps);
    }

    /** The same as another procedure, in which nothing is fixed: what is, is so in that one. */
    public DefinitionText as(String otherId, String otherTitle) {
        var free = steps.stream().map(StepText::free).toList();
        return new DefinitionText("", otherId, "1", otherTitle, about, begin, "", effects, free);
    }

    /** The same with one more step behind another, which leads on to where that led where it can. */
    public DefinitionText adding(String behind, String fresh) {
        var all = new ArrayList<StepText>();
        for (var step : steps) {
            var between = step.id().equals(behind)
                    && !step.decides()
                    && !step.closes()
                    && step.backTo().isEmpty();
            all.add(between ? step.leadingTo(fresh) : step);
            if (step.id().equals(behind)) {
                all.add(StepText.fresh(fresh, between ? step.next() : "nothing"));
            }
        }
        return withSteps(all);
    }

    /** The same without a step. Whatever led to it says so when it is looked through. */
    public DefinitionText without(String wanted) {
        return withSteps(
                steps.stream().filter(step -> !step.id().equals(wanted)).toList());
    }

    /** The same with a step one place higher, which changes the order in which it is read and nothing else. */
    public DefinitionText higher(String wanted) {
        var all = new ArrayList<>(steps);
        for (int at = 1; at < all.size(); at++) {
            if (all.get(at).id().equals(wanted)) {
                all.add(at - 1, all.remove(at));
                break;
            }
        }
        return withSteps(all);
    }

    private DefinitionText withSteps(List<StepText> others) {
        return new DefinitionText(comment, id, version, title, about, begin, fixed, effects, others);
    }

    private static boolean hasOnlyKnown(JsonNode node) {
        var seen = new HashSet<String>();
        return node.isObject()
                && KEYS.containsAll(node.propertyNames())
                && items(node, "steps")
                        .allMatch(step -> step.isObject()
                                && STEP_KEYS.containsAll(step.propertyNames())
                                && seen.add(text(step, "step"))
                                && ProcedureReader.ACTS.stream()
                                                .filter(step::has)
                                                .count()
                                        <= 1
                                && TELL_KEYS.containsAll(step.path("tell").propertyNames())
                                && items(step, "write down")
                                        .allMatch(field -> FIELD_KEYS.containsAll(field.propertyNames()))
                                && items(step, "answers")
                                        .allMatch(answer -> ANSWER_KEYS.containsAll(answer.propertyNames())));
    }

    private static DefinitionText apart(String yaml, JsonNode node) {
        var comment = yaml.lines()
                .takeWhile(line -> line.isBlank() || line.startsWith("#"))
                .toList();
        return new DefinitionText(
                String.join("\n", comment),
                text(node, "id"),
                text(node, "version"),
                text(node, "title"),
                text(node, "about"),
                text(node, "begin"),
                text(node, "fixed"),
                words(node, "effects"),
                items(node, "steps").map(DefinitionText::step).toList());
    }

    private static StepText step(JsonNode node) {
        var act = ProcedureReader.ACTS.stream().filter(node::has).findFirst().orElse("");
        var tell = node.path("tell");
        return new StepText(
                text(node, "step"),
                text(node, "by"),
                text(node, "title"),
                text(node, "say"),
                text(node, "warning"),
                text(node, "fixed"),
                text(node, "within"),
                words(node, "after that"),
                text(node, "urgent").equals(Field.YES),
                words(node, "needs"),
                text(node, "optional").equals(Field.YES),
                words(node, "effects"),
                act,
                act.isEmpty() || act.equals("tell") || act.equals("write down") ? "" : text(node, act),
                new TellText(
                        text(tell, "whom"),
                        words(tell, "how"),
                        text(tell, "letter"),
                        text(tell, "may be held back by")),
                items(node, "write down")
                        .map(field -> new FieldText(
                                text(field, "field"),
                                text(field, "label"),
                                text(field, "kind"),
                                text(field, "optional").equals(Field.YES),
                                words(field, "of")))
                        .toList(),
                items(node, "answers")
                        .map(answer -> new AnswerText(
                                text(answer, "answer"),
                                text(answer, "label"),
                                text(answer, "means"),
                                text(answer, "with reason").equals(Field.YES),
                                words(answer, "effects"),
                                words(answer, "next"),
                                text(answer, "back to")))
                        .toList(),
                words(node, "next"),
                text(node, "back to"));
    }

    private static Stream<JsonNode> items(JsonNode node, String key) {
        return StreamSupport.stream(node.path(key).spliterator(), false);
    }

    private static String text(JsonNode node, String key) {
        var value = node.path(key);
        return value.isValueNode() && !value.isNull() ? value.asString().strip().replaceAll("\\s+", " ") : "";
    }

    private static String words(JsonNode node, String key) {
        var value = node.path(key);
        return value.isArray()
                ? items(node, key).map(word -> word.asString().strip()).collect(Collectors.joining(", "))
                : text(node, key);
    }

    /** As a text again, in the form in which ours are written. */
    public String written() {
        var lines = new YamlLines();
        if (!comment.isBlank()) {
            lines.line(comment);
        }
        lines.key("", "id", id);
        lines.bare("", "version", version);
        lines.key("", "title", title);
        lines.key("", "about", about);
        lines.key("", "begin", begin);
        lines.key("", "fixed", fixed);
        lines.words("", "effects", effects);
        lines.line("");
        lines.line("steps:");
        for (var step : steps) {
            step(lines, step);
        }
        return lines.text();
    }

    private static void step(YamlLines lines, StepText step) {
        var in = "    ";
        lines.item("  ", "step", step.id());
        lines.key(in, "by", step.by());
        lines.key(in, "title", step.title());
        lines.key(in, "say", step.say());
        lines.key(in, "warning", step.warning());
        lines.key(in, "fixed", step.fixed());
        lines.words(in, "needs", step.needs());
        lines.key(in, "within", step.within());
        lines.words(in, "after that", step.afterThat());
        lines.flag(in, "urgent", step.urgent());
        lines.flag(in, "optional", step.optional());
        lines.words(in, "effects", step.effects());
        act(lines, step);
        if (!step.decides() && !step.closes()) {
            lines.words(in, "next", step.next());
            lines.key(in, "back to", step.backTo());
        }
        lines.line("");
    }

    private static void act(YamlLines lines, StepText step) {
        var in = "    ";
        switch (step.act()) {
            case "" -> {}
            case "close" -> lines.line(in + "close: yes");
            case "write down" -> {
                lines.line(in + "write down:");
                step.fields().forEach(field -> field(lines, field));
            }
            case "tell" -> {
                lines.line(in + "tell:");
                lines.key("      ", "whom", step.tell().whom());
                lines.words("      ", "how", step.tell().how());
                lines.key("      ", "letter", step.tell().letter());
                lines.key("      ", "may be held back by", step.tell().heldBackBy());
            }
            case "decide" -> {
                lines.key(in, "decide", step.about());
                lines.line(in + "answers:");
                step.answers().forEach(answer -> answer(lines, answer));
            }
            default -> lines.key(in, step.act(), step.about());
        }
    }

    private static void field(YamlLines lines, FieldText field) {
        var in = "        ";
        lines.item("      ", "field", field.name());
        lines.key(in, "label", field.label());
        lines.key(in, "kind", field.kind());
        lines.words(in, "of", field.of());
        lines.flag(in, "optional", field.optional());
    }

    private static void answer(YamlLines lines, AnswerText answer) {
        var in = "        ";
        lines.item("      ", "answer", answer.id());
        lines.key(in, "label", answer.label());
        lines.key(in, "means", answer.means());
        lines.flag(in, "with reason", answer.withReason());
        lines.words(in, "effects", answer.effects());
        lines.words(in, "next", answer.next());
        lines.key(in, "back to", answer.backTo());
    }
}

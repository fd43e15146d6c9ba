package org.schoolgate.cases.procedure;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a definition, whose form is explained in {@code procedures/staff-material.yaml} by example. */
final class ProcedureReader {
    private static final int LONGEST_FILE = 100_000;
    private static final int MOST_STEPS = 100;
    private static final int MOST_ANSWERS = 12;
    private static final int MOST_FIELDS = 20;
    private static final int MOST_WORDS = 10;
    private static final int LINE = 160;
    private static final int PARAGRAPH = 1_200;
    private static final String NOTHING = "nothing";
    static final List<String> ACTS =
            List.of("acknowledge", "write down", "decide", "call", "refer", "tell", "sanction", "tick", "close");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<Problem> problems = new ArrayList<>();

    private ProcedureReader() {}

    static Reading read(String yaml) {
        if (yaml.length() > LONGEST_FILE) {
            return new Reading.Faulty(
                    List.of(new Problem(null, "The procedure is longer than %d characters.".formatted(LONGEST_FILE))));
        }
        try {
            return new ProcedureReader().procedure(YAML.readTree(yaml));
        } catch (JacksonException unreadable) {
            return new Reading.Faulty(List.of(Unreadable.because(unreadable)));
        }
    }

    /** A text as keys and values, whatever they say. */
    static JsonNode tree(String yaml) {
        return YAML.readTree(yaml);
    }

    private Reading procedure(JsonNode node) {
        var part = Part.whole(node, problems);
        var id = part.id("id");
        var version = part.number("version");
        if (version < 1) {
            part.note("%s needs a version of 1 or more.");
        }
        var title = part.text("title", LINE);
        var about = part.text("about", PARAGRAPH);
        var begin = part.id("begin");
        var effects = effects(part);
        var fixed = part.textIfAny("fixed", PARAGRAPH);
        var steps =
                part.parts("steps", "step", MOST_STEPS).stream().map(this::step).toList();
        part.nothingElse();
        if (problems.isEmpty()) {
            problems.addAll(Soundness.problems(begin, steps));
        }
        return problems.isEmpty()
                ? new Reading.Sound(new Procedure(id, version, title, about, begin, effects, steps, fixed))
                : new Reading.Faulty(problems);
    }

    private Step step(Part part) {
        var id = part.id("step");
        var by = part.one("by", Doer.class);
        var title = part.text("title", LINE);
        var say = part.text("say", PARAGRAPH);
        var warning = part.textIfAny("warning", PARAGRAPH);
        var deadline = deadline(part);
        var needs = part.words("needs", MOST_WORDS);
        var optional = part.flag("optional");
        var act = act(part);
        var effects = effects(part);
        var fixed = part.textIfAny("fixed", PARAGRAPH);
        var way = act instanceof Act.Decide || act instanceof Act.Close ? new Way.On(List.of()) : way(part);
        part.nothingElse();
        return new Step(id, by, title, say, warning, deadline, needs, optional, act, effects, way, fixed);
    }

    private static @Nullable Deadline deadline(Part part) {
        var within = part.textIfAny("within", LINE);
        var then = part.some("after that", Doer.class);
        var urgent = part.flag("urgent");
        if (within == null) {
            if (urgent) {
                part.note("%s is “urgent”, but does not say “within” which time.");
            }
            if (!then.isEmpty()) {
                part.note("%s says whose turn it is “after that”, but not “within” which time.");
            }
            return null;
        }
        var limit = TimeLimit.read(within);
        if (limit.isEmpty()) {
            part.note("%s says “%s” under “within”; write it like 2 hours, 1 day or 3 school days.", within);
        }
        if (then.isEmpty()) {
            part.note("%s has a time limit, but does not say whose turn it is “after that”.");
        }
        return limit.isEmpty() || then.isEmpty()
                ? null
                : new Deadline(limit.get().within(), limit.get().since(), then, urgent);
    }

    private Act act(Part part) {
        var acts = ACTS.stream().filter(part::has).toList();
        if (acts.size() != 1) {
            part.note("%s has to do one of these: %s.", String.join(", ", ACTS));
            return new Act.Tick("");
        }
        return switch (acts.getFirst()) {
            case "acknowledge" -> new Act.Acknowledge(part.text("acknowledge", PARAGRAPH));
            case "write down" -> new Act.WriteDown(fields(part));
            case "decide" -> decide(part);
            case "call" -> new Act.Call(part.one("call", Agency.class));
            case "refer" -> new Act.Refer(part.one("refer", Agency.class));
            case "tell" -> tell(part.part("tell"));
            case "sanction" -> new Act.Sanction(part.one("sanction", Rung.Ladder.class));
            case "tick" -> new Act.Tick(part.text("tick", LINE));
            default -> close(part);
        };
    }

    private static Act close(Part part) {
        if (!part.flag("close")) {
            part.note("%s says something other than yes under “close”.");
        }
        return new Act.Close();
    }

    private List<Field> fields(Part part) {
        var fields = part.parts("write down", "field", MOST_FIELDS).stream()
                .map(ProcedureReader::field)
                .toList();
        if (fields.isEmpty()) {
            part.note("%s has nothing to write down.");
        }
        onlyOnce(part, "fields", fields, Field::name);
        return fields;
    }

    private static Field field(Part part) {
        var name = part.id("field");
        var label = part.text("label", LINE);
        var kind = part.has("kind") ? part.one("kind", Field.Kind.class) : Field.Kind.TEXT;
        var required = !part.flag("optional");
        var options = part.words("of", MOST_ANSWERS);
        if ((kind == Field.Kind.CHOICE) == options.isEmpty()) {
            part.note("%s has to say “of” what it is a choice, and only a choice does.");
        }
        part.nothingElse();
        return new Field(name, label, required, kind, options);
    }

    private Act decide(Part part) {
        var question = part.text("decide", PARAGRAPH);
        var answers = part.parts("answers", "answer", MOST_ANSWERS).stream()
                .map(this::answer)
                .toList();
        onlyOnce(part, "answers", answers, Answer::id);
        return new Act.Decide(question, answers);
    }

    private Answer answer(Part part) {
        var answer = new Answer(
                part.id("answer"),
                part.text("label", LINE),
                part.textIfAny("means", PARAGRAPH),
                part.flag("with reason"),
                way(part),
                effects(part));
        part.nothingElse();
        return answer;
    }

    private static <T> void onlyOnce(Part part, String what, List<T> all, Function<T, String> id) {
        var seen = new HashSet<String>();
        all.stream()
                .map(id)
                .filter(name -> !seen.add(name))
                .forEach(name -> part.note("%s has two %s named “%s”.", what, name));
    }

    private static Act tell(Part part) {
        var whom = part.one("whom", Told.class);
        var how = part.some("how", Manner.class);
        if (how.isEmpty()) {
            part.note("%s does not say how they are told.");
        }
        var letter = part.textIfAny("letter", LINE);
        var heldBackBy = part.has("may be held back by") ? part.one("may be held back by", Doer.class) : null;
        part.nothingElse();
        return new Act.Tell(whom, how.isEmpty() ? Set.of() : EnumSet.copyOf(how), letter, heldBackBy);
    }

    private static Way way(Part part) {
        var back = part.textIfAny("back to", LINE);
        var next = part.words("next", MOST_WORDS);
        if (back != null && !next.isEmpty()) {
            part.note("%s says both “next” and “back to”.");
        }
        if (back == null && next.isEmpty()) {
            part.note("%s does not say what is “next”; where its branch ends, write nothing.");
        }
        if (back != null) {
            return new Way.Back(back);
        }
        return new Way.On(next.equals(List.of(NOTHING)) ? List.of() : next);
    }

    private static List<Effect> effects(Part part) {
        return part.words("effects", MOST_WORDS).stream()
                .<Effect>map(word -> word.startsWith(Effect.Starts.WORD)
                        ? new Effect.Starts(word.substring(Effect.Starts.WORD.length()))
                        : part.known(word, "effects", Effect.Mark.class))
                .toList();
    }
}

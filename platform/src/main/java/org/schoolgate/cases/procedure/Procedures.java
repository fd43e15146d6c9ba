package org.schoolgate.cases.procedure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Procedures that know of each other, each id once. */
public final class Procedures {
    private static final List<String> NAMES = List.of(
            "staff-material",
            "pupil-material",
            "concerning-image",
            "illegal-content",
            "staff-allegation",
            "worry",
            "danger",
            "prevent",
            "pupil-upset",
            "bullying",
            "upsetting-message",
            "social-pupil-adds-staff",
            "social-parent-adds-staff",
            "social-harassment",
            "social-derogatory",
            "misuse-seen",
            "device-search",
            "device-searched",
            "phone-breach",
            "complaint",
            "accidental-download",
            "unsuitable-site",
            "filter-missed",
            "un-block",
            "password-known",
            "security-fault",
            "virus-suspected",
            "over-access",
            "data-breach",
            "mail-sent-in-error",
            "mail-received-in-error",
            "old-mail",
            "lost-device",
            "remote-learning-risk",
            "remote-learning-review");

    private final Map<String, Definition> definitions = new LinkedHashMap<>();

    private Procedures(Collection<Definition> all) {
        all.forEach(one -> definitions.put(one.procedure().id(), one));
        all.forEach(one -> {
            var problems = problems(one.procedure());
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(one.procedure().id() + ": " + problems);
            }
        });
    }

    /** Those that come with the program. */
    public static Procedures ours() {
        return Ours.PROCEDURES;
    }

    /** These, with others in the place of those of the same id. */
    public Procedures with(Collection<Definition> others) {
        var all = new LinkedHashMap<>(definitions);
        others.forEach(one -> all.put(one.procedure().id(), one));
        return others.isEmpty() ? this : new Procedures(all.values());
    }

    public List<Procedure> all() {
        return definitions.values().stream().map(Definition::procedure).toList();
    }

    public Optional<Procedure> find(String id) {
        return definition(id).map(Definition::procedure);
    }

    /** The same with the text in which it is written. */
    public Optional<Definition> definition(String id) {
        return Optional.ofNullable(definitions.get(id));
    }

    /** Reads a definition, in YAML, which may start any of these. */
    public Reading read(String yaml) {
        var reading = ProcedureReader.read(yaml);
        if (reading instanceof Reading.Sound(var procedure)) {
            var problems = problems(procedure);
            return problems.isEmpty() ? reading : new Reading.Faulty(problems);
        }
        return reading;
    }

    /** Reads a school's own version of one of these, which is not to lack what is fixed in it. */
    public Reading readOwn(String id, String yaml) {
        var ours = find(id).orElseThrow();
        return switch (read(yaml)) {
            case Reading.Faulty faulty -> faulty;
            case Reading.Sound sound -> {
                var own = sound.procedure();
                var problems = own.id().equals(id)
                        ? Law.problems(ours, own)
                        : List.of(new Problem(null, renamed(own.id(), id)));
                yield problems.isEmpty() ? sound : new Reading.Faulty(problems);
            }
        };
    }

    /** Reads a procedure that a school has beside these, under a name of its own. */
    public Reading readBeside(String id, String yaml) {
        return switch (read(yaml)) {
            case Reading.Faulty faulty -> faulty;
            case Reading.Sound sound -> {
                var own = sound.procedure();
                var problems =
                        own.id().equals(id) ? Law.problems(own) : List.of(new Problem(null, renamed(own.id(), id)));
                yield problems.isEmpty() ? sound : new Reading.Faulty(problems);
            }
        };
    }

    private static String renamed(String now, String before) {
        return "It is named “%s”; it stays “%s”.".formatted(now, before);
    }

    private List<Problem> problems(Procedure procedure) {
        var problems = new ArrayList<Problem>();
        started(procedure.effects())
                .filter(id -> !startable(id, procedure))
                .map(id -> new Problem(
                        null, "The procedure starts “%s”, and there is no such other procedure.".formatted(id)))
                .forEach(problems::add);
        for (var step : procedure.steps()) {
            Stream.concat(started(step.effects()), step.answers().stream().flatMap(answer -> started(answer.effects())))
                    .filter(id -> !startable(id, procedure))
                    .map(id -> new Problem(
                            step.id(),
                            "Step “%s” starts “%s”, and there is no such other procedure.".formatted(step.id(), id)))
                    .forEach(problems::add);
        }
        return problems;
    }

    private boolean startable(String id, Procedure by) {
        return definitions.containsKey(id) && !id.equals(by.id());
    }

    private static Stream<String> started(List<Effect> effects) {
        return effects.stream()
                .flatMap(effect -> effect instanceof Effect.Starts(var id) ? Stream.of(id) : Stream.empty());
    }

    /** The text with which a school can begin one of its own. */
    public static String empty() {
        return Ours.text("/procedure-to-begin-with.yaml");
    }

    /** Read once, when first asked for. */
    private static final class Ours {
        static final Procedures PROCEDURES =
                new Procedures(NAMES.stream().map(Ours::definition).toList());

        private static Definition definition(String name) {
            var text = text("/procedures/" + name + ".yaml");
            return switch (ProcedureReader.read(text)) {
                case Reading.Sound(var procedure) -> new Definition(procedure, text);
                case Reading.Faulty(var problems) -> throw new IllegalStateException(name + ": " + problems);
            };
        }

        private static String text(String path) {
            try (InputStream in = Procedures.class.getResourceAsStream(path)) {
                if (in == null) {
                    throw new IllegalArgumentException("no procedure " + path);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}

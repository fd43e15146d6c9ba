package org.schoolgate.cases.procedure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
            "remote-learning-risk");

    private final Map<String, Procedure> procedures = new LinkedHashMap<>();

    private Procedures(List<Procedure> all) {
        all.forEach(procedure -> procedures.put(procedure.id(), procedure));
        all.forEach(procedure -> {
            var problems = problems(procedure);
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(procedure.id() + ": " + problems);
            }
        });
    }

    /** Those that come with the program. */
    public static Procedures ours() {
        return Ours.PROCEDURES;
    }

    public List<Procedure> all() {
        return List.copyOf(procedures.values());
    }

    public Optional<Procedure> find(String id) {
        return Optional.ofNullable(procedures.get(id));
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
        return procedures.containsKey(id) && !id.equals(by.id());
    }

    private static Stream<String> started(List<Effect> effects) {
        return effects.stream()
                .flatMap(effect -> effect instanceof Effect.Starts(var id) ? Stream.of(id) : Stream.empty());
    }

    /** Read once, when first asked for. */
    private static final class Ours {
        static final Procedures PROCEDURES =
                new Procedures(NAMES.stream().map(Ours::procedure).toList());

        private static Procedure procedure(String name) {
            return switch (ProcedureReader.read(text(name))) {
                case Reading.Sound(var procedure) -> procedure;
                case Reading.Faulty(var problems) -> throw new IllegalStateException(name + ": " + problems);
            };
        }

        private static String text(String name) {
            try (InputStream in = Procedures.class.getResourceAsStream("/procedures/" + name + ".yaml")) {
                if (in == null) {
                    throw new IllegalArgumentException("no procedure " + name);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}

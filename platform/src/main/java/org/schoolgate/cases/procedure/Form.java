package org.schoolgate.cases.procedure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was written for a step, without what was left empty, beside what its act asks. */
final class Form {
    private final Map<String, String> said = new TreeMap<>();
    private final Map<String, Field> fields = new LinkedHashMap<>();

    Form(Act act, Map<String, String> values) {
        values.forEach((name, value) -> {
            if (!value.isBlank()) {
                said.put(name, value.strip());
            }
        });
        act.fields(said).forEach(field -> fields.put(field.name(), field));
    }

    Map<String, String> said() {
        return said;
    }

    /** What speaks against taking it; empty if nothing does. */
    Optional<Outcome> refusal() {
        var wrong = said.keySet().stream().filter(name -> !accepts(name)).toList();
        if (!wrong.isEmpty()) {
            return Optional.of(new Outcome.WrongAnswer(wrong));
        }
        var missing = fields.values().stream()
                .filter(field -> field.required() && !said.containsKey(field.name()))
                .map(Field::name)
                .toList();
        if (missing.equals(List.of(Act.REASON))) {
            return Optional.of(new Outcome.ReasonMissing());
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of(new Outcome.Missing(missing));
    }

    private boolean accepts(String name) {
        var field = fields.get(name);
        var value = said.get(name);
        return field != null && value != null && field.accepts(value);
    }
}

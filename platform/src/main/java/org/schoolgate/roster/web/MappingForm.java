package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.roster.imports.ColumnMapping;
import org.schoolgate.roster.imports.Field;
import org.schoolgate.roster.imports.Listed;
import org.schoolgate.roster.imports.RosterImport.State;
import org.schoolgate.ui.Option;

/**
 * The page on which the columns of a table get their meaning.
 *
 * @param options what a column may mean
 */
public record MappingForm(Listed listed, boolean remembered, List<Choice> choices, List<Option> options) {
    private static final int CONTACTS_OFFERED = 4;

    /** One column with what it may hold. */
    public record Choice(String heading, String samples, String value) {}

    static MappingForm of(State.Unmapped unmapped, ColumnMapping mapping) {
        var choices = new ArrayList<Choice>();
        for (int i = 0; i < unmapped.headings().size(); i++) {
            var column = mapping.columns().get(i);
            choices.add(new Choice(
                    unmapped.headings().get(i).isEmpty()
                            ? say("roster.mapping.no-heading", i + 1)
                            : unmapped.headings().get(i),
                    String.join(", ", unmapped.samples().get(i)),
                    value(column.field(), column.contact())));
        }
        return new MappingForm(mapping.listed(), unmapped.remembered(), List.copyOf(choices), options(mapping));
    }

    private static List<Option> options(ColumnMapping mapping) {
        var options = new ArrayList<Option>();
        var fields = Field.of(mapping.listed());
        fields.stream()
                .filter(field -> !field.isOfContact())
                .map(field -> Option.of(value(field, 0), say("roster.field." + field)))
                .forEach(options::add);
        var used = mapping.columns().stream()
                .mapToInt(ColumnMapping.Column::contact)
                .max()
                .orElse(0);
        for (int n = 1; n <= Math.max(CONTACTS_OFFERED, used); n++) {
            for (var field : fields) {
                if (field.isOfContact()) {
                    options.add(
                            Option.of(value(field, n), say("roster.field.contact", n, say("roster.field." + field))));
                }
            }
        }
        return options;
    }

    /** What was chosen, column by column; what is no choice counts as not used. */
    static ColumnMapping read(Listed listed, @Nullable List<String> chosen, List<String> headings) {
        var columns = new ArrayList<ColumnMapping.Column>();
        for (int i = 0; i < headings.size(); i++) {
            columns.add(chosen != null && i < chosen.size() ? column(chosen.get(i), listed) : ignored());
        }
        return new ColumnMapping(listed, List.copyOf(columns));
    }

    private static ColumnMapping.Column column(String value, Listed listed) {
        var parts = value.split(":", 2);
        return Field.of(listed).stream()
                .filter(field -> field.name().equals(parts[0]))
                .findFirst()
                .map(field -> new ColumnMapping.Column(field, field.isOfContact() ? contact(parts) : 0))
                .orElseGet(MappingForm::ignored);
    }

    private static int contact(String[] parts) {
        return parts.length > 1 && parts[1].matches("[1-9]") ? Integer.parseInt(parts[1]) : 1;
    }

    private static ColumnMapping.Column ignored() {
        return new ColumnMapping.Column(Field.IGNORED, 0);
    }

    private static String value(Field field, int contact) {
        return field + ":" + contact;
    }
}

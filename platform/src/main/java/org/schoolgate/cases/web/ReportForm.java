package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.BodyRegion;
import org.schoolgate.cases.CaseNote.Boxes;
import org.schoolgate.cases.Details;
import org.schoolgate.cases.Details.Injury;
import org.schoolgate.cases.Details.Place;
import org.schoolgate.cases.Draft;
import org.schoolgate.cases.Matter;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.ReportId;
import org.schoolgate.cases.Statement;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Problems;

/**
 * What an adult tells, as it was typed.
 *
 * @param id what it will be as a report, and is as a draft until then
 * @param typed the values of its fields; those of people stand in rows
 */
public record ReportForm(ReportId id, Map<String, List<String>> typed) {
    /** The boxes that keep what is thought apart from what is known. */
    public static final List<String> BOXES = List.of("childs-words", "concern", "risk", "action", "justification");

    /** The value of a part that takes somebody off again. */
    public static final String NOT_ON_IT = "NOT_ON_IT";

    /** Before the name of a region: what the injury there is like. */
    private static final String INJURY = "injury-";

    private static final List<String> FIELDS = List.of(
            "matter",
            "words",
            "page",
            "happened",
            "heard",
            "place",
            "account",
            "station",
            "not-known",
            "who",
            "injury",
            "person",
            "name",
            "part");

    /** Somebody whom it is about: whom the roll knows by {@code person}, all others by name alone. */
    public record Row(String person, String name, String part) {}

    public ReportForm {
        var kept = new LinkedHashMap<String, List<String>>();
        typed.forEach((field, values) -> {
            if (FIELDS.contains(field) || BOXES.contains(field) || field.startsWith(INJURY)) {
                // the database takes no NUL, and nobody types one
                kept.put(
                        field,
                        values.stream().map(value -> value.replace("\0", "")).toList());
            }
        });
        typed = kept;
    }

    static ReportForm empty(@Nullable String page) {
        return new ReportForm(ReportId.random(), page == null ? Map.of() : Map.of("page", List.of(page)));
    }

    static ReportForm of(Draft draft) {
        return new ReportForm(draft.id(), draft.typed());
    }

    public String value(String field) {
        return values(field).stream().findFirst().orElse("");
    }

    public boolean isTicked(String field) {
        return !value(field).isEmpty();
    }

    /** Whether anything is written in one of these, so that the part of the page is open. */
    public boolean holds(List<String> fields) {
        return fields.stream().anyMatch(field -> !value(field).isBlank());
    }

    /** Whether an injury is marked there. */
    public boolean isInjured(BodyRegion region) {
        return values("injury").contains(region.name());
    }

    public String injury(BodyRegion region) {
        return value(INJURY + region.name());
    }

    /** Where one is marked, or told of in words. */
    private List<Injury> injuries() {
        return Arrays.stream(BodyRegion.values())
                .filter(region -> isInjured(region) || !injury(region).isBlank())
                .map(region -> new Injury(region, injury(region).strip()))
                .toList();
    }

    public List<Row> people() {
        var rows = new ArrayList<Row>();
        for (int row = 0; row < values("person").size(); row++) {
            rows.add(new Row(at("person", row), at("name", row), at("part", row)));
        }
        rows.removeIf(row -> row.part().equals(NOT_ON_IT));
        return rows;
    }

    private List<String> values(String field) {
        return typed.getOrDefault(field, List.of());
    }

    private String at(String field, int row) {
        var values = values(field);
        return row < values.size() ? values.get(row) : "";
    }

    /** With somebody more on it, and the box in which they were looked for empty again. */
    ReportForm with(Row more) {
        var rows = new ArrayList<>(people());
        rows.add(more);
        return withPeople(rows).with("who", List.of());
    }

    /** Without those who were taken off. */
    ReportForm tidy() {
        return withPeople(people());
    }

    private ReportForm withPeople(List<Row> rows) {
        return with("person", rows.stream().map(Row::person).toList())
                .with("name", rows.stream().map(Row::name).toList())
                .with("part", rows.stream().map(Row::part).toList());
    }

    private ReportForm with(String field, List<String> values) {
        var changed = new LinkedHashMap<>(typed);
        changed.put(field, values);
        return new ReportForm(id, changed);
    }

    /** What cannot be understood at all. */
    Problems problems() {
        return Problems.none()
                .when(chosen().isEmpty(), "matter", say("cases.report.matter.choose"))
                .when(
                        value("words").isBlank() && box("childs-words").isBlank(),
                        "words",
                        say("cases.report.words.write"))
                .when(isUnreadable("happened"), "happened", say("cases.report.time"))
                .when(isUnreadable("heard"), "heard", say("cases.report.time"));
    }

    private boolean isUnreadable(String field) {
        return !value(field).isBlank() && Dates.readMoment(value(field)).isEmpty();
    }

    private Optional<Matter> chosen() {
        return Matter.chosen(value("matter"));
    }

    /** What it comes to. A name that stands in the box of names still is somebody whom it is about. */
    Statement statement() {
        var people = new ArrayList<>(people().stream().map(ReportForm::named).toList());
        if (!value("who").isBlank()) {
            people.add(new Statement.Named(null, value("who"), Part.OTHER));
        }
        return new Statement(
                id,
                chosen().orElseThrow(),
                value("words"),
                value("page"),
                new Details(
                        Dates.readMoment(value("happened")).orElse(null),
                        Dates.readMoment(value("heard")).orElse(null),
                        Arrays.stream(Place.values())
                                .filter(place -> place.name().equals(value("place")))
                                .findFirst()
                                .orElse(null),
                        value("account").strip(),
                        value("station").strip(),
                        isTicked("not-known"),
                        new Boxes(
                                "",
                                box("concern"),
                                box("risk"),
                                box("action"),
                                box("justification"),
                                box("childs-words")),
                        List.of(),
                        injuries()),
                people);
    }

    private String box(String name) {
        return value(name).strip();
    }

    private static Statement.Named named(Row row) {
        var part = Arrays.stream(Part.values())
                .filter(one -> one.name().equals(row.part()))
                .findFirst()
                .orElse(Part.OTHER);
        return new Statement.Named(Ids.read(row.person()).map(PersonId::new).orElse(null), row.name(), part);
    }
}

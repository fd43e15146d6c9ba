package org.schoolgate.cases;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Effect;
import org.schoolgate.cases.procedure.Entry;
import org.schoolgate.cases.procedure.Outcome;
import org.schoolgate.cases.procedure.Paths;
import org.schoolgate.cases.procedure.Procedure;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.cases.procedure.Walk;
import org.schoolgate.cases.procedure.Who;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/**
 * Years of cases of a school, put straight into its database. Each is walked by the program's own procedures, and what
 * stands beside its entries is worked out by the program: only the way into the tables is another, so that it takes a
 * minute. Most are closed. Nobody's access is held, and the record of who did what is not written.
 */
public final class ManyCases {
    private static final Duration YEARS = Duration.ofDays(5 * 365);
    private static final int OPEN_IN_HUNDRED = 3;
    private static final int CASES_A_PUPIL = 10;
    private static final List<String> GIVEN = List.of(
            "Ada", "Ben", "Cara", "Dev", "Esme", "Finn", "Gwen", "Hari", "Isla", "Jude", "Kaya", "Leo", "Mina", "Noor",
            "Otto", "Pia", "Rafi", "Sara", "Tom", "Uma", "Vik", "Wren", "Yara", "Zac");
    private static final List<String> FAMILY = List.of(
            "Abbey", "Birch", "Clough", "Dale", "Eaves", "Fell", "Grove", "Heath", "Irwin", "Jarvis", "Kirk", "Lund",
            "Marsh", "Nair", "Orme", "Pike", "Quill", "Reed", "Shaw", "Thorne", "Usher", "Vale", "Wade", "Yates");

    private final SchoolId school;
    private final Random random;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final List<Known> staff = new ArrayList<>();
    private final List<Known> pupils = new ArrayList<>();
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final Map<String, List<Walk>> paths =
            Procedures.ours().all().stream().collect(Collectors.toMap(Procedure::id, Paths::of));
    private final List<Procedure> procedures = Procedures.ours().all();
    private final Set<String> texts = new HashSet<>();
    private final Map<String, String> digests = new HashMap<>();
    private final Map<String, Copying> tables = new LinkedHashMap<>();
    private final Path folder;

    private record Known(UUID id, String name) {}

    /** A file from which the database reads a table. */
    private record Copying(String table, String columns, Path file, PrintWriter out) {}

    /** A walk that goes on until its path is at its end. */
    private static final class Going {
        private final int number;
        private final List<Entry> path;
        private Walk walk;
        private int at;

        Going(int number, Walk walk, List<Entry> path) {
            this.number = number;
            this.walk = walk;
            this.path = path;
        }
    }

    private ManyCases(SchoolId school, Path folder, long seed) {
        this.school = school;
        this.folder = folder;
        this.random = new Random(seed);
    }

    /** Gives a school so many cases more, and the pupils of those years. */
    public static void fill(Connection database, UUID school, int cases) throws IOException, SQLException {
        var folder = Files.createTempDirectory(
                "many-cases-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        new ManyCases(new SchoolId(school), folder, cases).fill(database, cases);
    }

    private void fill(Connection database, int cases) throws IOException, SQLException {
        look(database);
        table("person", "school_id, person_id, title, given_name, family_name, known_as");
        table("membership", "school_id, membership_id, person_id, role, first_day, last_day, source, ended_because");
        table("report", "school_id, report_id, told_by, name, by_child, told_at, matter, words, page, teachers_too");
        table("report_taken", "school_id, report_id, taken_by, name, at");
        table(
                "case_file",
                "school_id, case_id, year, number, kind, opened_at, opened_by, opened_by_name, report_id, told_by, "
                        + "about_staff, circle, sealed, next_due, touched_at, closed_at");
        table("procedure_version", "school_id, digest, procedure, version, definition, kept_at");
        table("case_walk", "school_id, case_id, walk, procedure, version, digest, begun_at");
        table(
                "case_entry",
                "school_id, case_id, walk, entry, step, necessary, written_by, written_by_name, written_at, said, about");
        table(
                "case_waiting",
                "school_id, case_id, walk, step, title, doer, in_place, since, ready, due, turns_at, turns, told");
        table("case_person", "school_id, case_id, person_id, name, kind, part, added_at, added_by, added_by_name");
        table("case_reader", "school_id, case_id, person_id, name, named_at, named_by, named_by_name");
        table(
                "case_note",
                "school_id, note_id, case_id, happened_at, written_at, written_by, written_by_name, fact, concern, risk, "
                        + "action, justification, childs_words, corrects");
        procedures.forEach(this::text);
        for (int pupil = cases / CASES_A_PUPIL; pupil > 0; pupil--) {
            pupil();
        }
        for (int one = 0; one < cases; one++) {
            make();
        }
        try (var statement = database.createStatement()) {
            for (var table : tables.values()) {
                table.out().close();
                statement.execute("copy %s (%s) from '%s'".formatted(table.table(), table.columns(), table.file()));
                Files.delete(table.file());
            }
            for (var year : numbers.entrySet()) {
                statement.execute(
                        "insert into case_number (school_id, year, last) values ('%s', %d, %d) on conflict (school_id, year) do update set last = excluded.last"
                                .formatted(school.value(), year.getKey(), year.getValue()));
            }
            statement.execute("vacuum analyze");
        }
        Files.delete(folder);
    }

    private void look(Connection database) throws SQLException {
        try (var statement = database.createStatement()) {
            var known = statement.executeQuery("""
                    select p.person_id, btrim(p.title || ' ' || p.given_name || ' ' || p.family_name), bool_or(m.role = 'PUPIL')
                    from person p join membership m using (school_id, person_id)
                    where school_id = '%s' and m.role not in ('PARENT', 'GOVERNOR', 'TRUST_OFFICER', 'CHAIR_OF_GOVERNORS')
                    group by 1, 2
                    """.formatted(school.value()));
            while (known.next()) {
                (known.getBoolean(3) ? pupils : staff)
                        .add(new Known(
                                known.getObject(1, UUID.class),
                                known.getString(2).strip()));
            }
            var kept = statement.executeQuery(
                    "select digest from procedure_version where school_id = '%s'".formatted(school.value()));
            while (kept.next()) {
                texts.add(kept.getString(1));
            }
            var last = statement.executeQuery(
                    "select year, last from case_number where school_id = '%s'".formatted(school.value()));
            while (last.next()) {
                numbers.put(last.getInt(1), last.getInt(2));
            }
        }
    }

    private void table(String name, String columns) throws IOException {
        var file = folder.resolve(name);
        tables.put(name, new Copying(name, columns, file, new PrintWriter(Files.newBufferedWriter(file))));
    }

    /** A line of a table, as the database reads it. */
    private void row(String table, @Nullable Object... values) {
        var copying = tables.get(table);
        if (copying == null) {
            throw new IllegalArgumentException(table);
        }
        copying.out()
                .println(Stream.concat(
                                Stream.of(school.value()),
                                Stream.of(values).map(value -> value == null ? "\\N" : value))
                        .map(value -> value.equals("\\N")
                                ? "\\N"
                                : value.toString()
                                        .replace("\\", "\\\\")
                                        .replace("\n", "\\n")
                                        .replace("\t", "\\t"))
                        .collect(Collectors.joining("\t")));
    }

    /** The text by which cases of a kind go, where the school has not kept it yet. */
    private void text(Procedure procedure) {
        var definition = Procedures.ours().definition(procedure.id()).orElseThrow();
        digests.put(procedure.id(), definition.digest());
        if (!texts.contains(definition.digest())) {
            row("procedure_version", definition.digest(), procedure.id(), procedure.version(), definition.text(), now);
        }
    }

    private void pupil() {
        var id = UUID.randomUUID();
        var given = any(GIVEN);
        var family = any(FAMILY) + (random.nextInt(3) == 0 ? "-" + any(FAMILY) : "");
        var left = random.nextInt(4) > 0;
        row("person", id, "", given, family, given);
        row(
                "membership",
                UUID.randomUUID(),
                id,
                "PUPIL",
                "2021-09-01",
                left ? "2025-07-31" : null,
                "HAND",
                left ? "FINISHED" : null);
        pupils.add(new Known(id, given + " " + family));
    }

    private void make() {
        var opened = now.minusSeconds(random.nextLong(YEARS.toSeconds())).truncatedTo(ChronoUnit.SECONDS);
        var open = random.nextInt(100) < OPEN_IN_HUNDRED;
        if (open) {
            opened = now.minus(Duration.ofMinutes(random.nextInt(60 * 24 * 30)));
        }
        var procedure = any(procedures);
        var opener = any(staff);
        var child = any(pupils);
        var told = random.nextInt(3) == 0 ? UUID.randomUUID() : null;
        if (told != null) {
            var at = opened.minus(Duration.ofMinutes(40));
            row(
                    "report",
                    told,
                    child.id(),
                    child.name(),
                    true,
                    at,
                    "FEELS_WORRIED",
                    "Somebody was unkind.",
                    null,
                    false);
            row("report_taken", told, opener.id(), opener.name(), opened);
        }
        var year = AcademicYear.at(opened).startYear();
        var file = new CaseFile(
                CaseId.random(),
                school,
                new CaseNumber(year, numbers.merge(year, 1, Integer::sum)),
                procedure.id(),
                procedure.title(),
                opened,
                new PersonId(opener.id()),
                opener.name(),
                told == null ? null : new ReportId(told),
                told == null ? null : new PersonId(child.id()),
                false,
                Circle.ORDINARY,
                false,
                null,
                opened,
                null);
        var walks = walks(procedure, opened, open);
        var one = new Case(file, walks, List.of(), List.of(), List.of(), List.of());
        var people = people(one, opener, child, opened);
        var last = walks.stream()
                .flatMap(walk -> walk.walk().entries().stream())
                .map(Entry::at)
                .max(Instant::compareTo)
                .orElse(opened);
        for (var person : people) {
            one = one.with(person);
        }
        var standing = one.with(one.standing(last));
        write(standing);
        people.forEach(person -> row(
                "case_person",
                standing.file().id(),
                person.person(),
                person.name(),
                person.kind(),
                person.part(),
                person.addedAt(),
                person.addedBy(),
                person.addedByName()));
        if (standing.file().circle() != Circle.ORDINARY && random.nextInt(3) == 0) {
            var reader = any(staff);
            row("case_reader", standing.file().id(), reader.id(), reader.name(), opened, opener.id(), opener.name());
        }
        for (int note = random.nextInt(4); note > 0; note--) {
            var written = opened.plus(Duration.ofHours(note));
            row(
                    "case_note",
                    UUID.randomUUID(),
                    standing.file().id(),
                    written.minus(Duration.ofMinutes(30)),
                    written,
                    opener.id(),
                    opener.name(),
                    "Two children saw it, and both say the same.",
                    "",
                    "",
                    "Both were asked apart from each other.",
                    "",
                    "",
                    null);
        }
    }

    private List<OnCase> people(Case one, Known opener, Known child, Instant at) {
        var by = new PersonId(opener.id());
        var people = new ArrayList<OnCase>();
        people.add(on(new PersonId(child.id()), child.name(), OnCase.Kind.PUPIL, OnCase.Part.VICTIM, at, by, opener));
        if (random.nextInt(3) == 0) {
            people.add(on(null, "A neighbour, " + any(FAMILY), OnCase.Kind.OUTSIDE, OnCase.Part.OTHER, at, by, opener));
        }
        var other = any(pupils);
        if (random.nextBoolean() && !other.equals(child)) {
            // Where a case holds the access of whom it is about, it is about nobody whom the school knows.
            var part = one.has(Effect.Mark.SUSPEND_ACCESS) ? OnCase.Part.WITNESS : OnCase.Part.INSTIGATOR;
            people.add(on(new PersonId(other.id()), other.name(), OnCase.Kind.PUPIL, part, at, by, opener));
        }
        return people;
    }

    private static OnCase on(
            @Nullable PersonId person,
            String name,
            OnCase.Kind kind,
            OnCase.Part part,
            Instant at,
            PersonId by,
            Known opener) {
        return new OnCase(person, name, kind, part, at, by, opener.name());
    }

    /** Walks a procedure along one of its paths, with those that it starts, to the end or to somewhere on the way. */
    private List<CaseWalk> walks(Procedure first, Instant opened, boolean open) {
        var going = new ArrayList<Going>();
        begin(going, first, opened);
        var most = open ? random.nextInt(3) : Integer.MAX_VALUE;
        var at = opened;
        for (int walk = 0; walk < going.size(); walk++) {
            var one = going.get(walk);
            for (; one.at < one.path.size() && one.at < most; one.at++) {
                at = at.plus(Duration.ofMinutes(1 + random.nextInt(open ? 60 : 600)));
                if (at.isAfter(now)) {
                    at = now;
                }
                var entry = (Entry.Said) one.path.get(one.at);
                var who = any(staff);
                var said = said(
                        one.walk.procedure().step(entry.step()).orElseThrow().act(), entry.values(), at);
                if (!(one.walk.answer(entry.step(), new Who(who.id(), who.name()), at, said)
                        instanceof Outcome.WentOn on)) {
                    throw new IllegalStateException(entry + " does not fit");
                }
                one.walk = on.walk();
                for (var effect : on.effects()) {
                    if (effect instanceof Effect.Starts(var other)) {
                        begin(going, Procedures.ours().find(other).orElseThrow(), at);
                    }
                }
            }
        }
        return going.stream()
                .map(one -> new CaseWalk(one.number, one.walk, Map.of()))
                .toList();
    }

    private void begin(List<Going> going, Procedure procedure, Instant at) {
        if (going.stream().anyMatch(one -> one.walk.procedure().id().equals(procedure.id()))) {
            return;
        }
        var path = any(paths.getOrDefault(procedure.id(), List.of()));
        going.add(new Going(going.size() + 1, Walk.begin(procedure, at), path.entries()));
        for (var effect : procedure.effects()) {
            if (effect instanceof Effect.Starts(var other)) {
                begin(going, Procedures.ours().find(other).orElseThrow(), at);
            }
        }
    }

    /** The same at another time, and without taking anybody's access away. */
    private static Map<String, String> said(Act act, Map<String, String> values, Instant at) {
        if (act instanceof Act.Sanction) {
            return Map.of(Act.RUNG, Act.NO_SANCTION, Act.REASON, "They have said sorry.");
        }
        var said = new HashMap<>(values);
        act.fields(values).stream()
                .filter(field -> field.kind() == org.schoolgate.cases.procedure.Field.Kind.TIME)
                .filter(field -> said.containsKey(field.name()))
                .forEach(field ->
                        said.put(field.name(), at.minus(Duration.ofMinutes(20)).toString()));
        return said;
    }

    private void write(Case one) {
        var file = one.file();
        row(
                "case_file",
                file.id(),
                file.number().year(),
                file.number().number(),
                file.kind(),
                file.openedAt(),
                file.openedBy(),
                file.openedByName(),
                file.report(),
                file.toldBy(),
                file.aboutStaff(),
                file.circle(),
                file.sealed(),
                file.nextDue(),
                file.touchedAt(),
                file.closedAt());
        for (var walk : one.walks()) {
            row(
                    "case_walk",
                    file.id(),
                    walk.number(),
                    walk.walk().procedure().id(),
                    walk.walk().procedure().version(),
                    digests.getOrDefault(walk.walk().procedure().id(), ""),
                    walk.walk().begun());
            int place = 0;
            for (var entry : walk.walk().entries()) {
                place++;
                row(
                        "case_entry",
                        file.id(),
                        walk.number(),
                        place,
                        entry.step(),
                        true,
                        entry.by().id(),
                        entry.by().name(),
                        entry.at(),
                        json(((Entry.Said) entry).values()),
                        null);
            }
        }
        for (var waiting : one.waiting()) {
            var limit = waiting.limit();
            row(
                    "case_waiting",
                    file.id(),
                    waiting.walk(),
                    waiting.step(),
                    waiting.title(),
                    waiting.doer(),
                    "{}",
                    waiting.since(),
                    waiting.ready(),
                    limit == null ? null : limit.due(),
                    limit == null
                            ? "{}"
                            : limit.at().stream().map(Instant::toString).collect(Collectors.joining(",", "{", "}")),
                    limit == null
                            ? "{}"
                            : limit.turns().stream().map(Enum::name).collect(Collectors.joining(",", "{", "}")),
                    // Nobody is e-mailed because of a measurement.
                    limit == null ? 0 : limit.turns().size());
        }
    }

    private static String json(Map<String, String> said) {
        return said.entrySet().stream()
                .map(one ->
                        "\"%s\":\"%s\"".formatted(one.getKey(), one.getValue().replace("\"", "\\\"")))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}

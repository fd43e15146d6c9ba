package org.schoolgate.roster.imports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.imports.FileContent.FileClass;
import org.schoolgate.roster.imports.FileContent.FileEnrolment;
import org.schoolgate.roster.imports.FileContent.FileGuardian;
import org.schoolgate.roster.imports.FileContent.FileName;
import org.schoolgate.roster.imports.FileContent.FilePerson;
import org.schoolgate.roster.imports.FileContent.FileRole;
import org.schoolgate.roster.imports.FileContent.Mention;
import org.schoolgate.roster.imports.FileContent.Place;
import org.schoolgate.roster.imports.FileContent.Shape;

/** Reads a school's own table once its columns have a meaning. */
final class OwnTableReader {
    private final Table table;
    private final ColumnMapping mapping;
    private final LocalDate effective;
    private final Map<String, FilePerson> people = new LinkedHashMap<>();
    private final Map<String, FilePerson> contacts = new LinkedHashMap<>();
    private final Map<String, ClassRows> classes = new LinkedHashMap<>();
    private final List<FileEnrolment> enrolments = new ArrayList<>();
    private final Map<String, FileGuardian> guardians = new LinkedHashMap<>();
    private final List<Mention> mentions = new ArrayList<>();
    private final List<Finding> findings;
    private final Map<Integer, Map<Field, Integer>> places = new HashMap<>();

    /** A class as its pupils' rows tell of it. */
    private record ClassRows(Place place, String name, Set<Integer> years) {}

    private OwnTableReader(Table table, ColumnMapping mapping, LocalDate effective) {
        this.table = table;
        this.mapping = mapping;
        this.effective = effective;
        this.findings = new ArrayList<>(table.findings());
        places.put(0, mapping.places(0));
        mapping.contacts().forEach(n -> places.put(n, mapping.places(n)));
    }

    static FileContent read(Table table, ColumnMapping mapping, LocalDate effective) {
        return new OwnTableReader(table, mapping, effective).read();
    }

    private FileContent read() {
        table.headings().stream()
                .filter(Headings::isSecret)
                .forEach(heading -> findings.add(Finding.of(table.name(), 0, heading, Reason.PASSWORD_DROPPED)));
        for (var row : table.rows()) {
            readRow(new Cells(row));
        }
        var everybody = new ArrayList<>(people.values());
        everybody.addAll(contacts.values());
        return new FileContent(
                mapping.listed() == Listed.STAFF ? Shape.OWN_STAFF : Shape.OWN_PUPILS,
                true,
                List.of(),
                List.copyOf(everybody),
                classes.entrySet().stream()
                        .map(e -> fileClass(e.getKey(), e.getValue()))
                        .toList(),
                List.copyOf(enrolments),
                List.copyOf(guardians.values()),
                List.copyOf(mentions),
                List.copyOf(findings));
    }

    private void readRow(Cells cells) {
        var reader = new RowReader(new Place(table.name(), cells.row.line()), effective);
        var person = person(cells, reader);
        if (person.isPresent() && !reader.isRejected()) {
            keep(cells, reader, person.get());
        }
        findings.addAll(reader.findings());
        if (person.isEmpty() || reader.isRejected()) {
            mentions.add(cells.mention());
        }
    }

    private void keep(Cells cells, RowReader reader, FilePerson person) {
        var before = people.get(person.key());
        if (before == null) {
            people.put(person.key(), person);
            addClass(cells, person);
            addContacts(cells, reader, person);
        } else if (!sameFacts(before, person) || addContacts(cells, reader, before) == 0) {
            reader.say(cells.said(), Reason.TWICE, before.place().line());
        }
    }

    /** Whether two rows tell the same of one person: then they differ in their contacts, one a row. */
    private static boolean sameFacts(FilePerson a, FilePerson b) {
        return a.name().equals(b.name())
                && Objects.equals(a.born(), b.born())
                && Objects.equals(a.yearGroup(), b.yearGroup())
                && Objects.equals(a.localId(), b.localId());
    }

    private Optional<FilePerson> person(Cells cells, RowReader reader) {
        var pupil = mapping.listed() == Listed.PUPILS;
        var name = reader.name(cells.name(0), pupil);
        var born = reader.birthday(cells.of(Field.DATE_OF_BIRTH), pupil);
        var year = reader.yearGroup(cells.of(Field.YEAR_GROUP));
        var upn = reader.upn(cells.of(Field.UPN));
        var starts = reader.date(cells.of(Field.STARTS));
        var leaves = reader.date(cells.of(Field.LEAVES));
        var onRoll = reader.yesNo(cells.of(Field.ON_ROLL));
        var left = reader.yesNo(cells.of(Field.HAS_LEFT));
        if (starts != null && leaves != null && leaves.isBefore(starts)) {
            reader.say(cells.of(Field.LEAVES), Reason.ENDS_BEFORE_IT_BEGINS);
        }
        var leaving = Boolean.FALSE.equals(onRoll)
                || Boolean.TRUE.equals(left)
                || (leaves != null && leaves.isBefore(effective));
        var localId = emptyToNull(cells.of(Field.LOCAL_ID));
        return name.map(given -> new FilePerson(
                key(upn, localId, given, born, cells),
                reader.place(),
                List.of(new FileRole(pupil ? Role.PUPIL : role(cells, reader), starts, leaves)),
                given,
                born,
                year,
                upn,
                localId,
                pupil ? null : reader.email(cells.of(Field.EMAIL)),
                pupil ? null : reader.phone(cells.of(Field.PHONE)),
                leaving,
                Set.of()));
    }

    private String key(
            @Nullable String upn, @Nullable String localId, FileName name, @Nullable LocalDate born, Cells cells) {
        if (upn != null) {
            return "upn:" + upn;
        }
        if (localId != null) {
            return "id:" + localId;
        }
        return "name:%s:%s:%s"
                .formatted(
                        small(name.family()),
                        small(name.given()),
                        born != null ? born : cells.of(Field.CLASS) + "/" + cells.of(Field.YEAR_GROUP));
    }

    private Role role(Cells cells, RowReader reader) {
        var job = cells.of(Field.JOB);
        return switch (StaffJob.of(job)) {
            case StaffJob.Known(var role) -> role;
            case StaffJob.ByHand(var role) -> {
                reader.say(job, Reason.ROLE_BY_HAND);
                yield role;
            }
        };
    }

    private void addClass(Cells cells, FilePerson person) {
        var name = cells.of(Field.CLASS);
        if (name.isEmpty() || person.leaving()) {
            return;
        }
        var key = "class:" + small(name);
        var rows = classes.computeIfAbsent(key, _ -> new ClassRows(person.place(), name, new TreeSet<>()));
        if (person.yearGroup() != null) {
            rows.years().add(person.yearGroup());
        }
        enrolments.add(new FileEnrolment(
                person.place(),
                key,
                person.key(),
                mapping.listed() == Listed.PUPILS ? ClassPart.PUPIL : staffPart(person),
                null,
                null,
                false));
    }

    private static ClassPart staffPart(FilePerson person) {
        return person.is(Role.TEACHER) ? ClassPart.TEACHER : ClassPart.HELPER;
    }

    private static FileClass fileClass(String key, ClassRows rows) {
        return new FileClass(
                key, rows.place(), rows.name(), ClassKind.FORM, List.copyOf(rows.years()), "", null, false, Set.of());
    }

    /** How many contacts of this row were not known of this pupil yet. */
    private int addContacts(Cells cells, RowReader reader, FilePerson pupil) {
        var added = 0;
        for (var n : mapping.contacts().toArray()) {
            added += addContact(cells, reader, pupil, n) ? 1 : 0;
        }
        return added;
    }

    private boolean addContact(Cells cells, RowReader reader, FilePerson pupil, int n) {
        if (cells.isBlank(n)) {
            return false;
        }
        var name = cells.name(n);
        if (name.family().isEmpty() || (name.given().isEmpty() && name.title().isEmpty())) {
            reader.say(
                    (name.title() + " " + name.given() + name.family()).strip(),
                    Reason.CONTACT_LEFT_OUT,
                    pupil.name().given());
            return false;
        }
        var email = reader.email(cells.of(Field.CONTACT_EMAIL, n));
        var phone = reader.phone(cells.of(Field.CONTACT_PHONE, n));
        var contact = contact(reader.place(), name, email, phone, pupil, n);
        contacts.putIfAbsent(contact.key(), contact);
        var link = pupil.key() + " " + contact.key();
        return guardians.putIfAbsent(link, guardian(cells, reader, pupil, contact, n)) == null;
    }

    private static FilePerson contact(
            Place place, FileName name, @Nullable String email, @Nullable String phone, FilePerson pupil, int n) {
        // Brothers and sisters have the same mother when name and address agree; a name alone is not enough.
        var address = email != null ? small(email) : phone != null ? digits(phone) : pupil.key() + ":" + n;
        return new FilePerson(
                "contact:%s:%s:%s".formatted(small(name.family()), small(name.given()), address),
                place,
                List.of(new FileRole(Role.PARENT, null, null)),
                name,
                null,
                null,
                null,
                null,
                email,
                phone,
                false,
                Set.of());
    }

    private FileGuardian guardian(Cells cells, RowReader reader, FilePerson pupil, FilePerson contact, int n) {
        var said = RelationText.read(cells.of(Field.CONTACT_RELATION, n));
        var relation = said.or(() -> relationOfHeading(n)).orElse(Relation.OTHER);
        if (said.isEmpty() && !cells.of(Field.CONTACT_RELATION, n).isEmpty()) {
            reader.say(cells.of(Field.CONTACT_RELATION, n), Reason.UNKNOWN_RELATION);
        }
        var court = NoteText.of(cells.of(Field.CONTACT_COURT_ORDER, n));
        var conflict = NoteText.of(cells.of(Field.CONTACT_CONFLICT, n));
        var note = court.orElse("") + " " + conflict.orElse("") + " " + cells.of(Field.CONTACT_NOTE, n);
        return new FileGuardian(
                reader.place(),
                pupil.key(),
                contact.key(),
                relation,
                RelationText.responsibility(cells.of(Field.CONTACT_RESPONSIBILITY, n)),
                order(cells.of(Field.CONTACT_ORDER, n), pupil),
                YesNo.read(cells.of(Field.CONTACT_LIVES_WITH, n)).orElse(null),
                court.isPresent() ? Caution.COURT_ORDER : conflict.isPresent() ? Caution.CONFLICT : Caution.NONE,
                Characters.tidy(note));
    }

    private Optional<Relation> relationOfHeading(int contact) {
        for (int i = 0; i < mapping.columns().size(); i++) {
            if (mapping.columns().get(i).contact() == contact) {
                var relation = MappingGuess.relation(table.headings().get(i));
                if (relation.isPresent()) {
                    return relation;
                }
            }
        }
        return Optional.empty();
    }

    private int order(String cell, FilePerson pupil) {
        if (cell.matches("\\d{1,2}")) {
            return Math.max(1, Integer.parseInt(cell));
        }
        return 1
                + (int) guardians.values().stream()
                        .filter(g -> g.pupilKey().equals(pupil.key()))
                        .count();
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String small(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String digits(String phone) {
        return phone.replaceAll("\\D", "");
    }

    /** The cells of one row by their meaning. */
    private final class Cells {
        private final Table.Row row;

        Cells(Table.Row row) {
            this.row = row;
        }

        String of(Field field) {
            return of(field, 0);
        }

        String of(Field field, int contact) {
            var column = places.getOrDefault(contact, Map.of()).get(field);
            return column == null ? "" : row.cells().get(column);
        }

        boolean isBlank(int contact) {
            return places.getOrDefault(contact, Map.of()).values().stream()
                    .allMatch(column -> row.cells().get(column).isEmpty());
        }

        FileName name(int contact) {
            var whole = FullName.read(of(contact == 0 ? Field.FULL_NAME : Field.CONTACT_NAME, contact));
            var family = of(contact == 0 ? Field.FAMILY_NAME : Field.CONTACT_FAMILY_NAME, contact);
            var given = of(contact == 0 ? Field.GIVEN_NAME : Field.CONTACT_GIVEN_NAME, contact);
            var title = of(contact == 0 ? Field.TITLE : Field.CONTACT_TITLE, contact);
            return new FileName(
                    title.isEmpty() ? whole.title() : title,
                    given.isEmpty() && family.isEmpty() ? whole.given() : given,
                    given.isEmpty() && family.isEmpty() ? whole.family() : family,
                    contact == 0 ? of(Field.KNOWN_AS) : "");
        }

        /** The row in a few words, for the list of what was not understood. */
        String said() {
            var name = name(0);
            return (name.family() + ", " + name.given()).strip();
        }

        Mention mention() {
            var name = name(0);
            return new Mention("", of(Field.UPN), of(Field.LOCAL_ID), name.given(), name.family());
        }
    }
}

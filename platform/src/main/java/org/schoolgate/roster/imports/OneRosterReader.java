package org.schoolgate.roster.imports;

import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.roster.Upn;
import org.schoolgate.roster.imports.FileContent.FileClass;
import org.schoolgate.roster.imports.FileContent.FileEnrolment;
import org.schoolgate.roster.imports.FileContent.FileGuardian;
import org.schoolgate.roster.imports.FileContent.FileName;
import org.schoolgate.roster.imports.FileContent.FilePerson;
import org.schoolgate.roster.imports.FileContent.FileRole;
import org.schoolgate.roster.imports.FileContent.FileSchool;
import org.schoolgate.roster.imports.FileContent.Mention;
import org.schoolgate.roster.imports.FileContent.Place;
import org.schoolgate.roster.imports.FileContent.Shape;

/** Reads a OneRoster 1.1 or 1.2 CSV bundle, tidy or not, and only those columns that a school's safety needs. */
final class OneRosterReader {
    static final String MANIFEST = "manifest.csv";

    private static final Map<String, Set<String>> COLUMNS = Map.of(
            "orgs.csv", Set.of("sourcedid", "status", "name", "type"),
            "academicsessions.csv", Set.of("sourcedid", "status", "startdate"),
            "users.csv",
                    Set.of(
                            "sourcedid",
                            "status",
                            "enableduser",
                            "orgsourcedids",
                            "primaryorgsourcedid",
                            "role",
                            "userids",
                            "givenname",
                            "familyname",
                            "preferredgivenname",
                            "prefferedgivenname",
                            "identifier",
                            "email",
                            "sms",
                            "phone",
                            "agentsourcedids",
                            "grades",
                            "metadataupn",
                            "upn"),
            "roles.csv", Set.of("sourcedid", "status", "usersourcedid", "role", "begindate", "enddate", "orgsourcedid"),
            "classes.csv",
                    Set.of(
                            "sourcedid",
                            "status",
                            "title",
                            "grades",
                            "classtype",
                            "location",
                            "schoolsourcedid",
                            "termsourcedids"),
            "enrollments.csv",
                    Set.of("sourcedid", "status", "classsourcedid", "usersourcedid", "role", "begindate", "enddate"),
            "demographics.csv", Set.of("sourcedid", "birthdate"));
    /** An identifier with its kind: {@code {UPN:H801200001001}}. */
    private static final Pattern UPN_AMONG_IDS =
            Pattern.compile("\\{\\s*upn\\s*:\\s*([^}]+)}", Pattern.CASE_INSENSITIVE);

    private final ZipBundle zip;
    private final LocalDate effective;
    private final Map<String, String> manifest = new HashMap<>();
    private final Map<String, FileSchool> schools = new LinkedHashMap<>();
    private final Map<String, Integer> years = new HashMap<>();
    private final Map<String, String> birthdays = new HashMap<>();
    private final Map<String, List<RoleRow>> roles = new HashMap<>();
    private final Map<String, FilePerson> people = new LinkedHashMap<>();
    private final Map<String, List<String>> agents = new LinkedHashMap<>();
    private final Map<String, FileClass> classes = new LinkedHashMap<>();
    private final Map<String, FileEnrolment> enrolments = new LinkedHashMap<>();
    private final Map<String, FileGuardian> guardians = new LinkedHashMap<>();
    private final List<Mention> mentions = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /** A role that a user holds at a school, from either version's way to say so. */
    private record RoleRow(
            String role, @Nullable LocalDate from, @Nullable LocalDate until, boolean ended, String school) {}

    private OneRosterReader(ZipBundle zip, LocalDate effective) {
        this.zip = zip;
        this.effective = effective;
    }

    static FileContent read(ZipBundle zip, LocalDate effective) throws UnusableFile {
        return new OneRosterReader(zip, effective).read();
    }

    private FileContent read() throws UnusableFile {
        readManifest();
        readOrgs();
        readSessions();
        readDemographics();
        readRoles();
        readUsers();
        readAgents();
        readClasses();
        readEnrolments();
        if (people.isEmpty()) {
            throw new UnusableFile(Fault.NOBODY);
        }
        return new FileContent(
                Shape.ONEROSTER,
                "bulk".equals(manifest.get("file.users")),
                List.copyOf(schools.values()),
                List.copyOf(people.values()),
                List.copyOf(classes.values()),
                List.copyOf(enrolments.values()),
                List.copyOf(guardians.values()),
                List.copyOf(mentions),
                List.copyOf(findings));
    }

    private void readManifest() throws UnusableFile {
        var table = table(MANIFEST, Set.of("propertyname", "value")::contains);
        for (var row : rows(table)) {
            manifest.put(row.of("propertyName"), row.of("value").toLowerCase(Locale.ROOT));
        }
        var version = manifest.getOrDefault("oneroster.version", "");
        if (version.isEmpty()) {
            throw new UnusableFile(Fault.MANIFEST_BROKEN);
        }
        if (!version.equals("1.1") && !version.startsWith("1.2")) {
            throw new UnusableFile(Fault.MANIFEST_VERSION, version);
        }
        for (var entry : manifest.entrySet()) {
            var promised = entry.getValue().equals("bulk") || entry.getValue().equals("delta");
            var part = entry.getKey().replaceFirst("^file\\.", "") + ".csv";
            if (entry.getKey().startsWith("file.") && promised && isNeeded(part) && !zip.has(part)) {
                throw new UnusableFile(Fault.PART_MISSING, part);
            }
        }
        if (!zip.has("users.csv")) {
            throw new UnusableFile(Fault.PART_MISSING, "users.csv");
        }
    }

    private static boolean isNeeded(String part) {
        return COLUMNS.containsKey(part.toLowerCase(Locale.ROOT));
    }

    private void readOrgs() throws UnusableFile {
        for (var row : part("orgs.csv", "sourcedId", "name")) {
            if (row.of("type").equalsIgnoreCase("school") && !row.isEnded()) {
                schools.put(row.of("sourcedId"), new FileSchool(row.of("sourcedId"), row.of("name")));
            }
        }
    }

    private void readSessions() throws UnusableFile {
        for (var row : part("academicSessions.csv", "sourcedId", "startDate")) {
            if (DateText.read(row.of("startDate"), Year.of(effective.getYear())) instanceof DateText.Day(var start)) {
                years.put(row.of("sourcedId"), AcademicYear.of(start).startYear());
            }
        }
    }

    /** Dates of birth; everything else that the part tells about children stays unread. */
    private void readDemographics() throws UnusableFile {
        for (var row : part("demographics.csv", "sourcedId")) {
            birthdays.put(row.of("sourcedId"), row.of("birthDate"));
        }
    }

    private void readRoles() throws UnusableFile {
        for (var row : part("roles.csv", "userSourcedId", "role")) {
            var reader = row.reader();
            var from = reader.date(row.of("beginDate"));
            var until = reader.date(row.of("endDate"));
            var role = new RoleRow(row.of("role"), from, until, row.isEnded(), row.of("orgSourcedId"));
            if (reader.findings().isEmpty()) {
                roles.computeIfAbsent(row.of("userSourcedId"), _ -> new ArrayList<>())
                        .add(role);
            }
            findings.addAll(reader.findings());
        }
    }

    private void readUsers() throws UnusableFile {
        var table = table("users.csv", COLUMNS.getOrDefault("users.csv", Set.of())::contains);
        require(table, "sourcedId", "givenName", "familyName");
        table.headings().stream()
                .filter(Headings::isSecret)
                .forEach(heading -> findings.add(Finding.of(table.name(), 0, heading, Reason.PASSWORD_DROPPED)));
        for (var row : rows(table)) {
            var reader = row.reader();
            var user = user(row, reader);
            if (user.isPresent() && !reader.isRejected()) {
                people.put(user.get().key(), user.get());
                agents.put(user.get().key(), row.list("agentSourcedIds"));
            } else {
                mentions.add(new Mention(row.of("sourcedId"), "", "", row.of("givenName"), row.of("familyName")));
            }
            findings.addAll(reader.findings());
        }
        for (var key : roles.keySet()) {
            if (!people.containsKey(key)
                    && mentions.stream().noneMatch(m -> m.key().equals(key))) {
                findings.add(Finding.of("roles.csv", 0, key, Reason.UNKNOWN_PERSON));
            }
        }
    }

    private Optional<FilePerson> user(Cells row, RowReader reader) {
        var key = row.of("sourcedId");
        var said = (row.of("familyName") + ", " + row.of("givenName")).strip();
        if (key.isEmpty()) {
            reader.say(said, Reason.NO_KEY);
            return Optional.empty();
        }
        if (people.containsKey(key)) {
            reader.say(said, Reason.TWICE, people.get(key).place().line());
            return Optional.empty();
        }
        var held = held(row, reader);
        var pupil = held.stream().anyMatch(role -> role.role() == Role.PUPIL);
        var name = reader.name(new FileName("", row.of("givenName"), row.of("familyName"), knownAs(row)), true);
        var enabled = reader.yesNo(row.of("enabledUser"));
        if (Boolean.FALSE.equals(enabled)) {
            reader.say(said, Reason.SWITCHED_OFF);
        }
        var grades = YearText.readAll(row.of("grades"));
        var identifier = row.of("identifier");
        var upn = upn(row);
        var schoolKeys = new LinkedHashSet<>(row.list("orgSourcedIds"));
        roles.getOrDefault(key, List.of()).stream().map(RoleRow::school).forEach(schoolKeys::add);
        if (schoolKeys.isEmpty()) {
            schoolKeys.add(row.of("primaryOrgSourcedId"));
        }
        return name.map(given -> new FilePerson(
                key,
                reader.place(),
                held,
                given,
                reader.birthday(birthdays.getOrDefault(key, ""), pupil),
                pupil && grades.size() == 1 ? grades.getFirst() : null,
                upn.orElse(null),
                identifier.isEmpty() || identifier.equals(upn.orElse("")) ? null : identifier,
                reader.email(row.of("email")),
                reader.phone(row.of("sms").isEmpty() ? row.of("phone") : row.of("sms")),
                row.isEnded() || allEnded(key),
                knownSchools(schoolKeys)));
    }

    /** The user's roles here: rows of their own in 1.2, a column in 1.1. */
    private List<FileRole> held(Cells row, RowReader reader) {
        var rows = roles.getOrDefault(row.of("sourcedId"), List.of());
        if (rows.isEmpty() && !row.of("role").isEmpty()) {
            rows = List.of(new RoleRow(row.of("role"), null, null, false, ""));
        }
        if (rows.isEmpty()) {
            reader.say(row.of("familyName") + ", " + row.of("givenName"), Reason.NO_ROLE);
        }
        var held = new LinkedHashMap<Role, FileRole>();
        for (var one : rows) {
            role(one.role(), reader)
                    .ifPresent(role -> held.merge(
                            role,
                            new FileRole(
                                    role, one.from(), one.ended() && one.until() == null ? effective : one.until()),
                            OneRosterReader::longer));
        }
        return List.copyOf(held.values());
    }

    /** The standard's heading, or the way some systems misspell it. */
    private static String knownAs(Cells row) {
        var known = row.of("preferredGivenName");
        return known.isEmpty() ? row.of("prefferedGivenName") : known;
    }

    private static FileRole longer(FileRole a, FileRole b) {
        return a.until() == null || (b.until() != null && a.until().isAfter(b.until())) ? a : b;
    }

    /** No file hands out rights over others: administrators and principals are given theirs by hand. */
    private static Optional<Role> role(String text, RowReader reader) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "student" -> Optional.of(Role.PUPIL);
            case "parent", "guardian", "relative" -> Optional.of(Role.PARENT);
            case "teacher" -> Optional.of(Role.TEACHER);
            case "aide" -> Optional.of(Role.TEACHING_ASSISTANT);
            case "proctor", "counselor" -> Optional.of(Role.SUPPORT_STAFF);
            case "administrator", "principal", "siteadministrator", "districtadministrator", "systemadministrator" -> {
                reader.say(text, Reason.ROLE_BY_HAND);
                yield Optional.of(Role.SUPPORT_STAFF);
            }
            default -> {
                reader.say(text, Reason.ROLE_NOT_UNDERSTOOD);
                yield Optional.empty();
            }
        };
    }

    private static Optional<String> upn(Cells row) {
        var among = UPN_AMONG_IDS.matcher(row.of("userIds"));
        return Stream.of(
                        row.of("metadata.upn"), row.of("upn"), among.find() ? among.group(1) : "", row.of("identifier"))
                .map(Upn::check)
                .flatMap(check -> check instanceof Upn.Check.Good(var upn) ? Stream.of(upn.value()) : Stream.empty())
                .findFirst();
    }

    private boolean allEnded(String user) {
        var rows = roles.getOrDefault(user, List.of());
        return !rows.isEmpty() && rows.stream().allMatch(RoleRow::ended);
    }

    private Set<String> knownSchools(Set<String> keys) {
        return keys.stream().filter(schools::containsKey).collect(Collectors.toUnmodifiableSet());
    }

    /** Guardians stand in the pupil's row, or the pupils in the guardian's; real files do either, or both. */
    private void readAgents() {
        agents.forEach((key, named) -> {
            var user = people.get(key);
            for (var other : named) {
                var agent = people.get(other);
                if (user == null) {
                    continue;
                }
                if (agent == null) {
                    findings.add(at(user, other, Reason.UNKNOWN_PERSON));
                } else if (user.is(Role.PUPIL)) {
                    addGuardian(user, agent, user);
                } else if (agent.is(Role.PUPIL) && user.is(Role.PARENT)) {
                    addGuardian(agent, user, user);
                }
            }
        });
    }

    private void addGuardian(FilePerson pupil, FilePerson guardian, FilePerson saidBy) {
        if (!guardian.is(Role.PARENT)) {
            findings.add(Finding.of(
                    saidBy.place().part(),
                    saidBy.place().line(),
                    guardian.name().given() + " " + guardian.name().family(),
                    Reason.AGENT_IS_NO_GUARDIAN,
                    pupil.name().given()));
            return;
        }
        var order = 1
                + (int) guardians.values().stream()
                        .filter(g -> g.pupilKey().equals(pupil.key()))
                        .count();
        guardians.putIfAbsent(
                pupil.key() + " " + guardian.key(),
                new FileGuardian(
                        saidBy.place(),
                        pupil.key(),
                        guardian.key(),
                        Relation.PARENT,
                        Responsibility.NOT_SAID,
                        order,
                        null,
                        Caution.NONE,
                        ""));
    }

    private static Finding at(FilePerson person, String said, Reason reason) {
        return Finding.of(person.place().part(), person.place().line(), said, reason);
    }

    private void readClasses() throws UnusableFile {
        for (var row : part("classes.csv", "sourcedId", "title")) {
            var key = row.of("sourcedId");
            var name = row.of("title");
            var reader = row.reader();
            if (key.isEmpty()) {
                reader.say(name, Reason.NO_KEY);
            } else if (name.isEmpty() || name.length() > Limits.NAME) {
                reader.say(key, name.isEmpty() ? Reason.NO_NAME : Reason.NAME_TOO_LONG, Limits.NAME);
            } else if (classes.containsKey(key)) {
                reader.say(name, Reason.TWICE, classes.get(key).place().line());
            } else {
                classes.put(key, fileClass(row, key, name));
            }
            findings.addAll(reader.findings());
        }
    }

    private FileClass fileClass(Cells row, String key, String name) {
        return new FileClass(
                key,
                row.place(),
                name,
                row.of("classType").equalsIgnoreCase("homeroom") ? ClassKind.FORM : ClassKind.LESSON,
                YearText.readAll(row.of("grades")),
                row.of("location"),
                row.list("termSourcedIds").stream()
                        .map(years::get)
                        .filter(Objects::nonNull)
                        .max(Integer::compare)
                        .orElse(null),
                row.isEnded(),
                knownSchools(new HashSet<>(row.list("schoolSourcedId"))));
    }

    private void readEnrolments() throws UnusableFile {
        for (var row : part("enrollments.csv", "classSourcedId", "userSourcedId", "role")) {
            var reader = row.reader();
            var from = reader.date(row.of("beginDate"));
            var until = reader.date(row.of("endDate"));
            if (from != null && until != null && until.isBefore(from)) {
                reader.say(row.of("endDate"), Reason.ENDS_BEFORE_IT_BEGINS);
            }
            var part = classPart(row, reader);
            if (part.isPresent() && !reader.isRejected()) {
                var enrolment = new FileEnrolment(
                        row.place(),
                        row.of("classSourcedId"),
                        row.of("userSourcedId"),
                        part.get(),
                        from,
                        until,
                        row.isEnded());
                var twin = enrolments.putIfAbsent(
                        "%s %s %s".formatted(enrolment.classKey(), enrolment.personKey(), from), enrolment);
                if (twin != null) {
                    reader.say(row.of("sourcedId"), Reason.TWICE, twin.place().line());
                }
            }
            findings.addAll(reader.findings());
        }
    }

    private Optional<ClassPart> classPart(Cells row, RowReader reader) {
        var user = people.get(row.of("userSourcedId"));
        return switch (row.of("role").toLowerCase(Locale.ROOT)) {
            case "student" -> {
                if (user != null && !user.is(Role.PUPIL)) {
                    reader.say(user.name().given() + " " + user.name().family(), Reason.ADULT_AMONG_PUPILS);
                    yield Optional.of(ClassPart.HELPER);
                }
                yield Optional.of(ClassPart.PUPIL);
            }
            case "teacher" -> Optional.of(ClassPart.TEACHER);
            case "aide", "administrator", "proctor" -> Optional.of(ClassPart.HELPER);
            default -> {
                reader.say(row.of("role"), Reason.ROLE_NOT_UNDERSTOOD);
                yield Optional.empty();
            }
        };
    }

    /** The rows of a part that may be absent; when it is there it must have these columns. */
    private List<Cells> part(String name, String... required) throws UnusableFile {
        if (!zip.has(name)) {
            return List.of();
        }
        var table = table(name, COLUMNS.getOrDefault(name.toLowerCase(Locale.ROOT), Set.of())::contains);
        require(table, required);
        return rows(table);
    }

    private Table table(String name, Predicate<String> wanted) throws UnusableFile {
        var bytes = zip.part(name).orElseThrow(() -> new UnusableFile(Fault.PART_MISSING, name));
        var table = TableReader.read(
                name, bytes, heading -> wanted.test(Headings.compact(heading)), TableReader.Likeness.FIRST_ROW);
        findings.addAll(table.findings());
        return table;
    }

    private static void require(Table table, String... columns) throws UnusableFile {
        var compact = table.headings().stream().map(Headings::compact).toList();
        for (var column : columns) {
            if (!compact.contains(Headings.compact(column))) {
                throw new UnusableFile(Fault.COLUMN_MISSING, table.name(), column);
            }
        }
    }

    private List<Cells> rows(Table table) {
        var columns = new HashMap<String, Integer>();
        for (int i = 0; i < table.headings().size(); i++) {
            columns.putIfAbsent(Headings.compact(table.headings().get(i)), i);
        }
        return table.rows().stream()
                .map(row -> new Cells(table.name(), columns, row))
                .toList();
    }

    /** The cells of one row by their columns' names. */
    private final class Cells {
        private final String part;
        private final Map<String, Integer> columns;
        private final Table.Row row;

        Cells(String part, Map<String, Integer> columns, Table.Row row) {
            this.part = part;
            this.columns = columns;
            this.row = row;
        }

        String of(String column) {
            var place = columns.get(Headings.compact(column));
            return place == null ? "" : row.cells().get(place);
        }

        List<String> list(String column) {
            return Arrays.stream(of(column).split(",", -1))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .toList();
        }

        /** Blank means active: in a bundle that lists everything the column need not be filled. */
        boolean isEnded() {
            var status = of("status");
            return status.equalsIgnoreCase("tobedeleted") || status.equalsIgnoreCase("inactive");
        }

        Place place() {
            return new Place(part, row.line());
        }

        RowReader reader() {
            return new RowReader(place(), effective);
        }
    }
}

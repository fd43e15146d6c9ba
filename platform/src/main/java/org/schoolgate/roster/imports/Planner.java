package org.schoolgate.roster.imports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.Census;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.Guardian;
import org.schoolgate.roster.GuardianFacts;
import org.schoolgate.roster.IdSource;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.Membership;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.PersonName;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.Source;
import org.schoolgate.roster.Span;
import org.schoolgate.roster.imports.Act.Who;
import org.schoolgate.roster.imports.FileContent.FileEnrolment;
import org.schoolgate.roster.imports.FileContent.FileGuardian;
import org.schoolgate.roster.imports.FileContent.FilePerson;
import org.schoolgate.roster.imports.FileContent.FileRole;
import org.schoolgate.roster.imports.FileContent.Shape;
import org.schoolgate.roster.imports.ImportPreview.Changed;
import org.schoolgate.roster.imports.ImportPreview.Joiner;
import org.schoolgate.roster.imports.ImportPreview.Leaver;
import org.schoolgate.roster.imports.ImportPreview.Mover;

/** Compares a file with the school and says what would have to be done. Touches nothing. */
final class Planner {
    private final FileContent content;
    private final Census census;
    private final LocalDate day;
    private final AcademicYear year;
    private final Rules rules;
    private final Matching matching;
    private final ClassPlan classes;
    private final Map<PersonId, Census.Entry> byId;
    private final List<Finding> findings = new ArrayList<>();

    private final List<List<Act>> steps = new ArrayList<>();
    private final List<Joiner> joiners = new ArrayList<>();
    private final List<Mover> movers = new ArrayList<>();
    private final List<Leaver> leavers = new ArrayList<>();
    private final List<Changed> changed = new ArrayList<>();
    private int staying;
    private int former;
    private int gone;

    /**
     * What the school's settings say.
     *
     * @param lastYear the year group after which pupils have finished
     */
    record Rules(int limitPercent, int stopPercent, int lastYear) {}

    private Planner(FileContent content, Census census, Rules rules) {
        this.content = content;
        this.census = census;
        this.day = census.day();
        this.year = AcademicYear.of(day);
        this.rules = rules;
        this.matching = Matching.of(content, census);
        this.classes = ClassPlan.of(content, census);
        this.byId = census.people().stream().collect(Collectors.toMap(Census.Entry::id, Function.identity()));
    }

    static Plan plan(FileContent content, Census census, Rules rules) {
        return new Planner(content, census, rules).plan();
    }

    private Plan plan() {
        findings.addAll(content.findings());
        findings.addAll(matching.findings());
        steps.addAll(classes.openings());
        var enrolments = enrolments();
        for (var person : content.people()) {
            if (!matching.isRejected(person.key())) {
                plan(person, enrolments.getOrDefault(person.key(), List.of()));
            }
        }
        planGuardians();
        var missing = missing();
        missing.forEach(this::planMissing);
        steps.addAll(classes.closings(stillThere()));
        return new Plan(preview(), List.copyOf(steps));
    }

    private ImportPreview preview() {
        var pupils = census.people().stream()
                .filter(entry -> entry.is(Role.PUPIL, day.minusDays(1)) || entry.is(Role.PUPIL, day))
                .toList();
        var people = content.people();
        var preview = new ImportPreview(
                day,
                pupils.size(),
                new ImportPreview.Read(
                        people.size(),
                        count(people, Role.PUPIL),
                        (int) people.stream().filter(Planner::isStaff).count(),
                        (int) people.stream()
                                .filter(person -> person.is(Role.PARENT) && !isStaff(person))
                                .count(),
                        content.classes().size(),
                        content.enrolments().size()),
                List.copyOf(joiners),
                List.copyOf(movers),
                List.copyOf(leavers),
                List.copyOf(changed),
                staying,
                former,
                gone,
                classes.notes(),
                sorted(findings),
                guard(pupils),
                "");
        return preview.withFingerprint(Fingerprint.of(preview));
    }

    private static int count(List<FilePerson> people, Role role) {
        return (int) people.stream().filter(person -> person.is(role)).count();
    }

    private static boolean isStaff(FilePerson person) {
        return person.roles().stream().anyMatch(held -> held.role().isStaff());
    }

    /** Part by part in the order of the file, each by its lines. */
    private static List<Finding> sorted(Collection<Finding> findings) {
        return findings.stream()
                .distinct()
                .sorted(Comparator.comparing(Finding::part).thenComparingInt(Finding::line))
                .toList();
    }

    private Guard guard(List<Census.Entry> pupils) {
        var finishing = pupils.stream().filter(this::hasFinished).count();
        var pupilsLeaving = leavers.stream()
                .filter(leaver -> leaver.role() == Role.PUPIL && leaver.reason() != LeavingReason.FINISHED)
                .count();
        var staff = census.people().stream()
                .filter(entry -> entry.memberships().stream()
                        .anyMatch(one -> one.role().isStaff() && one.span().contains(day)))
                .count();
        var staffLeaving = leavers.stream()
                .filter(leaver -> leaver.role().isStaff())
                .map(Leaver::id)
                .distinct()
                .count();
        var ofPupils = new Guard(
                (int) pupilsLeaving, (int) (pupils.size() - finishing), rules.limitPercent(), rules.stopPercent());
        var ofStaff = new Guard((int) staffLeaving, (int) staff, rules.limitPercent(), rules.stopPercent());
        return ofStaff.says().compareTo(ofPupils.says()) > 0 ? ofStaff : ofPupils;
    }

    /** Whether a pupil was in the last year of the school, and that year is over. */
    private boolean hasFinished(Census.Entry entry) {
        return entry.year() != null
                && entry.year().compareTo(year) < 0
                && entry.yearGroup() != null
                && entry.yearGroup() >= rules.lastYear();
    }

    private Map<String, List<FileEnrolment>> enrolments() {
        var byPerson = new HashMap<String, List<FileEnrolment>>();
        var inFile = content.people().stream().map(FilePerson::key).collect(Collectors.toSet());
        var mentioned =
                content.mentions().stream().map(FileContent.Mention::key).collect(Collectors.toSet());
        for (var enrolment : content.enrolments()) {
            if (!inFile.contains(enrolment.personKey())
                    && (content.complete() || knownBefore(enrolment.personKey()).isEmpty())) {
                if (!mentioned.contains(enrolment.personKey())) {
                    orphan(enrolment, enrolment.personKey(), Reason.UNKNOWN_PERSON);
                }
            } else if (classes.find(enrolment.classKey()).isEmpty()) {
                orphan(enrolment, enrolment.classKey(), Reason.UNKNOWN_CLASS);
            } else {
                byPerson.computeIfAbsent(enrolment.personKey(), _ -> new ArrayList<>())
                        .add(enrolment);
            }
        }
        byPerson.forEach((key, ofPerson) -> {
            if (!inFile.contains(key)) {
                knownBefore(key).ifPresent(entry -> planPlacesOnly(entry, ofPerson));
            }
        });
        return byPerson;
    }

    /** Somebody whom a bundle of changes does not list because nothing of theirs changed. */
    private Optional<Census.Entry> knownBefore(String key) {
        return census.people().stream()
                .filter(entry -> content.shape().hasLastingKeys()
                        && entry.ids(IdSource.ONEROSTER).contains(key))
                .findFirst();
    }

    private void orphan(FileEnrolment enrolment, String said, Reason reason) {
        findings.add(Finding.of(enrolment.place().part(), enrolment.place().line(), said, reason));
    }

    private void planPlacesOnly(Census.Entry entry, List<FileEnrolment> enrolments) {
        var acts = new ArrayList<Act>();
        var what = new LinkedHashSet<Changed.What>();
        planPlaces(Who.known(entry.id()), entry, enrolments, acts, what);
        if (!acts.isEmpty()) {
            steps.add(acts);
            changed.add(new Changed(entry.id(), entry.person().name(), List.copyOf(what)));
        }
    }

    private void plan(FilePerson person, List<FileEnrolment> enrolments) {
        var known = matching.known(person.key());
        if (known.isEmpty()) {
            planUnknown(person, enrolments);
        } else {
            planKnown(person, known.get(), enrolments);
        }
    }

    private void planUnknown(FilePerson person, List<FileEnrolment> enrolments) {
        if (isGone(person)) {
            gone++;
            return;
        }
        var who = new Who(null, person.key());
        var acts = new ArrayList<Act>();
        var now = person.roles().stream().filter(role -> !isOver(role)).toList();
        var over = person.roles().stream().filter(this::isOver).toList();
        var newPerson = new NewPerson(name(person, null), person.born(), person.email(), person.phone(), person.upn());
        if (now.isEmpty()) {
            former++;
            acts.add(new Act.Recall(
                    who, newPerson, over.stream().map(this::membership).toList()));
        } else {
            acts.add(new Act.Join(who, newPerson, membership(now.getFirst())));
            now.stream().skip(1).forEach(role -> acts.add(new Act.Begin(who, membership(role))));
        }
        knowAs(person, who, Set.of(), acts);
        if (person.yearGroup() != null) {
            acts.add(new Act.SetYear(who, year, person.yearGroup(), day));
        }
        planPlaces(who, null, enrolments, acts, new LinkedHashSet<>());
        steps.add(acts);
        if (!now.isEmpty()) {
            joiners.add(joiner(person, now.getFirst(), enrolments));
        }
    }

    private Joiner joiner(FilePerson person, FileRole role, List<FileEnrolment> enrolments) {
        var reachable = person.email() != null || person.phone() != null;
        if (person.is(Role.PUPIL)) {
            var guardians = content.guardians().stream()
                    .filter(link -> link.pupilKey().equals(person.key()))
                    .map(FileGuardian::guardianKey)
                    .collect(Collectors.toSet());
            reachable = content.people().stream()
                    .filter(adult -> guardians.contains(adult.key()))
                    .anyMatch(adult -> adult.email() != null || adult.phone() != null);
        }
        return new Joiner(
                name(person, null), role.role(), person.yearGroup(), className(enrolments), reachable, first(role));
    }

    private @Nullable String className(List<FileEnrolment> enrolments) {
        return enrolments.stream()
                .filter(enrolment -> enrolment.part() == ClassPart.PUPIL && isNow(enrolment))
                .flatMap(enrolment -> classes.find(enrolment.classKey()).stream())
                .sorted(Comparator.comparing(SchoolClass::kind))
                .map(SchoolClass::name)
                .findFirst()
                .orElse(null);
    }

    private void planKnown(FilePerson person, Census.Entry entry, List<FileEnrolment> enrolments) {
        var who = Who.known(entry.id());
        var acts = new ArrayList<Act>();
        var what = new LinkedHashSet<Changed.What>();
        planDetails(person, entry, acts, what);
        if (knowAs(person, who, entry.ids(), acts)) {
            what.add(Changed.What.NUMBER);
        }
        var before = leavers.size();
        var came = planRoles(person, entry, acts, what);
        var left = leavers.size() > before;
        var yearMoves = !left && planYear(person, who, entry, acts);
        var placeMoves = !left && planPlaces(who, entry, enrolments, acts, what);
        if (!acts.isEmpty()) {
            steps.add(acts);
        }
        tell(person, entry, enrolments, what, came, left, yearMoves || placeMoves);
    }

    private void tell(
            FilePerson person,
            Census.Entry entry,
            List<FileEnrolment> enrolments,
            Set<Changed.What> what,
            boolean came,
            boolean left,
            boolean moves) {
        if (came) {
            joiners.add(joiner(person, person.roles().getFirst(), enrolments));
        } else if (moves && entry.is(Role.PUPIL, day)) {
            var className = className(enrolments);
            movers.add(new Mover(
                    entry.id(),
                    name(person, entry.person()),
                    entry.yearGroup(),
                    className(entry),
                    person.yearGroup() == null ? entry.yearGroup() : person.yearGroup(),
                    className == null ? className(entry) : className));
        } else if (!left && what.isEmpty()) {
            staying++;
        }
        if (!what.isEmpty() && !came) {
            changed.add(new Changed(entry.id(), name(person, entry.person()), List.copyOf(what)));
        }
    }

    private void planDetails(FilePerson person, Census.Entry entry, List<Act> acts, Set<Changed.What> what) {
        var before = entry.person();
        var after = new Person(
                before.id(),
                name(person, before),
                person.born() == null ? before.born() : person.born(),
                person.email() == null ? before.email() : person.email(),
                person.phone() == null ? before.phone() : person.phone());
        note(what, Changed.What.NAME, before.name(), after.name());
        note(what, Changed.What.BORN, before.born(), after.born());
        note(what, Changed.What.EMAIL, before.email(), after.email());
        note(what, Changed.What.PHONE, before.phone(), after.phone());
        if (!after.equals(before)) {
            acts.add(new Act.Change(after));
        }
    }

    private static void note(
            Set<Changed.What> what, Changed.What field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            what.add(field);
        }
    }

    /** Blank cells do not wipe out what the school knows. */
    private static PersonName name(FilePerson person, @Nullable Person before) {
        var said = person.name();
        var old = before == null ? null : before.name();
        return new PersonName(
                said.title().isEmpty() && old != null ? old.title() : said.title(),
                said.given().isEmpty() && old != null ? old.given() : said.given(),
                said.family(),
                said.knownAs().isEmpty() && old != null ? old.knownAs() : said.knownAs());
    }

    private boolean knowAs(FilePerson person, Who who, Set<Census.KnownAs> known, List<Act> acts) {
        var before = acts.size();
        know(who, IdSource.UPN, person.upn(), known, acts);
        know(who, IdSource.RECORDS, person.localId(), known, acts);
        var upnChanges = acts.size() > before;
        if (content.shape().hasLastingKeys()) {
            know(who, IdSource.ONEROSTER, person.key(), known, acts);
        }
        return upnChanges;
    }

    private static void know(
            Who who, IdSource source, @Nullable String value, Set<Census.KnownAs> known, List<Act> acts) {
        if (value != null && !known.contains(new Census.KnownAs(source, value))) {
            acts.add(new Act.Know(who, source, value));
        }
    }

    /** Begins and ends the roles that the file tells of; true if somebody comes who was not here. */
    private boolean planRoles(FilePerson person, Census.Entry entry, List<Act> acts, Set<Changed.What> what) {
        var wasHere = entry.memberships().stream().anyMatch(one -> one.span().contains(day));
        var came = false;
        for (var role : person.roles()) {
            var here = entry.memberships().stream()
                    .filter(one -> one.role() == role.role() && one.span().contains(day))
                    .findFirst();
            if (person.leaving() || isOver(role)) {
                here.ifPresent(one -> leave(entry, role.role(), lastDay(role), LeavingReason.RECORDED, acts));
            } else if (here.isEmpty()) {
                acts.add(new Act.Begin(Who.known(entry.id()), membership(role)));
                came |= !wasHere;
                if (wasHere) {
                    what.add(Changed.What.ROLE);
                }
            } else if (role.until() != null
                    && !role.until().equals(here.get().span().lastDay())) {
                acts.add(new Act.Leave(entry.id(), role.role(), role.until(), LeavingReason.RECORDED));
                what.add(Changed.What.LAST_DAY);
            }
        }
        if (content.complete() && isStaff(person)) {
            entry.memberships().stream()
                    .filter(this::isOfStaffAndFiles)
                    .filter(one -> !person.is(one.role()))
                    .forEach(one -> {
                        acts.add(new Act.Leave(entry.id(), one.role(), day.minusDays(1), LeavingReason.RECORDED));
                        what.add(Changed.What.ROLE);
                    });
        }
        return came;
    }

    private void leave(Census.Entry entry, Role role, LocalDate lastDay, LeavingReason reason, List<Act> acts) {
        acts.add(new Act.Leave(entry.id(), role, lastDay, reason));
        leavers.add(new Leaver(
                entry.id(), entry.person().name(), role, entry.yearGroup(), className(entry), reason, lastDay));
    }

    private @Nullable String className(Census.Entry entry) {
        return entry.placements().stream()
                .filter(place -> place.part() == ClassPart.PUPIL)
                .flatMap(place ->
                        census.classes().stream().filter(one -> one.id().equals(place.schoolClass())))
                .map(SchoolClass::name)
                .findFirst()
                .orElse(null);
    }

    private boolean planYear(FilePerson person, Who who, Census.Entry entry, List<Act> acts) {
        if (person.yearGroup() == null
                || (year.equals(entry.year()) && person.yearGroup().equals(entry.yearGroup()))) {
            return false;
        }
        acts.add(new Act.SetYear(who, year, person.yearGroup(), day));
        return true;
    }

    /** Places somebody as the file says; true if a pupil's class on that day is another. */
    private boolean planPlaces(
            Who who,
            Census.@Nullable Entry entry,
            List<FileEnrolment> enrolments,
            List<Act> acts,
            Set<Changed.What> what) {
        var wanted = new LinkedHashMap<Census.Placement, Span>();
        var history = new ArrayList<Act>();
        for (var enrolment : enrolments) {
            var into = classes.find(enrolment.classKey()).orElseThrow();
            var span = span(enrolment, into);
            if (span.contains(day)) {
                wanted.put(new Census.Placement(into.id(), enrolment.part(), Source.FILE), span);
            } else if (entry == null) {
                history.add(new Act.Place(who, into.id(), enrolment.part(), span));
            } else if (span.firstDay().isAfter(day)) {
                history.add(new Act.Place(who, into.id(), enrolment.part(), span));
            }
        }
        var is = entry == null ? List.<Census.Placement>of() : entry.placements();
        var moves = false;
        for (var place : wanted.entrySet()) {
            if (is.stream().noneMatch(one -> isSamePlace(one, place.getKey()))) {
                acts.add(new Act.Place(
                        who, place.getKey().schoolClass(), place.getKey().part(), place.getValue()));
                moves |= place.getKey().part() == ClassPart.PUPIL;
                if (place.getKey().part() != ClassPart.PUPIL) {
                    what.add(Changed.What.CLASS);
                }
            }
        }
        acts.addAll(history);
        for (var place : is) {
            if (wanted.keySet().stream().noneMatch(one -> isSamePlace(one, place)) && isOut(place, enrolments)) {
                acts.add(new Act.TakeOut(who, place.schoolClass(), place.part(), day.minusDays(1)));
                moves |= place.part() == ClassPart.PUPIL;
                if (place.part() != ClassPart.PUPIL) {
                    what.add(Changed.What.CLASS);
                }
            }
        }
        return moves;
    }

    private static boolean isSamePlace(Census.Placement a, Census.Placement b) {
        return a.schoolClass().equals(b.schoolClass()) && a.part() == b.part();
    }

    /** Whether somebody is no longer where they were: the file would say so, and nobody put them there by hand. */
    private boolean isOut(Census.Placement place, List<FileEnrolment> enrolments) {
        var kind = kind(place.schoolClass());
        var byHand = place.source() == Source.HAND;
        if (byHand && (place.part() != ClassPart.PUPIL || kind == ClassKind.LESSON)) {
            return false;
        }
        if (enrolments.stream().anyMatch(one -> !isNow(one) && isOf(one, place.schoolClass()))) {
            return true;
        }
        var now = enrolments.stream()
                .filter(one -> one.part() == place.part() && isNow(one))
                .flatMap(one -> classes.find(one.classKey()).stream())
                .toList();
        return content.complete()
                && (kind == ClassKind.LESSON
                        ? content.shape() == Shape.ONEROSTER && !now.isEmpty()
                        : now.stream().anyMatch(one -> one.kind() == ClassKind.FORM));
    }

    private boolean isOf(FileEnrolment enrolment, ClassId id) {
        return classes.find(enrolment.classKey())
                .filter(one -> one.id().equals(id))
                .isPresent();
    }

    private ClassKind kind(ClassId id) {
        return census.classes().stream()
                .filter(one -> one.id().equals(id))
                .map(SchoolClass::kind)
                .findFirst()
                .orElse(ClassKind.LESSON);
    }

    private boolean isNow(FileEnrolment enrolment) {
        return classes.find(enrolment.classKey())
                .map(into -> span(enrolment, into).contains(day))
                .orElse(false);
    }

    /** From when until when the file places somebody; without dates, for as long as the class goes on. */
    private Span span(FileEnrolment enrolment, SchoolClass into) {
        var past = into.year().compareTo(year) < 0;
        var first =
                enrolment.from() != null ? enrolment.from() : past ? into.year().firstDay() : day;
        var last = enrolment.until() != null
                ? enrolment.until()
                : past ? into.year().lastDay() : null;
        if ((enrolment.ended() || into.closedOn() != null) && (last == null || !last.isBefore(day))) {
            last = day.minusDays(1);
        }
        return new Span(last != null && last.isBefore(first.minusDays(1)) ? last : first, last);
    }

    private void planGuardians() {
        var wanted = new HashSet<String>();
        for (var link : content.guardians()) {
            if (matching.isRejected(link.pupilKey()) || matching.isRejected(link.guardianKey())) {
                continue;
            }
            var pupil = who(link.pupilKey());
            var guardian = who(link.guardianKey());
            if (pupil.known() != null && guardian.known() != null) {
                wanted.add(pupil.known() + " " + guardian.known());
            }
            planGuardian(link, pupil, guardian);
        }
        if (content.complete() && !content.guardians().isEmpty()) {
            endGuardians(wanted);
        }
    }

    private Who who(String key) {
        return matching.known(key).map(entry -> Who.known(entry.id())).orElseGet(() -> new Who(null, key));
    }

    private void planGuardian(FileGuardian link, Who pupil, Who guardian) {
        if (isPassedOver(link.pupilKey()) || isPassedOver(link.guardianKey())) {
            return;
        }
        var before = census.guardians().stream()
                .filter(one ->
                        one.pupil().equals(pupil.known()) && one.person().id().equals(guardian.known()))
                .findFirst();
        var facts = facts(link, before.orElse(null));
        if (before.isEmpty() || !facts.equals(before.get().facts())) {
            steps.add(List.of(new Act.Guard(pupil, guardian, facts, day)));
            noteChange(pupil.known(), before.isEmpty() ? Changed.What.GUARDIAN_ADDED : Changed.What.GUARDIAN_CHANGED);
        }
    }

    private boolean isPassedOver(String key) {
        return matching.known(key).isEmpty()
                && content.people().stream()
                        .filter(person -> person.key().equals(key))
                        .allMatch(this::isGone);
    }

    /** Whether an unknown person has nothing to do here: has left, or is the parent of such pupils only. */
    private boolean isGone(FilePerson person) {
        if (person.leaving() || isStaff(person) || !person.is(Role.PARENT)) {
            return person.leaving();
        }
        var children = content.guardians().stream()
                .filter(link -> link.guardianKey().equals(person.key()))
                .map(FileGuardian::pupilKey)
                .collect(Collectors.toSet());
        return !children.isEmpty()
                && content.people().stream()
                        .filter(pupil -> children.contains(pupil.key()))
                        .allMatch(pupil -> pupil.leaving() || matching.isRejected(pupil.key()));
    }

    /** What the file does not say stays as it was: a bundle without court orders does not lift one. */
    private static GuardianFacts facts(FileGuardian link, @Nullable Guardian before) {
        if (before == null) {
            return new GuardianFacts(
                    link.relation(),
                    link.responsibility(),
                    link.order(),
                    link.livesWith(),
                    link.caution(),
                    link.note());
        }
        return new GuardianFacts(
                link.relation() == Relation.PARENT || link.relation() == Relation.OTHER
                        ? before.relation()
                        : link.relation(),
                link.responsibility() == Responsibility.NOT_SAID ? before.responsibility() : link.responsibility(),
                link.order(),
                link.livesWith() == null ? before.livesWith() : link.livesWith(),
                link.caution() == Caution.NONE ? before.caution() : link.caution(),
                link.note().isEmpty() ? before.note() : link.note(),
                link.caution() == Caution.NONE || link.caution() == before.caution() ? before.cautionUntil() : null);
    }

    /** Ends what files brought and this file no longer says, of pupils that it lists. */
    private void endGuardians(Set<String> wanted) {
        var listed = content.people().stream()
                .flatMap(person -> matching.known(person.key()).stream())
                .map(Census.Entry::id)
                .collect(Collectors.toSet());
        for (var guardian : census.guardians()) {
            if (guardian.source() == Source.FILE
                    && listed.contains(guardian.pupil())
                    && !wanted.contains(
                            guardian.pupil() + " " + guardian.person().id())) {
                steps.add(List.of(
                        new Act.EndGuard(guardian.pupil(), guardian.person().id(), day.minusDays(1))));
                noteChange(guardian.pupil(), Changed.What.GUARDIAN_ENDED);
            }
        }
    }

    private void noteChange(@Nullable PersonId pupil, Changed.What what) {
        var entry = pupil == null ? null : byId.get(pupil);
        if (entry == null) {
            return;
        }
        for (int i = 0; i < changed.size(); i++) {
            var one = changed.get(i);
            if (one.id().equals(pupil)) {
                var more = new LinkedHashSet<>(one.what());
                more.add(what);
                changed.set(i, new Changed(one.id(), one.name(), List.copyOf(more)));
                return;
            }
        }
        changed.add(new Changed(entry.id(), entry.person().name(), List.of(what)));
        if (movers.stream().noneMatch(mover -> mover.id().equals(pupil)) && staying > 0) {
            staying--;
        }
    }

    /** People of the kinds that the file lists whole, whom it does not name. */
    private List<Census.Entry> missing() {
        if (!content.complete()) {
            return List.of();
        }
        var named = matching.named();
        var pupils = content.people().stream().anyMatch(person -> person.is(Role.PUPIL));
        var staff = content.people().stream().anyMatch(Planner::isStaff);
        return census.people().stream()
                .filter(entry -> !named.contains(entry.id()))
                .filter(entry -> (pupils && entry.is(Role.PUPIL, day)) || (staff && isStaffOfFiles(entry)))
                .toList();
    }

    private boolean isStaffOfFiles(Census.Entry entry) {
        return entry.memberships().stream().anyMatch(this::isOfStaffAndFiles);
    }

    private boolean isOfStaffAndFiles(Membership one) {
        return one.role().isStaff() && one.source() == Source.FILE && one.span().contains(day);
    }

    private void planMissing(Census.Entry entry) {
        var acts = new ArrayList<Act>();
        var yesterday = day.minusDays(1);
        if (entry.is(Role.PUPIL, day) && content.shape() != Shape.OWN_STAFF) {
            leave(
                    entry,
                    Role.PUPIL,
                    yesterday,
                    hasFinished(entry) ? LeavingReason.FINISHED : LeavingReason.NOT_LISTED,
                    acts);
        }
        entry.memberships().stream()
                .filter(this::isOfStaffAndFiles)
                .filter(_ -> content.shape() != Shape.OWN_PUPILS)
                .forEach(one -> leave(entry, one.role(), yesterday, LeavingReason.NOT_LISTED, acts));
        if (!acts.isEmpty()) {
            steps.add(acts);
        }
    }

    /** Classes in which somebody stays after the file: those do not close. */
    private Set<ClassId> stillThere() {
        var leaving = leavers.stream().map(Leaver::id).collect(Collectors.toSet());
        var out = steps.stream()
                .flatMap(List::stream)
                .filter(Act.TakeOut.class::isInstance)
                .map(Act.TakeOut.class::cast)
                .map(act -> act.who().known() + " " + act.outOf())
                .collect(Collectors.toSet());
        return census.people().stream()
                .filter(entry -> !leaving.contains(entry.id()))
                .flatMap(entry -> entry.placements().stream()
                        .filter(place -> place.part() == ClassPart.PUPIL)
                        .filter(place -> !out.contains(entry.id() + " " + place.schoolClass()))
                        .map(Census.Placement::schoolClass))
                .collect(Collectors.toSet());
    }

    private boolean isOver(FileRole role) {
        return role.until() != null && role.until().isBefore(day);
    }

    private LocalDate lastDay(FileRole role) {
        return isOver(role) && role.until() != null ? role.until() : day.minusDays(1);
    }

    private LocalDate first(FileRole role) {
        return role.from() == null ? day : role.from();
    }

    private Membership membership(FileRole role) {
        var first = role.from();
        if (first == null) {
            first = isOver(role) && role.until() != null ? role.until() : day;
        }
        return new Membership(
                role.role(),
                new Span(first, role.until()),
                Source.FILE,
                role.until() == null ? null : LeavingReason.RECORDED);
    }
}

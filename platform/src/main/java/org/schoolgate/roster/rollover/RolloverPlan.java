package org.schoolgate.roster.rollover;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Census;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.rollover.RolloverPreview.Fate;
import org.schoolgate.roster.rollover.RolloverPreview.Group;
import org.schoolgate.roster.rollover.RolloverPreview.Line;

/** Works out who goes where in the coming year: the rule, and what somebody said against it. Touches nothing. */
final class RolloverPlan {
    /*
     * The classes of a school stay with their year groups: there is a Kingfishers for Year 6 every year, and pupils go
     * from one class to the next. Where a year has several classes, a letter in the name decides (3B to 4B), then the
     * place in the alphabet; where the numbers differ nobody knows, and somebody has to say.
     */
    private final Census census;
    private final AcademicYear into;
    private final Draft draft;
    private final int lastYear;
    private final List<PlannedClass> classes;
    private final Map<ClassId, SchoolClass> byId;
    private final Map<PersonId, Census.Entry> entries;

    private RolloverPlan(Census census, AcademicYear into, Draft draft, int lastYear) {
        this.census = census;
        this.into = into;
        this.draft = draft;
        this.lastYear = lastYear;
        this.byId = census.classes().stream().collect(Collectors.toMap(SchoolClass::id, Function.identity()));
        this.entries = census.people().stream().collect(Collectors.toMap(Census.Entry::id, Function.identity()));
        this.classes = classes();
    }

    /** What would happen on the day of the census, which is a day of the coming year. */
    static RolloverPreview of(Census census, AcademicYear into, Draft draft, int lastYear) {
        return new RolloverPlan(census, into, draft, lastYear).preview();
    }

    /** One class for each form of the old year: the same name, years, room and teachers, and an id that stays. */
    private List<PlannedClass> usual() {
        return oldForms(census, into).stream()
                .map(one -> new PlannedClass(
                        successor(one),
                        one.name(),
                        one.yearGroups(),
                        one.room(),
                        teachers(census, one.id()),
                        false,
                        false))
                .toList();
    }

    private UUID successor(SchoolClass one) {
        return UUID.nameUUIDFromBytes(
                "%s in %d".formatted(one.id(), into.startYear()).getBytes(StandardCharsets.UTF_8));
    }

    private static List<UUID> teachers(Census census, ClassId id) {
        return census.people().stream()
                .filter(entry -> entry.memberships().stream()
                        .anyMatch(one -> one.role().isStaff() && one.span().contains(census.day())))
                .filter(entry -> entry.placements().stream()
                        .anyMatch(place -> place.schoolClass().equals(id) && place.part() == ClassPart.TEACHER))
                .map(entry -> entry.id().value())
                .toList();
    }

    private static List<SchoolClass> oldForms(Census census, AcademicYear into) {
        return census.classes().stream()
                .filter(one ->
                        one.kind() == ClassKind.FORM && one.year().compareTo(into) < 0 && one.isOpen(census.day()))
                .sorted(byYearsAndName())
                .toList();
    }

    private static Comparator<SchoolClass> byYearsAndName() {
        return Comparator.comparingInt((SchoolClass one) -> youngest(one.yearGroups()))
                .thenComparing(SchoolClass::name)
                .thenComparing(one -> one.id().toString());
    }

    private static int youngest(List<Integer> years) {
        return years.stream().mapToInt(Integer::intValue).min().orElse(Integer.MAX_VALUE);
    }

    /** What is drafted, with the classes that have been made meanwhile in place of those that were to be made. */
    private List<PlannedClass> classes() {
        var made = census.classes().stream()
                .filter(one -> one.kind() == ClassKind.FORM && one.year().equals(into) && one.isOpen(census.day()))
                .map(one -> new PlannedClass(
                        one.id().value(),
                        one.name(),
                        one.yearGroups(),
                        one.room(),
                        teachers(census, one.id()),
                        true,
                        false))
                .toList();
        var usual = usual();
        var drafted = new ArrayList<PlannedClass>();
        usual.forEach(one -> drafted.add(draft.planned(one.id()).orElse(one)));
        draft.classes().stream()
                .filter(one -> usual.stream().noneMatch(known -> known.id().equals(one.id())))
                .forEach(drafted::add);
        var all = new ArrayList<>(made);
        drafted.stream()
                .filter(one -> made.stream().noneMatch(there -> there.name().equalsIgnoreCase(one.name())))
                .forEach(all::add);
        return all.stream()
                .sorted(Comparator.comparingInt((PlannedClass one) -> youngest(one.yearGroups()))
                        .thenComparing(PlannedClass::name))
                .toList();
    }

    private RolloverPreview preview() {
        var lines = census.people().stream()
                .filter(entry -> entry.is(Role.PUPIL, census.day()))
                .map(this::line)
                .toList();
        var closing = census.classes().stream()
                .filter(one -> one.year().compareTo(into) < 0 && one.isOpen(census.day()))
                .sorted(byYearsAndName())
                .toList();
        return new RolloverPreview(into, census.day(), lines, groups(lines), classes, closing, digest(lines, closing));
    }

    private Line line(Census.Entry entry) {
        var old = form(entry, false).orElse(null);
        var settled = form(entry, true).orElse(null);
        var choice = draft.pupils().get(entry.id().toString());
        if (choice != null) {
            return chosen(entry, old, choice);
        }
        if (entry.year() == null || entry.yearGroup() == null) {
            return line(entry, old, Fate.YEAR_UNKNOWN, null, null, false);
        }
        boolean there = entry.year().compareTo(into) >= 0;
        if (there && settled != null) {
            return line(entry, old, Fate.SETTLED, entry.yearGroup(), settled.id(), false);
        }
        int next = there
                ? entry.yearGroup()
                : entry.yearGroup() + into.startYear() - entry.year().startYear();
        if (!there && entry.yearGroup() >= lastYear) {
            return line(entry, old, Fate.FINISHES, null, null, false);
        }
        return line(entry, old, Fate.MOVES, next, settled == null ? place(old, next) : settled.id(), false);
    }

    private Line chosen(Census.Entry entry, @Nullable SchoolClass old, Choice choice) {
        if (choice.leaves()) {
            return line(entry, old, Fate.LEAVES, null, null, true);
        }
        var fate = Objects.equals(entry.yearGroup(), choice.yearGroup()) ? Fate.STAYS : Fate.MOVES;
        return line(entry, old, fate, choice.yearGroup(), open(choice.form()), true);
    }

    private Line line(
            Census.Entry entry,
            @Nullable SchoolClass old,
            Fate fate,
            @Nullable Integer year,
            @Nullable ClassId form,
            boolean chosen) {
        return new Line(
                entry.id(),
                entry.person().name(),
                entry.yearGroup(),
                old == null ? null : old.name(),
                fate,
                year,
                form,
                name(form),
                chosen);
    }

    private @Nullable String name(@Nullable ClassId form) {
        return classes.stream()
                .filter(one -> one.classId().equals(form))
                .map(PlannedClass::name)
                .findFirst()
                .orElse(null);
    }

    /** The form in which a pupil is: of the coming year, or of one before. */
    private Optional<SchoolClass> form(Census.Entry entry, boolean coming) {
        return entry.placements().stream()
                .filter(place -> place.part() == ClassPart.PUPIL)
                .map(place -> byId.get(place.schoolClass()))
                .filter(one -> one != null
                        && one.kind() == ClassKind.FORM
                        && one.year().equals(into) == coming)
                .max(Comparator.comparing(SchoolClass::year));
    }

    private @Nullable ClassId place(@Nullable SchoolClass old, int year) {
        var said = draft.groups().get(key(old, year));
        if (said != null) {
            return said.equals(Draft.NOWHERE) ? null : open(UUID.fromString(said));
        }
        var candidates =
                open().stream().filter(one -> one.yearGroups().contains(year)).toList();
        if (candidates.size() == 1) {
            return candidates.getFirst().classId();
        }
        return old == null ? null : several(old, candidates);
    }

    private @Nullable ClassId several(SchoolClass old, List<PlannedClass> candidates) {
        return sameName(old, candidates)
                .or(() -> sameLetter(old, candidates))
                .or(() -> samePlace(old, candidates))
                .map(PlannedClass::classId)
                .orElse(null);
    }

    /** A class for two years keeps those who stay in it. */
    private static Optional<PlannedClass> sameName(SchoolClass old, List<PlannedClass> candidates) {
        return candidates.stream()
                .filter(one -> one.name().equalsIgnoreCase(old.name()))
                .findFirst();
    }

    private static Optional<PlannedClass> sameLetter(SchoolClass old, List<PlannedClass> candidates) {
        var letter = withoutYear(old.name());
        if (letter.equals(old.name()) || letter.isEmpty()) {
            return Optional.empty();
        }
        var same = candidates.stream()
                .filter(one -> withoutYear(one.name()).equalsIgnoreCase(letter))
                .toList();
        return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }

    private static String withoutYear(String name) {
        return name.replaceAll("\\d+", "").strip();
    }

    private Optional<PlannedClass> samePlace(SchoolClass old, List<PlannedClass> candidates) {
        var beside = oldForms(census, into).stream()
                .filter(one -> one.yearGroups().equals(old.yearGroups()))
                .toList();
        return beside.size() == candidates.size() ? Optional.of(candidates.get(beside.indexOf(old))) : Optional.empty();
    }

    private List<PlannedClass> open() {
        return classes.stream().filter(one -> !one.leftOut()).toList();
    }

    private @Nullable ClassId open(@Nullable UUID form) {
        return open().stream()
                .filter(one -> one.id().equals(form))
                .map(PlannedClass::classId)
                .findFirst()
                .orElse(null);
    }

    private List<Group> groups(List<Line> lines) {
        var moving = lines.stream()
                .filter(line -> line.fate() == Fate.MOVES && !line.chosen())
                .collect(Collectors.groupingBy(this::keyOf));
        return moving.entrySet().stream()
                .map(entry -> {
                    var first = entry.getValue().getFirst();
                    return new Group(
                            entry.getKey(),
                            first.formBefore(),
                            Objects.requireNonNull(first.yearBefore()),
                            Objects.requireNonNull(first.year()),
                            entry.getValue().size(),
                            first.form());
                })
                .sorted(Comparator.comparingInt(Group::yearBefore)
                        .thenComparing(group -> Objects.requireNonNullElse(group.form(), "")))
                .toList();
    }

    private String keyOf(Line line) {
        var old = form(Objects.requireNonNull(entries.get(line.id())), false).orElse(null);
        return key(old, Objects.requireNonNull(line.year()));
    }

    private static String key(@Nullable SchoolClass old, int year) {
        return (old == null ? "none" : old.id().toString()) + "_" + year;
    }

    private String digest(List<Line> lines, List<SchoolClass> closing) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : List.of(census.day(), lines, classes, closing)) {
                digest.update((part + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

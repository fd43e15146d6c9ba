package org.schoolgate.roster.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Census;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.IdSource;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.imports.FileContent.FileClass;
import org.schoolgate.roster.imports.ImportPreview.ClassNote;

/** Which classes of a file the school has, which it gets, and which are over. */
final class ClassPlan {
    private final FileContent content;
    private final Census census;
    private final AcademicYear year;
    private final Map<String, SchoolClass> byKey = new LinkedHashMap<>();
    private final List<List<Act>> openings = new ArrayList<>();
    private final List<ClassNote> notes = new ArrayList<>();

    private ClassPlan(FileContent content, Census census) {
        this.content = content;
        this.census = census;
        this.year = AcademicYear.of(census.day());
    }

    static ClassPlan of(FileContent content, Census census) {
        var plan = new ClassPlan(content, census);
        content.classes().forEach(plan::add);
        return plan;
    }

    /** The class of this key of the file, or of an earlier one. */
    Optional<SchoolClass> find(String key) {
        return Optional.ofNullable(byKey.get(key)).or(() -> knownAs(key));
    }

    List<List<Act>> openings() {
        return openings;
    }

    List<ClassNote> notes() {
        return notes;
    }

    /** Forms of years that are over, which a list of all pupils no longer has. */
    List<List<Act>> closings(Set<ClassId> stillThere) {
        var listsPupils = content.people().stream().anyMatch(person -> person.is(Role.PUPIL));
        if (!content.complete() || !listsPupils) {
            return List.of();
        }
        var closings = new ArrayList<List<Act>>();
        for (var one : census.classes()) {
            if (one.kind() == ClassKind.FORM
                    && one.isOpen(census.day())
                    && one.year().compareTo(year) < 0
                    && !byKey.containsValue(one)
                    && !stillThere.contains(one.id())) {
                closings.add(List.of(new Act.CloseClass(one.id(), census.day())));
                notes.add(new ClassNote(one.name(), ClassNote.Fate.CLOSED));
            }
        }
        return closings;
    }

    private void add(FileClass said) {
        var itsYear = said.year() == null ? year : new AcademicYear(said.year());
        var before = knownAs(said.key())
                .filter(one -> one.year().equals(itsYear))
                .or(() -> sameName(said, itsYear))
                .orElse(null);
        var one = new SchoolClass(
                before == null ? ClassId.random() : before.id(),
                itsYear,
                said.name(),
                said.kind(),
                said.yearGroups().isEmpty() && before != null ? before.yearGroups() : said.yearGroups(),
                said.room().isEmpty() && before != null ? before.room() : said.room(),
                said.closed() ? before != null && before.closedOn() != null ? before.closedOn() : census.day() : null);
        byKey.put(said.key(), one);
        if (!one.equals(before)) {
            openings.add(List.of(new Act.OpenClass(one, content.shape().hasLastingKeys() ? said.key() : null)));
            notes.add(new ClassNote(said.name(), fate(one, before)));
        }
    }

    private static ClassNote.Fate fate(SchoolClass one, @Nullable SchoolClass before) {
        if (one.closedOn() != null) {
            return before == null ? ClassNote.Fate.WAS : ClassNote.Fate.CLOSED;
        }
        return before == null ? ClassNote.Fate.OPENED : ClassNote.Fate.CHANGED;
    }

    private Optional<SchoolClass> knownAs(String key) {
        return census.knownAs().stream()
                .filter(_ -> content.shape().hasLastingKeys())
                .filter(known ->
                        known.source() == IdSource.ONEROSTER && known.value().equals(key))
                .flatMap(known ->
                        census.classes().stream().filter(one -> one.id().equals(known.schoolClass())))
                .findFirst();
    }

    private Optional<SchoolClass> sameName(FileClass said, AcademicYear itsYear) {
        var taken = byKey.values().stream().map(SchoolClass::id).toList();
        return census.classes().stream()
                .filter(one -> one.year().equals(itsYear)
                        && one.isOpen(census.day())
                        && one.kind() == said.kind()
                        && one.name().equalsIgnoreCase(said.name())
                        && !taken.contains(one.id()))
                .findFirst();
    }
}

package org.schoolgate.roster.imports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;

/**
 * What a roster file says, whatever its shape; it knows nothing of the school that it is meant for. Keys are the file's
 * own and hold only inside it.
 *
 * @param complete whether somebody of a kind that the file lists has left when they are not in it
 * @param schools the schools that a bundle is about, when it says
 * @param mentions people of lines that were rejected: they are in the file, so they have not left
 */
record FileContent(
        Shape shape,
        boolean complete,
        List<FileSchool> schools,
        List<FilePerson> people,
        List<FileClass> classes,
        List<FileEnrolment> enrolments,
        List<FileGuardian> guardians,
        List<Mention> mentions,
        List<Finding> findings) {
    enum Shape {
        ONEROSTER,
        OWN_PUPILS,
        OWN_STAFF;

        /** Under which name the file's own keys are remembered; own tables have none worth it. */
        boolean hasLastingKeys() {
            return this == ONEROSTER;
        }
    }

    record FileSchool(String key, String name) {}

    /** Where something stood, for whatever is to be said about it. */
    record Place(String part, int line) {}

    /**
     * @param upn the number by which the country knows a pupil, checked
     * @param localId the number by which the records system knows somebody
     * @param leaving the file says that this person is no longer there
     */
    record FilePerson(
            String key,
            Place place,
            List<FileRole> roles,
            FileName name,
            @Nullable LocalDate born,
            @Nullable Integer yearGroup,
            @Nullable String upn,
            @Nullable String localId,
            @Nullable String email,
            @Nullable String phone,
            boolean leaving,
            Set<String> schools) {
        boolean is(Role role) {
            return roles.stream().anyMatch(held -> held.role() == role);
        }
    }

    record FileName(String title, String given, String family, String knownAs) {}

    record FileRole(
            Role role, @Nullable LocalDate from, @Nullable LocalDate until) {}

    /** @param year in which the school year of the class begins, when the file says */
    record FileClass(
            String key,
            Place place,
            String name,
            ClassKind kind,
            List<Integer> yearGroups,
            String room,
            @Nullable Integer year,
            boolean closed,
            Set<String> schools) {}

    record FileEnrolment(
            Place place,
            String classKey,
            String personKey,
            ClassPart part,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            boolean ended) {}

    record FileGuardian(
            Place place,
            String pupilKey,
            String guardianKey,
            Relation relation,
            Responsibility responsibility,
            int order,
            @Nullable Boolean livesWith,
            Caution caution,
            String note) {}

    /** What a rejected line still tells about whom it meant. */
    record Mention(String key, String upn, String localId, String given, String family) {}

    /** What it says about one of its schools only. */
    FileContent only(String school) {
        var kept = new HashSet<String>();
        var keptPeople = new ArrayList<FilePerson>();
        for (var person : people) {
            if (person.schools().isEmpty() || person.schools().contains(school)) {
                keptPeople.add(person);
                kept.add(person.key());
            }
        }
        var keptClasses = classes.stream()
                .filter(c -> c.schools().isEmpty() || c.schools().contains(school))
                .toList();
        var elsewhere = new HashSet<String>();
        classes.stream().map(FileClass::key).forEach(elsewhere::add);
        keptClasses.stream().map(FileClass::key).forEach(elsewhere::remove);
        return new FileContent(
                shape,
                complete,
                schools.stream().filter(s -> s.key().equals(school)).toList(),
                Collections.unmodifiableList(keptPeople),
                keptClasses,
                enrolments.stream()
                        .filter(e -> !elsewhere.contains(e.classKey()))
                        .toList(),
                guardians.stream().filter(g -> kept.contains(g.pupilKey())).toList(),
                mentions,
                findings);
    }
}

package org.schoolgate.demo;

import java.util.List;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.ClassId;

/**
 * A school of the demonstration, as it was founded.
 *
 * @param staff by the name that is shown, Ms Okafor
 * @param classes by name, Kingfishers
 * @param pupils every pupil with their guardians, the named ones first
 */
record DemoSchool(
        SchoolId school,
        String name,
        String domain,
        Actor.Somebody head,
        Map<String, PersonId> staff,
        Map<String, ClassId> classes,
        List<Child> pupils) {

    /** A child and the adults who stand for them, in order. */
    record Child(PersonId id, String name, String className, int yearGroup, List<PersonId> guardians) {}

    PersonId staff(String shown) {
        var person = staff.get(shown);
        if (person == null) {
            throw new IllegalArgumentException("nobody called " + shown + " works at " + name);
        }
        return person;
    }

    Child child(String called) {
        return pupils.stream()
                .filter(child -> child.name().startsWith(called))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no child called " + called + " at " + name));
    }
}

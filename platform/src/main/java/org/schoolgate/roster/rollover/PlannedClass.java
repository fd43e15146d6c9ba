package org.schoolgate.roster.rollover;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.roster.ClassId;

/**
 * A class of the coming year.
 *
 * @param exists whether it has been made already, by hand or by a file
 * @param leftOut whether it is not to be made after all
 * @param teachers who teach it from its first day on
 */
public record PlannedClass(
        UUID id,
        String name,
        List<Integer> yearGroups,
        String room,
        List<UUID> teachers,
        boolean exists,
        boolean leftOut) {
    public ClassId classId() {
        return new ClassId(id);
    }

    /** The same, not to be made, or to be made after all. */
    PlannedClass leftOut(boolean out) {
        return new PlannedClass(id, name, yearGroups, room, teachers, exists, out);
    }

    /** The same with other facts. */
    PlannedClass changed(String called, List<Integer> years, String where, @Nullable UUID teacher) {
        return new PlannedClass(
                id, called, years, where, teacher == null ? List.of() : List.of(teacher), exists, leftOut);
    }
}

package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * What an adult told besides what happened. All of it may be missing: one line is a report.
 *
 * @param happenedAt when it happened, which may be long before it was told
 * @param heardAt when the teller heard of it
 * @param account whose account or which name was used
 * @param station at which station or device
 * @param notKnown whether the teller said that the account and the station are not known
 * @param boxes what is thought of it, apart from what is known; the box for facts is what happened, and empty here
 */
public record Details(
        @Nullable Instant happenedAt,
        @Nullable Instant heardAt,
        @Nullable Place place,
        String account,
        String station,
        boolean notKnown,
        CaseNote.Boxes boxes,
        List<Involved> people,
        List<Injury> injuries) {
    /** Nothing besides. */
    public static final Details NONE = new Details(
            null, null, null, "", "", false, new CaseNote.Boxes("", "", "", "", "", ""), List.of(), List.of());

    public Details {
        people = List.copyOf(people);
        injuries = List.copyOf(injuries);
    }

    /** An injury that was seen or told of, in words; never a picture. */
    public record Injury(BodyRegion region, String words) {}

    /** Where it happened, as far as the school's rules reach (INC-16). */
    public enum Place {
        IN_SCHOOL,
        OUT_OF_SCHOOL
    }

    /**
     * Somebody whom it is about.
     *
     * @param person null where the school does not know them, and there is only a name
     */
    public record Involved(@Nullable PersonId person, String name, OnCase.Kind kind, OnCase.Part part) {
        boolean isSubject() {
            return part == OnCase.Part.INSTIGATOR;
        }
    }

    Details with(List<Involved> people) {
        return new Details(happenedAt, heardAt, place, account, station, notKnown, boxes, people, injuries);
    }

    Details withInjuries(List<Injury> injuries) {
        return new Details(happenedAt, heardAt, place, account, station, notKnown, boxes, people, injuries);
    }

    boolean isNothing() {
        return equals(NONE);
    }

    boolean isAbout(PersonId somebody) {
        return people.stream().anyMatch(one -> one.isSubject() && somebody.equals(one.person()));
    }

    boolean isAbout(OnCase.Kind kind) {
        return people.stream().anyMatch(one -> one.isSubject() && one.kind() == kind);
    }
}

package org.schoolgate.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * What an adult sends, before it is a report.
 *
 * @param id sent again as it stands, it is the same report
 * @param details the people in it are left out here
 */
public record Statement(ReportId id, Matter matter, String words, String page, Details details, List<Named> people) {
    /** The most people that one report names. */
    public static final int MOST_PEOPLE = 30;

    public Statement {
        people = List.copyOf(people);
    }

    /**
     * Somebody who was picked from the roll or written by name.
     *
     * @param person null where only a name was written
     */
    public record Named(@Nullable PersonId person, String name, OnCase.Part part) {}
}

package org.schoolgate.roster;

import static org.schoolgate.ui.Words.say;

import org.jspecify.annotations.Nullable;

/** Year groups and classes as people say them. */
public final class YearWords {
    private YearWords() {}

    /** Year 6, Reception, Nursery; "no year" where the records do not say. */
    public static String year(@Nullable Integer group) {
        if (group == null) {
            return say("roster.year.none");
        }
        return group > 0
                ? say("roster.year.numbered", group)
                : say(group == 0 ? "roster.year.reception" : "roster.year.nursery");
    }

    /** Year 6, Kingfishers. */
    public static String place(@Nullable Integer group, @Nullable String form) {
        return form == null ? year(group) : group == null ? form : say("roster.year.place", year(group), form);
    }

    /** Year 6, Kingfishers. */
    public static String place(Pupil pupil) {
        return place(pupil.yearGroup(), pupil.formName());
    }
}

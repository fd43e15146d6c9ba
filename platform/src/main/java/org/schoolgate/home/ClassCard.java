package org.schoolgate.home;

import org.jspecify.annotations.Nullable;
import org.schoolgate.access.SupervisedSession;
import org.schoolgate.roster.SchoolClass;

/**
 * A class on the first screen of its adults.
 *
 * @param may how many may go online now, or as soon as a lesson is open
 * @param waitsForSession whether nobody is online because no lesson is open
 * @param session the lesson that is open; null while none is
 * @param asks how many children ask to go online
 * @param minutes for how long one press opens a lesson
 */
public record ClassCard(
        SchoolClass schoolClass,
        int may,
        int pupils,
        boolean waitsForSession,
        @Nullable SupervisedSession session,
        int asks,
        int minutes) {
    public int notYet() {
        return pupils - may;
    }
}

package org.schoolgate.cases;

import java.util.List;

/** Something that goes on beside the steps of a case, and brings what happened in it to the story of the case. */
public interface CaseStrand {
    /** All of it, in no order, for whoever reads the case. */
    List<Happening> happenings(Case one);

    /** Whether some of it can be about one person alone, and so stand in their chronology. */
    default boolean isOfPeople() {
        return false;
    }
}

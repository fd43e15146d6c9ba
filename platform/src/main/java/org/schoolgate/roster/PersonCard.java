package org.schoolgate.roster;

import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;

/**
 * A part of a person's page that another module fills with what it knows of them. The reader may see the page; what of it
 * they may know is for the module to ask its own access policy.
 */
public interface PersonCard {
    /** Where it stands among the others, the smallest first. */
    int order();

    /** What this reader may know of the person; empty where that is nothing. */
    Optional<Card> about(Actor reader, PersonId person);

    /**
     * What is shown.
     *
     * @param id for links to the part, in small letters
     */
    record Card(String id, String title, List<Line> lines, List<Link> links) {}

    /**
     * What is so.
     *
     * @param about what the line is about
     * @param kind of a tag, {@code ok} or {@code wait}; empty for plain words
     */
    record Line(String about, String says, String kind) {
        public static Line of(String about, String says) {
            return new Line(about, says, "");
        }
    }

    /** Where there is more, or something to do. */
    record Link(String text, String href) {}
}

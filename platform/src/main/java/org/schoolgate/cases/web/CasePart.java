package org.schoolgate.cases.web;

import gg.jte.Content;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.cases.Case;
import org.schoolgate.cases.Shown;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Problems;

/** A part of the page of a case that one feature brings, for whoever reads all of the case. */
interface CasePart {
    /** Where on the page it stands; in one place the order of the beans holds. */
    enum Place {
        /** Before the step that is the reader's. */
        FIRST,
        /** Before the story. */
        MAIN,
        /** Beside it. */
        SIDE
    }

    Place place();

    /** What stands there; empty for nothing. */
    Optional<Content> on(Page page);

    /**
     * The page of a case that is being put together.
     *
     * @param typed what was typed in a form of it that came back
     */
    record Page(Actor.Somebody reader, Shown.Whole shown, Instant now, Map<String, String> typed, Problems problems) {
        public Page {
            typed = Map.copyOf(typed);
        }

        Case one() {
            return shown.one();
        }

        String href() {
            return "/cases/" + shown.file().id();
        }
    }
}

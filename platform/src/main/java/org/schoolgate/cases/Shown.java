package org.schoolgate.cases;

import java.util.List;
import org.schoolgate.cases.procedure.Walk;

/** A case as one reader sees it. */
public sealed interface Shown {
    CaseFile file();

    /** The steps that are theirs now. */
    List<Mine> mine();

    /** An open step, and the walk that it belongs to. */
    record Mine(int walk, Walk.Open open) {}

    /**
     * All of it.
     *
     * @param namesReaders whether this reader may name others
     */
    record Whole(Case one, List<Mine> mine, boolean namesReaders) implements Shown {
        public Whole {
            mine = List.copyOf(mine);
        }

        @Override
        public CaseFile file() {
            return one.file();
        }
    }

    /** Only what there is to do, and nothing that others wrote. */
    record OwnSteps(CaseFile file, List<Mine> mine) implements Shown {
        public OwnSteps {
            mine = List.copyOf(mine);
        }
    }
}

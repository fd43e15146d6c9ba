package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.schoolgate.cases.procedure.Walk;
import org.schoolgate.messages.Alarm;
import org.schoolgate.messages.OutsideRequest;

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
     * @param exports whether this reader may take it out of the house
     * @param alarms when people were rung about it, the oldest first
     * @param requests what was asked of people outside, the oldest first
     */
    record Whole(
            Case one,
            List<Mine> mine,
            boolean namesReaders,
            boolean exports,
            List<Alarm> alarms,
            List<OutsideRequest> requests)
            implements Shown {
        public Whole {
            mine = List.copyOf(mine);
            alarms = List.copyOf(alarms);
            requests = List.copyOf(requests);
        }

        @Override
        public CaseFile file() {
            return one.file();
        }
    }

    /**
     * Why a case cannot be followed: the text of its procedure.
     *
     * @param sentences what is wrong with it
     */
    record Unreadable(String procedure, int version, List<String> sentences) {
        public Unreadable {
            sentences = List.copyOf(sentences);
        }
    }

    /** What somebody said about a step, by the names that stand in the database. */
    record Kept(String step, String by, Instant at, Map<String, String> said) {
        public Kept {
            said = Map.copyOf(said);
        }
    }

    /** All that is kept of a case which this program cannot follow. */
    record Unread(CaseFile file, Unreadable why, List<Kept> entries, List<OnCase> people, List<CaseNote> notes)
            implements Shown {
        public Unread {
            entries = List.copyOf(entries);
            people = List.copyOf(people);
            notes = List.copyOf(notes);
        }

        @Override
        public List<Mine> mine() {
            return List.of();
        }
    }

    /** Only what there is to do, and nothing that others wrote. */
    record OwnSteps(CaseFile file, List<Mine> mine) implements Shown {
        public OwnSteps {
            mine = List.copyOf(mine);
        }
    }
}

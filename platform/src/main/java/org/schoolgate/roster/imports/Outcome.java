package org.schoolgate.roster.imports;

import java.util.List;

/** What became of a step of an import. */
public sealed interface Outcome {
    /** It was taken, and can be looked at under its id. */
    record Taken(ImportId id) implements Outcome {}

    /**
     * Nothing can be made of the file.
     *
     * @param facts what the sentence names
     */
    record Unusable(Fault fault, List<String> facts) implements Outcome {}

    /** The meaning of the columns does not hold together yet. */
    record Flawed(ColumnMapping.Flaw flaw) implements Outcome {}

    /** So many would leave that their number has to be typed in. */
    record TypeTheNumber(Guard guard) implements Outcome {}

    /** So many would leave that nothing was done. */
    record Stopped(Guard guard) implements Outcome {}

    /** It is no longer what was looked at, or somebody else was faster. */
    record LookAgain() implements Outcome {}
}

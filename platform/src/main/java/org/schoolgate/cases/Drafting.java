package org.schoolgate.cases;

/** What became of a change to a draft. */
public sealed interface Drafting {
    record Kept(ProcedureDraft draft) implements Drafting {}

    /** Somebody else changed it meanwhile; nothing was kept. */
    record ChangedMeanwhile(ProcedureDraft draft) implements Drafting {}

    /** Approval is asked for, so that it stays as it is until it is decided. */
    record Asked(ProcedureDraft draft) implements Drafting {}

    record TooLong(int longest) implements Drafting {}
}

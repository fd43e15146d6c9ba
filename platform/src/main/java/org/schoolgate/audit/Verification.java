package org.schoolgate.audit;

import java.util.List;

/**
 * What a check of a whole chain found.
 *
 * @param entries how many were read
 * @param erased how many no longer have their facts, which is allowed at their retention date
 * @param head the hash of the newest entry, in hexadecimal; empty for an empty chain
 * @param faults what is wrong, in the order of the chain; empty when all is well
 */
public record Verification(long entries, long erased, String head, List<Fault> faults) {
    public boolean holds() {
        return faults.isEmpty();
    }

    /** Something that an honest chain never shows. */
    public sealed interface Fault {
        /** An entry is not what was sealed: somebody edited row {@code number}. */
        record Edited(long number) implements Fault {}

        /** Entries are gone between {@code after} and {@code before}. */
        record Missing(long after, long before) implements Fault {}

        /** The chain ends at {@code endsAt}, but its head says {@code expected}: the tail was cut. */
        record CutShort(long endsAt, long expected) implements Fault {}

        /** The head that was published outside the database for {@code number} is not the one found now: it was re-sealed. */
        record Resealed(long number) implements Fault {}
    }
}

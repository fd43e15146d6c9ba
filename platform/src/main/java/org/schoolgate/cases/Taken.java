package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.audit.SealedEntry;
import org.schoolgate.documents.Evidence;
import org.schoolgate.documents.EvidenceId;
import org.schoolgate.kernel.PersonId;

/**
 * All of a case that goes out of the house, as it was when it went.
 *
 * @param evidence what is kept with it
 * @param files what of that goes along as a file, in the same order
 * @param record what the school's record has of it, the going out included
 */
public record Taken(
        Case one,
        List<Evidence> evidence,
        List<Evidence> files,
        List<SealedEntry> record,
        Wish wish,
        String school,
        String by,
        Instant at) {
    public Taken {
        evidence = List.copyOf(evidence);
        files = List.copyOf(files);
        record = List.copyOf(record);
    }

    /**
     * What somebody asked for.
     *
     * @param purpose what it is for
     * @param recipient whom it goes to
     * @param only the one child who is named in it; null where everybody is, for a court or the police
     * @param files which pieces of evidence go along
     */
    public record Wish(
            String purpose, String recipient, @Nullable PersonId only, List<EvidenceId> files) {
        public Wish {
            files = List.copyOf(files);
        }
    }
}

package org.schoolgate.agreements;

import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.PersonId;

/**
 * An answer that is needed of somebody.
 *
 * @param subject whom it is about: the child, or the signer
 */
public record Needed(Audience audience, Part part, PersonId signer, PersonId subject) {
    /** What an adult signs for themselves at work. */
    static Needed own(Audience audience, PersonId signer) {
        return new Needed(audience, Part.OWN, signer, signer);
    }

    /** Whether the signer speaks for somebody else. */
    public boolean isForAnother() {
        return !signer.equals(subject);
    }
}

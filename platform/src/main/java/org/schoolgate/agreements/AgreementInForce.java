package org.schoolgate.agreements;

import java.time.Instant;
import java.util.List;
import org.schoolgate.agreements.wording.Audience;

/** Whether somebody has an agreement in force at a moment: on which text and until when, or why not. */
public sealed interface AgreementInForce {
    Audience audience();

    /**
     * Everybody who has to has said yes.
     *
     * @param number the version that was signed; the oldest, where signers signed different ones
     * @param since when the last of them did
     * @param until when the first of them runs out; {@link Instant#MAX} where none does
     */
    record Yes(Audience audience, VersionNumber number, Instant since, Instant until, List<SignatureId> signatures)
            implements AgreementInForce {}

    /**
     * Something is missing, or somebody said no.
     *
     * @param why everything that is missing, never empty
     */
    record No(Audience audience, List<Gap> why) implements AgreementInForce {
        public No {
            why = List.copyOf(why);
            if (why.isEmpty()) {
                throw new IllegalArgumentException("no reason why there is no agreement in force");
            }
        }
    }

    default boolean isYes() {
        return this instanceof Yes;
    }
}

package org.schoolgate.agreements;

import java.util.Optional;
import org.schoolgate.agreements.wording.Wording;

/** A text that somebody has to answer, and how far they are with it. */
public record Paper(Needed needed, AgreementText text, SignerState state) {
    /** Its words in a language, or in English where the school has not approved that language. */
    public Wording in(String language) {
        return text.in(language).orElseGet(text::english);
    }

    /** The yes that counts, if it was given. */
    public Optional<Signature> signature() {
        return state instanceof SignerState.Signed(var signature, var until)
                ? Optional.of(signature)
                : Optional.empty();
    }
}

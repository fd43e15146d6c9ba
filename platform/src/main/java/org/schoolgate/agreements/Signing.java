package org.schoolgate.agreements;

import java.util.List;
import org.schoolgate.roster.PersonName;

/** What became of a wish to sign. */
public sealed interface Signing {
    /** It is on disk. */
    record Signed(List<Signature> signatures) implements Signing {}

    /** It was signed before, in the same words: a second press. */
    record Already(List<Signature> signatures) implements Signing {}

    /** What was typed is not the signer's name. */
    record NotTheName(PersonName known) implements Signing {}

    /** The school put other words in force since the page was shown. */
    record WordsChanged() implements Signing {}

    /** Nothing was agreed to. */
    record Nothing() implements Signing {}
}

package org.schoolgate.documents;

/** What became of a wish to keep something. */
public sealed interface Keeping {
    record Kept(EvidenceId id) implements Keeping {}

    /** More bytes than are taken. */
    record TooHeavy() implements Keeping {}

    /** None of the types that are taken, or broken. */
    record NotTaken() implements Keeping {}

    /** A type that is taken in general and not here. */
    record NotHere(FileType type) implements Keeping {}

    /** A picture of more dots than are unpacked. */
    record TooLarge() implements Keeping {}

    /** Nobody said that it is no indecent image of a child. */
    record NotConfirmed() implements Keeping {}

    /** The school's virus scanner finds something in it. */
    record Suspicious() implements Keeping {}

    /** The school has a virus scanner, which does not answer. */
    record NotScanned() implements Keeping {}

    /** The very same bytes were destroyed here before. */
    record DestroyedBefore() implements Keeping {}
}

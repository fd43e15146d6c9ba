package org.schoolgate.access;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.PersonId;

/** Why somebody may not use something. Each has words for every reader, which say what to do next. */
public sealed interface Reason {
    /** The roll of the school does not have them. */
    record NotOnRoll() implements Reason {}

    record NotYetJoined(Instant from) implements Reason {}

    record Left(Instant since) implements Reason {}

    /** People like this do not go online at school unless the head says so. */
    record NotGiven() implements Reason {}

    /** The school has put no text in force that this person could sign. */
    record NothingToSign() implements Reason {}

    /** The records do not say in which year the pupil is, and so not what they are to sign. */
    record YearUnknown() implements Reason {}

    /** This part of the agreement has not been signed. */
    record NotSigned(Part part, PersonId signer) implements Reason {}

    /** Whoever is to sign asked something first, and nobody has answered. */
    record QuestionOpen(Part part, PersonId signer) implements Reason {}

    record SaidNo(Part part, PersonId signer, Instant at) implements Reason {}

    /** A yes that was taken back. */
    record TookBack(Part part, PersonId signer, Instant at) implements Reason {}

    /** The rules changed, and this part has to be signed again. */
    record NewRules(Part part, PersonId signer, Instant at) implements Reason {}

    /** The year for which this part was signed is over. */
    record YearEnded(Part part, PersonId signer, Instant at) implements Reason {}

    /** Nobody is on record who may sign for the child. */
    record NobodyMaySign() implements Reason {}

    /** A court order is noted, and what it means for signing is not. */
    record CourtOrder() implements Reason {}

    /** The guardians do not say the same. */
    record GuardiansDiffer(List<PersonId> toHear) implements Reason {}

    record Held(Hold hold) implements Reason {}

    /** Online only while an adult holds a session open, and nobody does. */
    record NotSupervised() implements Reason {}

    /** When it is over by itself; empty where somebody has to do something. */
    default Optional<Instant> until() {
        return switch (this) {
            case NotYetJoined(var from) -> Optional.of(from);
            case Held(var hold) -> Optional.ofNullable(hold.until());
            case NotOnRoll _,
                    Left _,
                    NotGiven _,
                    NothingToSign _,
                    YearUnknown _,
                    NotSigned _,
                    QuestionOpen _,
                    SaidNo _,
                    TookBack _,
                    NewRules _,
                    YearEnded _,
                    NobodyMaySign _,
                    CourtOrder _,
                    GuardiansDiffer _,
                    NotSupervised _ -> Optional.empty();
        };
    }

    /** The word for its sort, which gateways, lists and the register go by. */
    default Sort sort() {
        return switch (this) {
            case NotOnRoll _, NotYetJoined _, Left _ -> Sort.LEFT;
            case NotGiven _,
                    NothingToSign _,
                    YearUnknown _,
                    NotSigned _,
                    QuestionOpen _,
                    SaidNo _,
                    TookBack _,
                    NobodyMaySign _,
                    CourtOrder _,
                    GuardiansDiffer _ -> Sort.NOT_SIGNED;
            case NewRules _, YearEnded _ -> Sort.EXPIRED;
            case Held _ -> Sort.HELD;
            case NotSupervised _ -> Sort.NOT_SUPERVISED;
        };
    }

    /** Whether the person can put it right at once by signing their own part. */
    default boolean signHere() {
        return switch (this) {
            case NotSigned missing -> missing.part() != Part.PARENT_FOR_CHILD;
            case NewRules fresh -> fresh.part() != Part.PARENT_FOR_CHILD;
            case YearEnded over -> over.part() != Part.PARENT_FOR_CHILD;
            case NotOnRoll _,
                    NotYetJoined _,
                    Left _,
                    NotGiven _,
                    NothingToSign _,
                    YearUnknown _,
                    QuestionOpen _,
                    SaidNo _,
                    TookBack _,
                    NobodyMaySign _,
                    CourtOrder _,
                    GuardiansDiffer _,
                    Held _,
                    NotSupervised _ -> false;
        };
    }

    /** The middle of the keys of its words. */
    default String word() {
        return switch (this) {
            case NotOnRoll _ -> "not-on-roll";
            case NotYetJoined _ -> "not-yet-joined";
            case Left _ -> "left";
            case NotGiven _ -> "not-given";
            case NothingToSign _ -> "nothing-to-sign";
            case YearUnknown _ -> "year-unknown";
            case NotSigned reason -> "not-signed" + part(reason.part());
            case QuestionOpen reason -> "question-open" + part(reason.part());
            case SaidNo reason -> "said-no" + part(reason.part());
            case TookBack reason -> "took-back" + part(reason.part());
            case NewRules reason -> "new-rules" + part(reason.part());
            case YearEnded reason -> "year-ended" + part(reason.part());
            case NobodyMaySign _ -> "nobody-may-sign";
            case CourtOrder _ -> "court-order";
            case GuardiansDiffer _ -> "guardians-differ";
            case Held(var hold) -> "held-" + hold.kind().word();
            case NotSupervised _ -> "not-supervised";
        };
    }

    private static String part(Part part) {
        return switch (part) {
            case PUPIL -> "-pupil";
            case PARENT_FOR_CHILD -> "-parent";
            case OWN -> "-own";
        };
    }

    /** The sorts of reasons, as gateways know them. */
    enum Sort {
        NOT_SIGNED,
        EXPIRED,
        HELD,
        NOT_SUPERVISED,
        LEFT;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}

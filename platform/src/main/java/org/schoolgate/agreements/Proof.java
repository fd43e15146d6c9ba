package org.schoolgate.agreements;

import java.util.UUID;
import org.schoolgate.kernel.PersonId;

/** How it is known that an answer is its signer's own. */
public sealed interface Proof {
    /** Signed in to an account of their own. */
    record SignedIn() implements Proof {}

    /** Came by a link sent to their own address, and knew something that the school knows. */
    record LinkAndFact(KnownFact fact) implements Proof {}

    /** A teacher saw the child answer, and says so. */
    record Witnessed(PersonId by) implements Proof {}

    /** Signed on paper, of which a scan is kept. */
    record Paper(PersonId enteredBy, UUID scan) implements Proof {}

    /** How it was done, as the record of requirements R13 names it. */
    enum Method {
        ELECTRONIC,
        TEACHER_WITNESSED,
        PAPER_SCAN
    }

    /** How much it proves. A simple electronic signature says so, and claims no more. */
    enum Strength {
        /** Somebody with the link, who knew a fact that a child or another guardian could know too. */
        FAIR,
        /** Somebody whom an account, a teacher's eyes or ink on paper vouch for. */
        GOOD
    }

    default Method method() {
        return switch (this) {
            case SignedIn() -> Method.ELECTRONIC;
            case LinkAndFact link -> Method.ELECTRONIC;
            case Witnessed witnessed -> Method.TEACHER_WITNESSED;
            case Paper paper -> Method.PAPER_SCAN;
        };
    }

    default Strength strength() {
        return switch (this) {
            case LinkAndFact link -> Strength.FAIR;
            case SignedIn() -> Strength.GOOD;
            case Witnessed witnessed -> Strength.GOOD;
            case Paper paper -> Strength.GOOD;
        };
    }

    /** The stable word for it, in the database and under a fingerprint. */
    default String kind() {
        return switch (this) {
            case SignedIn() -> "SIGNED_IN";
            case LinkAndFact link -> "LINK_AND_FACT";
            case Witnessed witnessed -> "WITNESSED";
            case Paper paper -> "PAPER";
        };
    }

    /** What the word alone does not say. */
    default String detail() {
        return switch (this) {
            case SignedIn() -> "";
            case LinkAndFact(var fact) -> fact.name();
            case Witnessed(var by) -> by.toString();
            case Paper(var by, var scan) -> by + " " + scan;
        };
    }

    static Proof of(String kind, String detail) {
        return switch (kind) {
            case "SIGNED_IN" -> new SignedIn();
            case "LINK_AND_FACT" -> new LinkAndFact(KnownFact.valueOf(detail));
            case "WITNESSED" -> new Witnessed(PersonId.of(detail));
            case "PAPER" -> {
                int space = detail.indexOf(' ');
                yield new Paper(PersonId.of(detail.substring(0, space)), UUID.fromString(detail.substring(space + 1)));
            }
            default -> throw new IllegalArgumentException("unknown proof: " + kind);
        };
    }
}

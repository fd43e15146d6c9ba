package org.schoolgate.agreements;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/** How it is known that an answer is its signer's own. */
public sealed interface Proof {
    /** Signed in to an account of their own. */
    record SignedIn() implements Proof {}

    /** Came by the one-time link that was sent to their own address. */
    record Mailbox(UUID link) implements Proof {}

    /** Came by the link, and knew something that the school knows. */
    record MailboxAndFact(UUID link) implements Proof {}

    /** A teacher saw the child answer, and says so. */
    record Witnessed(PersonId by) implements Proof {}

    /** Signed on paper on that day, of which a scan is kept; {@code verifiedBy} is who looked at it again. */
    record Paper(
            PersonId enteredBy,
            UUID scan,
            LocalDate signedOn,
            @Nullable PersonId verifiedBy) implements Proof {}

    /** How it was done, as the record of requirements R13 names it. */
    enum Method {
        ELECTRONIC,
        TEACHER_WITNESSED,
        PAPER_SCAN
    }

    /** How much it proves. A simple electronic signature says so, and claims no more. */
    enum Strength {
        /** Somebody who reads the mailbox: a child or another guardian may do so too. */
        WEAK,
        /** Somebody who reads the mailbox and knew a fact. */
        FAIR,
        /** Somebody whom an account, a teacher's eyes or ink on paper vouch for. */
        GOOD
    }

    default Method method() {
        return switch (this) {
            case SignedIn() -> Method.ELECTRONIC;
            case Mailbox link -> Method.ELECTRONIC;
            case MailboxAndFact link -> Method.ELECTRONIC;
            case Witnessed witnessed -> Method.TEACHER_WITNESSED;
            case Paper paper -> Method.PAPER_SCAN;
        };
    }

    default Strength strength() {
        return switch (this) {
            case Mailbox link -> Strength.WEAK;
            case MailboxAndFact link -> Strength.FAIR;
            case SignedIn() -> Strength.GOOD;
            case Witnessed witnessed -> Strength.GOOD;
            case Paper paper -> Strength.GOOD;
        };
    }

    /** The stable word for it, in the database and under a fingerprint. */
    default String kind() {
        return switch (this) {
            case SignedIn() -> "SIGNED_IN";
            case Mailbox link -> "MAILBOX";
            case MailboxAndFact link -> "MAILBOX_AND_FACT";
            case Witnessed witnessed -> "WITNESSED";
            case Paper paper -> "PAPER";
        };
    }

    /** What the word alone does not say. */
    default String detail() {
        return switch (this) {
            case SignedIn() -> "";
            case Mailbox(var link) -> link.toString();
            case MailboxAndFact(var link) -> link.toString();
            case Witnessed(var by) -> by.toString();
            case Paper(var by, var scan, var signedOn, var verifiedBy) ->
                by + " " + scan + " " + signedOn + (verifiedBy == null ? "" : " " + verifiedBy);
        };
    }

    static Proof of(String kind, String detail) {
        return switch (kind) {
            case "SIGNED_IN" -> new SignedIn();
            case "MAILBOX" -> new Mailbox(UUID.fromString(detail));
            case "MAILBOX_AND_FACT" -> new MailboxAndFact(UUID.fromString(detail));
            case "WITNESSED" -> new Witnessed(PersonId.of(detail));
            case "PAPER" -> {
                var parts = detail.split(" ", -1);
                yield new Paper(
                        PersonId.of(parts[0]),
                        UUID.fromString(parts[1]),
                        LocalDate.parse(parts[2]),
                        parts.length == 3 ? null : PersonId.of(parts[3]));
            }
            default -> throw new IllegalArgumentException("unknown proof: " + kind);
        };
    }
}

package org.schoolgate.agreements;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Fingerprint;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.ChangesPolicy;
import org.schoolgate.kernel.PersonId;

/** What happened to agreements. Ids and facts only. */
public sealed interface AgreementEvent extends Audited {

    /** Something that happened to a version of a text. */
    sealed interface OfText extends AgreementEvent {
        TextId text();

        Audience audience();

        VersionNumber number();

        @Override
        default String subject() {
            return "agreement-text:" + text();
        }

        @Override
        default Map<String, String> facts() {
            return Map.of("audience", audience().name(), "version", number().toString());
        }
    }

    record TextDrafted(Actor by, TextId text, Audience audience, VersionNumber number) implements OfText {
        @Override
        public String kind() {
            return "agreement.text-drafted";
        }
    }

    /** A version is final in one language. */
    record TextApproved(
            Actor by, TextId text, Audience audience, VersionNumber number, String language, Fingerprint words)
            implements OfText {
        @Override
        public String kind() {
            return "agreement.text-approved";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of(
                    "audience", audience.name(),
                    "version", number.toString(),
                    "language", language,
                    "fingerprint", words.hex());
        }
    }

    /** A version is what people are asked to sign from now on. */
    record TextInForce(Actor by, TextId text, Audience audience, VersionNumber number, Instant earlierCountUntil)
            implements OfText, ChangesPolicy {
        @Override
        public String kind() {
            return "agreement.text-in-force";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of(
                    "audience", audience.name(),
                    "version", number.toString(),
                    "earlier-count-until", earlierCountUntil.toString());
        }
    }

    /** Something that happened to a round. */
    sealed interface OfRound extends AgreementEvent {
        RoundId round();

        @Override
        default String subject() {
            return "round:" + round();
        }
    }

    record RoundOpened(Actor by, RoundId round, String name, int asked) implements OfRound {
        @Override
        public String kind() {
            return "agreement.round-opened";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("name", name, "asked", Integer.toString(asked));
        }
    }

    record Reminded(Actor by, RoundId round, int reminded) implements OfRound {
        @Override
        public String kind() {
            return "agreement.reminded";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("reminded", Integer.toString(reminded));
        }
    }

    record RoundClosed(Actor by, RoundId round) implements OfRound {
        @Override
        public String kind() {
            return "agreement.round-closed";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }
    }

    /** Somebody answered: yes, no, or no longer. */
    sealed interface Answered extends AgreementEvent, ChangesPolicy {
        Signature signature();

        /** Whose access may be another one now. */
        default PersonId about() {
            return signature().by().subject();
        }

        @Override
        default Affected affected() {
            return Affected.person(about());
        }

        @Override
        default String subject() {
            return "person:" + signature().by().subject();
        }

        @Override
        default Map<String, String> facts() {
            var signature = signature();
            return Map.of(
                    "signature", signature.id().toString(),
                    "signer", signature.by().signer().toString(),
                    "audience", signature.under().audience().name(),
                    "part", signature.under().part().name(),
                    "version", signature.under().number().toString(),
                    "language", signature.under().language(),
                    "fingerprint", signature.under().words().hex(),
                    "method", signature.how().proof().method().name(),
                    "strength", signature.how().proof().strength().name(),
                    "receipt", signature.receipt().hex());
        }
    }

    record Signed(Actor by, Signature signature) implements Answered {
        @Override
        public String kind() {
            return "agreement.signed";
        }
    }

    record Refused(Actor by, Signature signature) implements Answered {
        @Override
        public String kind() {
            return "agreement.refused";
        }
    }

    record Withdrawn(Actor by, Signature signature) implements Answered {
        @Override
        public String kind() {
            return "agreement.withdrawn";
        }
    }

    /** Something that happened on the way to an answer. */
    sealed interface OfAsk extends AgreementEvent, ChangesPolicy {
        AskId ask();

        PersonId about();

        @Override
        default String subject() {
            return "person:" + about();
        }

        /** What a page that stays shut says of why is another reason now. */
        @Override
        default Affected affected() {
            return Affected.person(about());
        }

        @Override
        default Map<String, String> facts() {
            return Map.of("ask", ask().toString());
        }
    }

    record QuestionAsked(Actor by, AskId ask, PersonId about, Part part) implements OfAsk {
        @Override
        public String kind() {
            return "agreement.question-asked";
        }
    }

    record QuestionAnswered(Actor by, AskId ask, PersonId about) implements OfAsk {
        @Override
        public String kind() {
            return "agreement.question-answered";
        }
    }

    /** Carers who did not agree were heard, and the head decided. The words stay in the hearing. */
    record FamilyHeard(Actor by, PersonId child, Audience audience, int heard, boolean agreed)
            implements AgreementEvent, ChangesPolicy {
        @Override
        public Affected affected() {
            return Affected.person(child);
        }

        @Override
        public String kind() {
            return "agreement.family-heard";
        }

        @Override
        public String subject() {
            return "person:" + child;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of(
                    "audience", audience.name(),
                    "heard", Integer.toString(heard),
                    "answer", agreed ? "yes" : "no");
        }
    }

    /** One more of a child's carers was asked. */
    record CarerAsked(Actor by, RoundId round, PersonId child, PersonId carer) implements AgreementEvent {
        @Override
        public String kind() {
            return "agreement.carer-asked";
        }

        @Override
        public String subject() {
            return "person:" + child;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("carer", carer.toString(), "round", round.toString());
        }
    }

    /** Letters with links were printed for those who have no e-mail address. */
    record LettersPrinted(Actor by, RoundId round, int letters) implements OfRound {
        @Override
        public String kind() {
            return "agreement.letters-printed";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("letters", Integer.toString(letters));
        }
    }

    /** A paper came back and was entered; {@code waits} until somebody else has looked. */
    record PaperEntered(Actor by, PaperId paper, PersonId about, boolean agreed, boolean waits)
            implements AgreementEvent {
        @Override
        public String kind() {
            return "agreement.paper-entered";
        }

        @Override
        public String subject() {
            return "paper:" + paper;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of(
                    "about", about.toString(),
                    "answer", agreed ? "yes" : "no",
                    "second-look", waits ? "waiting" : "none");
        }
    }

    /** Somebody else looked at a paper that waited. */
    record PaperLookedAt(Actor by, PaperId paper, PersonId about, boolean itIsSo) implements AgreementEvent {
        @Override
        public String kind() {
            return "agreement.paper-looked-at";
        }

        @Override
        public String subject() {
            return "paper:" + paper;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("about", about.toString(), "outcome", itIsSo ? "as entered" : "returned");
        }
    }

    /** Somebody looked at the scan of a paper. */
    record ScanRead(Actor by, UUID scan) implements AgreementEvent {
        @Override
        public String kind() {
            return "agreement.scan-read";
        }

        @Override
        public String subject() {
            return "scan:" + scan;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }
    }
}

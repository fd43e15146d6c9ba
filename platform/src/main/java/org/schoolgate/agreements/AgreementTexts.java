package org.schoolgate.agreements;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.agreements.AgreementText.Approval;
import org.schoolgate.agreements.AgreementText.State;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Library;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A school's agreements as texts: composed from the library, worded, approved, put in force, replaced (AGR-1, AGR-27). */
@Service
public class AgreementTexts {
    private final AgreementTextStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AgreementTexts(AgreementTextStore store, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** What became of a wish to change a draft. */
    public sealed interface Drafting {
        record Done(AgreementText text) implements Drafting {}

        /** It is approved, and words that were approved stay. */
        record NotADraft(AgreementText text) implements Drafting {}

        /** More than one answer to a question that has one, by its name in the library. */
        record Contradiction(List<String> choices) implements Drafting {}

        /** Nothing is left that somebody could sign. */
        record NothingToSign() implements Drafting {}
    }

    /** What became of a wish to put a version in force. */
    public sealed interface Enforcement {
        record Done(AgreementText text, Optional<AgreementText> replaced) implements Enforcement {}

        record NotApproved() implements Enforcement {}

        record DateInThePast() implements Enforcement {}
    }

    /** What became of a wish to add words in another language. */
    public sealed interface Translation {
        record Done(AgreementText text) implements Translation {}

        record AlreadyThere() implements Translation {}

        record ApproveFirst() implements Translation {}

        record UnknownLanguage() implements Translation {}
    }

    /** Every version, by audience, newest first. */
    @Transactional(readOnly = true)
    public List<AgreementText> all(Actor actor) {
        AgreementsAccess.ACCESS.require(actor, Operation.READ_TEXTS);
        return store.all(actor.school());
    }

    @Transactional(readOnly = true)
    public AgreementText find(Actor actor, TextId id) {
        AgreementsAccess.ACCESS.require(actor, Operation.READ_TEXTS);
        return existing(actor.school(), id);
    }

    /** What people of this audience are asked to sign. */
    @Transactional(readOnly = true)
    public Optional<AgreementText> inForce(SchoolId school, Audience audience) {
        return store.of(school, audience).stream()
                .filter(AgreementText::isInForce)
                .findFirst();
    }

    /** The version that is being prepared, or a new one: the words in force, or the library's usual rules. */
    @Transactional
    public AgreementText draft(Actor actor, Audience audience, Change change) {
        AgreementsAccess.ACCESS.require(actor, Operation.DRAFT_TEXT);
        store.lock(actor.school(), audience);
        var versions = store.of(actor.school(), audience);
        return versions.stream()
                .filter(text -> text.isDraft() || text.state() instanceof State.Approved)
                .findFirst()
                .orElseGet(() -> begin(actor, audience, change, versions));
    }

    private AgreementText begin(Actor actor, Audience audience, Change wanted, List<AgreementText> versions) {
        var latest = versions.stream().findFirst();
        var change = latest.isEmpty() ? Change.MAJOR : wanted;
        var library = Library.ours();
        var draft = new AgreementText(
                TextId.random(),
                audience,
                latest.map(AgreementText::number).orElse(VersionNumber.NONE).after(change),
                change,
                Map.of(
                        Wording.ENGLISH,
                        latest.map(AgreementText::english)
                                .orElseGet(() -> library.compose(audience, library.usual(audience)))),
                new State.Draft(person(actor), clock.instant()));
        store.add(actor.school(), draft);
        events.publishEvent(new AgreementEvent.TextDrafted(actor, draft.id(), audience, draft.number()));
        return draft;
    }

    /** Chooses the rules of a draft; what was worded the school's own way stays so. */
    @Transactional
    public Drafting choose(Actor actor, TextId id, Set<String> rules) {
        var text = locked(actor, id);
        var contradictions = Library.ours().contradictions(rules);
        if (!contradictions.isEmpty()) {
            return new Drafting.Contradiction(contradictions);
        }
        return reword(actor, text, Library.ours().recompose(text.english(), rules));
    }

    /** Words a draft the school's own way: {@code said} by the key of a line. */
    @Transactional
    public Drafting reword(Actor actor, TextId id, String title, String introduction, Map<String, String> said) {
        var text = locked(actor, id);
        return reword(actor, text, text.english().reworded(Wording.ENGLISH, title, introduction, said));
    }

    /** Adds a rule of the school's own under one of the draft's headings. */
    @Transactional
    public Drafting add(Actor actor, TextId id, String section, String words) {
        var text = locked(actor, id);
        return reword(actor, text, text.english().adding(section, words));
    }

    /** Says that a draft changes more, or less, than it was begun for. */
    @Transactional
    public Drafting rate(Actor actor, TextId id, Change change) {
        var text = locked(actor, id);
        if (!text.isDraft()) {
            return new Drafting.NotADraft(text);
        }
        var before = replacedBy(actor, text).map(AgreementText::number).orElse(VersionNumber.NONE);
        store.renumber(actor.school(), id, change, before.after(change));
        return new Drafting.Done(existing(actor.school(), id));
    }

    private Drafting reword(Actor actor, AgreementText text, Wording wording) {
        if (!text.isDraft()) {
            return new Drafting.NotADraft(text);
        }
        if (!wording.canBeSigned()) {
            return new Drafting.NothingToSign();
        }
        store.reword(actor.school(), text.id(), wording);
        return new Drafting.Done(existing(actor.school(), text.id()));
    }

    /** Makes a draft final. Its words never change after this. */
    @Transactional
    public Approval approve(Actor actor, TextId id) {
        AgreementsAccess.ACCESS.require(actor, Operation.APPROVE_TEXT);
        var text = existing(actor.school(), id);
        store.lock(actor.school(), text.audience());
        text = existing(actor.school(), id);
        var approval = text.approve(person(actor), clock.instant(), replacedBy(actor, text));
        if (approval instanceof Approval.Approved(var approved)) {
            store.move(actor.school(), approved);
            published(actor, approved, approved.english());
        }
        return approval;
    }

    /**
     * Puts an approved version in force. Signatures under the version before count until the end of {@code askedUntil}
     * where the change is a major one, and go on counting where it is minor.
     */
    @Transactional
    public Enforcement putInForce(Actor actor, TextId id, LocalDate askedUntil) {
        AgreementsAccess.ACCESS.require(actor, Operation.APPROVE_TEXT);
        store.lock(actor.school(), existing(actor.school(), id).audience());
        var text = existing(actor.school(), id);
        if (!(text.state() instanceof State.Approved)) {
            return new Enforcement.NotApproved();
        }
        var now = clock.instant();
        var until = text.change() == Change.MINOR ? now : endOf(askedUntil);
        var before = replacedBy(actor, text);
        if (before.isPresent() && until.isBefore(now)) {
            return new Enforcement.DateInThePast();
        }
        var replaced = before.map(earlier -> earlier.replace(now, until));
        replaced.ifPresent(earlier -> store.move(actor.school(), earlier));
        var inForce = text.putInForce(now);
        store.move(actor.school(), inForce);
        events.publishEvent(new AgreementEvent.TextInForce(actor, id, inForce.audience(), inForce.number(), until));
        return new Enforcement.Done(inForce, replaced);
    }

    /** Adds a version's words in one more language, which the one who adds them approves. */
    @Transactional
    public Translation translate(
            Actor actor, TextId id, String language, String title, String introduction, Map<String, String> said) {
        AgreementsAccess.ACCESS.require(actor, Operation.APPROVE_TEXT);
        store.lock(actor.school(), existing(actor.school(), id).audience());
        var text = existing(actor.school(), id);
        if (text.isDraft()) {
            return new Translation.ApproveFirst();
        }
        if (!isLanguage(language)) {
            return new Translation.UnknownLanguage();
        }
        if (text.in(language).isPresent()) {
            return new Translation.AlreadyThere();
        }
        var wording = text.english().reworded(language, title, introduction, said);
        store.translate(actor.school(), id, wording, person(actor), clock.instant());
        var translated = existing(actor.school(), id);
        published(actor, translated, wording);
        return new Translation.Done(translated);
    }

    private void published(Actor actor, AgreementText text, Wording wording) {
        events.publishEvent(new AgreementEvent.TextApproved(
                actor, text.id(), text.audience(), text.number(), wording.language(), wording.fingerprint()));
    }

    private static boolean isLanguage(String tag) {
        return Arrays.asList(Locale.getISOLanguages())
                .contains(Locale.forLanguageTag(tag).getLanguage());
    }

    AgreementText existing(SchoolId school, TextId id) {
        return store.find(school, id).orElseThrow(() -> new NotFound("text " + id));
    }

    private AgreementText locked(Actor actor, TextId id) {
        AgreementsAccess.ACCESS.require(actor, Operation.DRAFT_TEXT);
        store.lock(actor.school(), existing(actor.school(), id).audience());
        return existing(actor.school(), id);
    }

    private Optional<AgreementText> replacedBy(Actor actor, AgreementText text) {
        return inForce(actor.school(), text.audience());
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(AcademicYear.LONDON).toInstant();
    }

    private static PersonId person(Actor actor) {
        return actor.personId().orElseThrow(() -> new Forbidden(actor, "decide about a text without being somebody"));
    }
}

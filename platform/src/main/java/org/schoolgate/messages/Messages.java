package org.schoolgate.messages;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.ui.Words;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Letters to people. A letter is a row of the transaction that had a reason to write it, and is sent after that. */
@Service
public class Messages {
    private final OutboxStore store;
    private final Schools schools;
    private final ObjectProvider<Recipients> recipients;
    private final Clock clock;

    Messages(OutboxStore store, Schools schools, ObjectProvider<Recipients> recipients, Clock clock) {
        this.store = store;
        this.schools = schools;
        this.recipients = recipients;
        this.clock = clock;
    }

    /** What a role may do with letters. */
    public enum Operation {
        READ_LOG
    }

    /** Who may see what the school has written to whom. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.READ_LOG, Role.HEAD, Role.OFFICE)
            .done();

    /** Writes to somebody. {@code link} is what the letter's link button opens, if it has one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Posted email(SchoolId school, PersonId to, Letter letter, @Nullable OneTimeLink link) {
        return recipient(school, to)
                .<Posted>map(recipient -> post(school, to, recipient, letter, link))
                .orElseGet(Posted.NoAddress::new);
    }

    /** Writes to somebody. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Posted email(SchoolId school, PersonId to, Letter letter) {
        return email(school, to, letter, null);
    }

    /** Writes to an address that is nobody's of the school: a helpdesk, a provider. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Posted emailOutside(SchoolId school, String name, String address, Letter letter) {
        return emailOutside(school, name, address, letter, null);
    }

    /** The same with a link, which opens a page that asks for nobody's account. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Posted emailOutside(
            SchoolId school, String name, String address, Letter letter, @Nullable OneTimeLink link) {
        return post(school, null, new Recipients.Recipient(name, address, Locale.UK), letter, link);
    }

    /** How far a letter has come, for the module that wrote it. */
    @Transactional(readOnly = true)
    public Optional<Message.State> state(SchoolId school, UUID message) {
        return store.find(school, message).map(Message::state);
    }

    /**
     * Writes to an address that is nobody's of the school and that the school's people are not to know: the log of letters
     * has the letter and not where it went.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Posted emailInConfidence(SchoolId school, String address, Letter letter) {
        return post(school, null, new Recipients.Recipient("", address, Locale.UK), letter, null);
    }

    /** The language that somebody reads, so that a letter can be worded in it; English where nothing is known. */
    @Transactional(readOnly = true)
    public Locale languageOf(SchoolId school, PersonId person) {
        return recipient(school, person).map(Recipients.Recipient::language).orElse(Locale.UK);
    }

    /** The newest letters, newest first, without what they say, and of what is in confidence not where it went. */
    @Transactional(readOnly = true)
    public List<Message> log(Actor actor, int most) {
        ACCESS.require(actor, Operation.READ_LOG);
        return store.newest(actor.school(), most).stream()
                .map(message -> message.isInConfidence() ? message.withheld() : message)
                .toList();
    }

    /** What became of these letters, as far as they are still kept. */
    @Transactional(readOnly = true)
    public Delivered delivered(SchoolId school, Collection<UUID> letters) {
        return store.delivered(school, letters);
    }

    /** The newest letters of a demonstration school, for the outbox page of the demonstration. */
    @Transactional(readOnly = true)
    public List<Message> outbox(SchoolId school, int most) {
        return store.newest(school, most);
    }

    /** The newest letters of a demonstration school to addresses of which {@code part} is one. */
    @Transactional(readOnly = true)
    public List<Message> outboxTo(SchoolId school, String part, int most) {
        return store.newestTo(school, part, most);
    }

    /** How many of them there are. */
    @Transactional(readOnly = true)
    public int countTo(SchoolId school, String part) {
        return store.countTo(school, part);
    }

    /** One letter of a demonstration school, with its link, as the one it was written to reads it. */
    @Transactional(readOnly = true)
    public Optional<Message> open(SchoolId school, UUID message) {
        return store.find(school, message);
    }

    /** The first address of this school's people that a bean knows. */
    private Optional<Recipients.Recipient> recipient(SchoolId school, PersonId person) {
        return recipients
                .orderedStream()
                .flatMap(one -> one.recipient(school, person).stream())
                .findFirst();
    }

    private Posted post(
            SchoolId school,
            @Nullable PersonId person,
            Recipients.Recipient to,
            Letter letter,
            @Nullable OneTimeLink link) {
        if (letter.hasLink() != (link != null)) {
            throw new IllegalArgumentException("a link and its button go together in " + letter.kind());
        }
        var name = schools.find(school).map(School::name).orElseThrow();
        var subject = Words.in(to.language(), () -> say(letter.kind() + ".subject", name));
        var id = UUID.randomUUID();
        store.add(school, id, person, to, subject, letter, link, clock.instant());
        return new Posted.Waiting(id);
    }
}

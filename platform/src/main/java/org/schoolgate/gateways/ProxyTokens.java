package org.schoolgate.gateways;

import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.schoolgate.access.ReaderKind;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Directory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tokens by which a gateway knows a person on a device: random, for that one device, and taken away at once when it is
 * lost. No school password ever stands in proxy credentials.
 */
@Service
public class ProxyTokens {
    /** 130 bits, in letters that a browser's address can carry. */
    static final int LETTERS = 26;

    static final int LONGEST_DEVICE = 60;

    private final ProxyTokenStore store;
    private final Roster roster;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ProxyTokens(ProxyTokenStore store, Roster roster, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.roster = roster;
        this.events = events;
        this.clock = clock;
    }

    /** What a role may do with device tokens. */
    public enum Operation {
        /** For anybody of the school. */
        ISSUE_TO_ANYBODY,
        /** For the pupils whom one teaches. */
        ISSUE_TO_OWN_PUPILS
    }

    /** Who may issue and revoke them, and for whom. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.ISSUE_TO_ANYBODY, Role.TECHNICIAN)
            .allow(Operation.ISSUE_TO_OWN_PUPILS, Role.TEACHER, Role.TEACHING_ASSISTANT)
            .done();

    /** What became of a wish for one. */
    public sealed interface Issue {
        /** It is issued; nobody sees its text a second time. */
        record Done(UUID id, String token) implements Issue {}

        /** The person does not belong to the school today. */
        record NotHere() implements Issue {}

        /** Nobody who goes online at the school by themselves: no gateway would know them by it. */
        record NoReader() implements Issue {}

        record NoDevice() implements Issue {}
    }

    /** Gives somebody a token for a device; its text is shown this once. */
    @Transactional
    public Issue issue(Actor actor, PersonId person, String device) {
        requireFor(actor, person);
        var roles = roster.roles(actor.school(), person, roster.today());
        if (roles.isEmpty()) {
            return new Issue.NotHere();
        }
        if (Collections.disjoint(roles, ReaderKind.ROLES)) {
            return new Issue.NoReader();
        }
        if (device.isBlank() || device.length() > LONGEST_DEVICE) {
            return new Issue.NoDevice();
        }
        var text = Secret.letters(LETTERS);
        var token = new ProxyToken(UUID.randomUUID(), person, device.strip(), clock.instant(), null);
        store.add(actor.school(), token, Directory.hash(text), actor.personId().orElse(null));
        events.publishEvent(new Issued(actor, token.id(), person, token.device()));
        return new Issue.Done(token.id(), text);
    }

    /** Takes one away: the gateways know nobody by it within a moment. */
    @Transactional
    public void revoke(Actor actor, UUID id) {
        var token = store.lock(actor.school(), id).orElseThrow(() -> new NotFound("device token " + id));
        requireFor(actor, token.person());
        if (token.isInForce()) {
            store.revoke(actor.school(), id, clock.instant(), actor.personId().orElse(null));
            events.publishEvent(new Revoked(actor, id, token.person(), token.device()));
        }
    }

    /** All that these people ever had, those in force first. */
    @Transactional(readOnly = true)
    public List<ProxyToken> of(Actor actor, Collection<PersonId> people) {
        people.forEach(person -> requireFor(actor, person));
        return store.of(actor.school(), people);
    }

    /** Whoever of the school has one in force. */
    @Transactional(readOnly = true)
    public List<PersonId> holders(Actor actor) {
        ACCESS.require(actor, Operation.ISSUE_TO_ANYBODY);
        return store.holders(actor.school());
    }

    /** The names of devices by the mark that gateways put into what they saw; for pages of activity. */
    @Transactional(readOnly = true)
    public Map<String, String> devices(SchoolId school) {
        return store.devices(school);
    }

    /** Whether the actor may issue and revoke tokens of this person. */
    @Transactional(readOnly = true)
    public boolean mayFor(Actor actor, PersonId person) {
        if (ACCESS.allows(actor, Operation.ISSUE_TO_ANYBODY)) {
            return true;
        }
        return ACCESS.allows(actor, Operation.ISSUE_TO_OWN_PUPILS)
                && actor.personId()
                        .map(adult -> roster.teaches(actor.school(), adult, person, roster.today()))
                        .orElse(false);
    }

    private void requireFor(Actor actor, PersonId person) {
        if (!mayFor(actor, person)) {
            throw new Forbidden(actor, Operation.ISSUE_TO_ANYBODY.name());
        }
    }

    /** Somebody was given a token for a device. */
    public record Issued(Actor by, UUID id, PersonId person, String device) implements ChangesPolicy {
        @Override
        public Affected affected() {
            return Affected.NOBODY;
        }

        @Override
        public String kind() {
            return "device-token.issued";
        }

        @Override
        public String subject() {
            return "person:" + person;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("token", id.toString(), "device", device);
        }
    }

    /** A device's token stands for nobody any more. */
    public record Revoked(Actor by, UUID id, PersonId person, String device) implements ChangesPolicy {
        @Override
        public Affected affected() {
            return Affected.NOBODY;
        }

        @Override
        public String kind() {
            return "device-token.revoked";
        }

        @Override
        public String subject() {
            return "person:" + person;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("token", id.toString(), "device", device);
        }
    }
}

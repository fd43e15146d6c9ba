package org.schoolgate.gateways;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.tenancy.Directory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A school's gateways: registering them, giving them a new token, taking it away, and how they are. */
@Service
public class Gateways {
    /** Gateways stay registered until somebody revokes them. */
    private static final Instant FOR_EVER = Instant.parse("9999-12-31T00:00:00Z");

    private final GatewayStore store;
    private final Directory directory;
    private final FeedVersionStore versions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Gateways(
            GatewayStore store,
            Directory directory,
            FeedVersionStore versions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.directory = directory;
        this.versions = versions;
        this.events = events;
        this.clock = clock;
    }

    /** What a role may do with gateways. */
    public enum Operation {
        SEE,
        MANAGE
    }

    /** Who may see how gateways are, and who may register and revoke them. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.SEE, Role.TECHNICIAN, Role.HEAD, Role.ONLINE_SAFETY_COORDINATOR, Role.SAFEGUARDING_LEAD)
            .allow(Operation.MANAGE, Role.TECHNICIAN)
            .done();

    /** What became of a wish to register one. */
    public sealed interface Registration {
        /** It is registered; nobody sees the token a second time. */
        record Done(GatewayId id, String token) implements Registration {}

        record NameTaken(String name) implements Registration {}
    }

    /** What became of a wish to change one. */
    public sealed interface Change {
        record Done() implements Change {}

        record NameTaken(String name) implements Change {}

        record Revoked() implements Change {}
    }

    /** What became of a wish for a new token. */
    public sealed interface Replacement {
        /** It has a new one; nobody sees it a second time. */
        record Done(String token) implements Replacement {}

        record Revoked() implements Replacement {}
    }

    /** Every gateway that the school ever registered, those in use first. */
    @Transactional(readOnly = true)
    public List<Gateway> all(Actor actor) {
        ACCESS.require(actor, Operation.SEE);
        return store.all(actor.school());
    }

    @Transactional(readOnly = true)
    public Gateway find(Actor actor, GatewayId id) {
        ACCESS.require(actor, Operation.SEE);
        return store.find(actor.school(), id).orElseThrow(() -> new NotFound("gateway " + id));
    }

    /** The newest policy that gateways should hold; null before the first. */
    @Transactional(readOnly = true)
    public @Nullable FeedVersion newest(Actor actor) {
        ACCESS.require(actor, Operation.SEE);
        return versions.find(actor.school()).map(FeedVersionStore.Row::version).orElse(null);
    }

    /** Registers a gateway; its token is shown this once. */
    @Transactional
    public Registration register(Actor actor, String name, @Nullable String address) {
        ACCESS.require(actor, Operation.MANAGE);
        var id = GatewayId.random();
        if (store.named(actor.school(), name, id)) {
            return new Registration.NameTaken(name);
        }
        var token = newToken(actor);
        store.add(
                actor.school(),
                id,
                name,
                address,
                Directory.hash(token),
                clock.instant(),
                actor.personId().orElse(null));
        events.publishEvent(new Registered(actor, id, name));
        return new Registration.Done(id, token);
    }

    /** Gives it another name, or another address at which browsers find it. */
    @Transactional
    public Change change(Actor actor, GatewayId id, String name, @Nullable String address) {
        ACCESS.require(actor, Operation.MANAGE);
        if (locked(actor, id).revokedAt() != null) {
            return new Change.Revoked();
        }
        if (store.named(actor.school(), name, id)) {
            return new Change.NameTaken(name);
        }
        store.change(actor.school(), id, name, address);
        events.publishEvent(new Changed(actor, id, name, address == null ? "" : address));
        return new Change.Done();
    }

    /** Gives it a new token, shown this once. The old one opens nothing from now on. */
    @Transactional
    public Replacement replaceToken(Actor actor, GatewayId id) {
        ACCESS.require(actor, Operation.MANAGE);
        var gateway = locked(actor, id);
        if (gateway.revokedAt() != null) {
            return new Replacement.Revoked();
        }
        var token = newToken(actor);
        store.replaceToken(actor.school(), id, Directory.hash(token), clock.instant());
        events.publishEvent(new TokenReplaced(actor, id, gateway.name()));
        return new Replacement.Done(token);
    }

    /** Takes its token away. What it holds stays in force there, but it learns nothing new and its events are refused. */
    @Transactional
    public void revoke(Actor actor, GatewayId id) {
        ACCESS.require(actor, Operation.MANAGE);
        var gateway = locked(actor, id);
        if (gateway.revokedAt() == null) {
            store.revoke(actor.school(), id, Directory.hash(Secret.letters(52)), clock.instant());
            events.publishEvent(new Revoked(actor, id, gateway.name()));
        }
    }

    /**
     * Begins a new epoch of the school's policy, after its database was restored by hand: gateways fetch it whole, whatever
     * version they hold. A restore that the program itself notices needs no call.
     */
    @Transactional
    public void beginEpoch(Actor actor, String reason) {
        ACCESS.require(actor, Operation.MANAGE);
        versions.beginEpoch(actor.school(), 0);
        events.publishEvent(new EpochBegun(actor, reason));
    }

    private Gateway locked(Actor actor, GatewayId id) {
        return store.lock(actor.school(), id).orElseThrow(() -> new NotFound("gateway " + id));
    }

    private String newToken(Actor actor) {
        var token = GatewayCalls.TOKEN_BEGINS + Secret.letters(GatewayCalls.TOKEN_LETTERS);
        if (!directory.put(Directory.Kind.GATEWAY, token, actor.school(), FOR_EVER)) {
            throw new IllegalStateException("two random tokens of 260 bits are the same");
        }
        return token;
    }

    /** A gateway was registered. */
    public record Registered(Actor by, GatewayId id, String name) implements Audited {
        @Override
        public String kind() {
            return "gateway.registered";
        }

        @Override
        public String subject() {
            return "gateway:" + id;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("name", name);
        }
    }

    /** A gateway has another name or address. */
    public record Changed(Actor by, GatewayId id, String name, String address) implements Audited {
        @Override
        public String kind() {
            return "gateway.changed";
        }

        @Override
        public String subject() {
            return "gateway:" + id;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("name", name, "address", address);
        }
    }

    /** A gateway was given a new token, and the old one opens nothing any more. */
    public record TokenReplaced(Actor by, GatewayId id, String name) implements Audited {
        @Override
        public String kind() {
            return "gateway.token-replaced";
        }

        @Override
        public String subject() {
            return "gateway:" + id;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("name", name);
        }
    }

    /** A gateway's token opens nothing any more. */
    public record Revoked(Actor by, GatewayId id, String name) implements Audited {
        @Override
        public String kind() {
            return "gateway.revoked";
        }

        @Override
        public String subject() {
            return "gateway:" + id;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("name", name);
        }
    }

    /** The school's policy began a new epoch. */
    public record EpochBegun(Actor by, String reason) implements Audited {
        @Override
        public String kind() {
            return "policy.epoch-begun";
        }

        @Override
        public String subject() {
            return "school:" + by.school();
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("reason", reason);
        }
    }
}

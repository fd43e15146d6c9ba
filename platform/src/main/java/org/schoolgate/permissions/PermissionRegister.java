package org.schoolgate.permissions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.Permission.State;
import org.schoolgate.permissions.Permissions.Operation;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The lists of a school's permissions: mine, waiting for me, open, about a person, about a site (APR-5, FIL-24). */
@Service
public class PermissionRegister {
    private static final int MOST = 200;
    private static final Duration LATELY = Duration.ofDays(90);

    private final PermissionStore store;
    private final PermissionKinds kinds;
    private final WhoDecides who;
    private final Settings settings;
    private final Clock clock;

    PermissionRegister(PermissionStore store, PermissionKinds kinds, WhoDecides who, Settings settings, Clock clock) {
        this.store = store;
        this.kinds = kinds;
        this.who = who;
        this.settings = settings;
        this.clock = clock;
    }

    /** One, for its asker, for whoever may decide it, and for those who see all. */
    @Transactional(readOnly = true)
    public Permission find(Actor actor, PermissionId id) {
        return store.find(actor.school(), id)
                .filter(permission -> who.maySee(actor, permission))
                .orElseThrow(() -> new NotFound("permission " + id));
    }

    /** What the actor asked for, newest first. */
    @Transactional(readOnly = true)
    public List<Permission> mine(Actor.Somebody actor) {
        Permissions.ACCESS.require(actor, Operation.ASK);
        return store.askedBy(actor.school(), actor.person(), MOST);
    }

    /** What waits for the actor's decision, oldest first; nothing for those who decide nothing. */
    @Transactional(readOnly = true)
    public List<Permission> waiting(Actor actor) {
        return Permissions.ACCESS.allows(actor, Operation.DECIDE)
                ? who.turnOf(actor, actor.school(), store.waiting(actor.school()), clock.instant())
                : List.of();
    }

    /** How many wait for anybody, for counts that name nobody. */
    @Transactional(readOnly = true)
    public int waiting(SchoolId school) {
        return store.waiting(school).size();
    }

    /** Everything that is open, the first to end first. */
    @Transactional(readOnly = true)
    public List<Permission> live(Actor actor) {
        Permissions.ACCESS.require(actor, Operation.LIST);
        return store.live(actor.school());
    }

    /** All about a person, as asker or as the one it is for, newest first. */
    @Transactional(readOnly = true)
    public List<Permission> about(Actor actor, PersonId person) {
        Permissions.ACCESS.require(actor, Operation.LIST);
        return store.about(actor.school(), person, MOST);
    }

    /** All about a thing, such as a site, newest first. */
    @Transactional(readOnly = true)
    public List<Permission> about(Actor actor, String thing) {
        Permissions.ACCESS.require(actor, Operation.LIST);
        return store.about(actor.school(), thing, MOST);
    }

    /** What the program closed lately because nobody said that it is still needed, newest first (FIL-24). */
    @Transactional(readOnly = true)
    public List<Permission> closedAsStale(Actor actor) {
        Permissions.ACCESS.require(actor, Operation.LIST);
        return store.closedByItself(actor.school(), clock.instant().minus(LATELY));
    }

    /** Whether it ends so soon that its end is announced. */
    @Transactional(readOnly = true)
    public boolean isEnding(Permission permission) {
        return permission.state() instanceof State.Granted(var grant)
                && grant.until()
                        .isBefore(clock.instant().plus(PermissionSettings.notice(settings, permission.school())));
    }

    /** Those of one kind that hold or will hold, for the module that puts them into effect. */
    @Transactional(readOnly = true)
    public List<Permission> inForce(SchoolId school, String kind) {
        return store.live(school, kind, clock.instant());
    }

    /** The kind of a permission, which knows its words. */
    public PermissionKind kindOf(Permission permission) {
        return kinds.of(permission);
    }

    /** Who decides it, after the school's settings. */
    @Transactional(readOnly = true)
    public Deciders deciders(Permission permission) {
        return who.deciders(permission);
    }

    /** Whether the actor may decide it: never the asker. */
    @Transactional(readOnly = true)
    public boolean mayDecide(Actor actor, Permission permission) {
        return who.mayDecide(actor, permission);
    }

    /** Whether the actor may close it: the asker, whoever decides, and those who review. */
    @Transactional(readOnly = true)
    public boolean mayClose(Actor actor, Permission permission) {
        return who.mayClose(actor, permission);
    }

    /** By when it is to be answered. */
    @Transactional(readOnly = true)
    public Instant due(Permission permission) {
        return permission.request().at().plus(PermissionSettings.answer(settings, permission.school()));
    }

    /** When somebody is to look whether it is still needed; empty where it is not open. */
    @Transactional(readOnly = true)
    public Optional<Instant> reviewDue(Permission permission) {
        return permission.state() instanceof State.Granted(var grant)
                ? Optional.of(grant.lookedAt().plus(PermissionSettings.review(settings, permission.school())))
                : Optional.empty();
    }
}

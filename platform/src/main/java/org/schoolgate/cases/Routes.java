package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.cases.ProcedurePolicy.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who hears of what is told, and which kind of case follows from it: as it comes with the program, unless the head says
 * otherwise. What protects a child, and what is for a few alone, is no school's to change.
 */
@Service
public class Routes {
    private static final int LONGEST_WHY = 1_000;

    private final RouteStore store;
    private final SchoolProcedures procedures;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Routes(RouteStore store, SchoolProcedures procedures, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.procedures = procedures;
        this.events = events;
        this.clock = clock;
    }

    /** The head said where something goes. */
    record Changed(Actor by, Matter matter, Set<Role> heardBy, String procedure, String why) implements Audited {
        @Override
        public String kind() {
            return "matter.routed";
        }

        @Override
        public String subject() {
            return "matter:" + matter;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of(
                    "heard-by",
                    heardBy.stream().map(Role::name).sorted().collect(Collectors.joining(" ")),
                    "procedure",
                    procedure,
                    "why",
                    why);
        }
    }

    /** Whom a school may name to hear of a matter: those who read what is told in the whole school. */
    public static List<Role> offered() {
        return List.of(
                Role.HEAD,
                Role.SENIOR_LEADER,
                Role.SAFEGUARDING_LEAD,
                Role.DEPUTY_SAFEGUARDING_LEAD,
                Role.ONLINE_SAFETY_COORDINATOR);
    }

    /** What adults can tell about, with where each goes, for everybody who works here. */
    @Transactional(readOnly = true)
    public List<Route> all(Actor.Somebody actor) {
        ProcedurePolicy.ACCESS.require(actor, Operation.READ);
        var routes = store.all(actor.school());
        return Arrays.stream(Matter.Group.values())
                .flatMap(group -> Matter.of(group).stream())
                .map(routes::get)
                .toList();
    }

    /** One that this actor may change. */
    @Transactional(readOnly = true)
    public Route one(Actor.Somebody actor, Matter matter) {
        Settings.ACCESS.require(actor, Settings.Operation.CHANGE);
        if (!matter.isTheSchools()) {
            throw new NotFound("route of " + matter);
        }
        return routeOf(actor, matter);
    }

    /**
     * The kind of case that follows from a matter as a rule; empty where that is to be seen. Where the school's own cannot be
     * read any more, what comes with the program follows.
     */
    @Transactional(readOnly = true)
    public String kind(Actor.Somebody actor, Matter matter) {
        var kind = routeOf(actor, matter).procedure();
        return kind.isEmpty() || procedures.isOffered(actor.school(), kind) ? kind : matter.procedure();
    }

    private Route routeOf(Actor.Somebody actor, Matter matter) {
        return store.all(actor.school()).getOrDefault(matter, Route.brought(matter));
    }

    /** Says where something goes from now on. Answers with what has to be put right first; with nothing where it is done. */
    @Transactional
    public Problems change(Actor.Somebody actor, Matter matter, Set<Role> heardBy, String procedure, String why) {
        var before = one(actor, matter);
        var roles = EnumSet.noneOf(Role.class);
        roles.addAll(heardBy);
        roles.addAll(matter.alwaysHeardBy());
        var kind = matter.isOfOneKind() ? matter.procedure() : procedure;
        var problems = Problems.none()
                .when(!offered().containsAll(roles), "heard-by", say("cases.route.whom"))
                .when(
                        !kind.isEmpty() && !procedures.isOffered(actor.school(), kind),
                        "procedure",
                        say("cases.new.choose"))
                .when(why.isBlank(), "why", say("cases.route.why.missing"))
                .when(why.length() > LONGEST_WHY, "why", say("cases.route.why.long", LONGEST_WHY));
        if (!problems.any()
                && !(before.heardBy().equals(roles) && before.procedure().equals(kind))) {
            store.say(actor, matter, roles, kind, why.strip(), clock.instant());
            events.publishEvent(new Changed(actor, matter, roles, kind, why.strip()));
        }
        return problems;
    }
}

package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.schoolgate.cases.Matter;
import org.schoolgate.cases.Route;
import org.schoolgate.cases.Routes;
import org.schoolgate.cases.procedure.Procedure;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.kernel.Role;
import org.schoolgate.ui.Option;

/**
 * Where something goes, in words.
 *
 * @param who who hears of it besides those who hear of everything
 * @param fixed what of that no school can change; empty where nothing is
 * @param kind what follows from it
 */
public record RouteLine(Route route, String who, String fixed, String kind) {
    static RouteLine of(Route route, Procedures inForce) {
        return new RouteLine(
                route,
                who(route),
                fixed(route.matter()),
                inForce.find(route.procedure()).map(Procedure::title).orElseGet(() -> say("cases.route.no-kind")));
    }

    private static String who(Route route) {
        var matter = route.matter();
        if (matter.isForTheHeadAlone()) {
            return say("cases.route.head");
        }
        if (matter == Matter.ABOUT_THE_HEAD) {
            return say("cases.route.chair");
        }
        if (matter.isClosedToOthers()) {
            return say("cases.route.closed");
        }
        return route.heardBy().isEmpty() ? say("cases.route.all") : say("cases.route.also", names(route.heardBy()));
    }

    private static String fixed(Matter matter) {
        if (!matter.isTheSchools()) {
            return say("cases.route.fixed");
        }
        if (matter.isOfOneKind()) {
            return say("cases.route.fixed-kind");
        }
        return !matter.alwaysHeardBy().isEmpty() ? say("cases.route.fixed-lead") : "";
    }

    private static String names(Collection<Role> roles) {
        return Routes.offered().stream()
                .filter(roles::contains)
                .map(RouteLine::name)
                .collect(Collectors.joining(", "));
    }

    private static String name(Role role) {
        return say("cases.route.role." + role);
    }

    /** Whom the head may name; who hears of it in any case is no choice. */
    static List<Option> choices(Matter matter) {
        return Routes.offered().stream()
                .filter(role -> !matter.alwaysHeardBy().contains(role))
                .map(role -> Option.of(role.name(), name(role)))
                .toList();
    }
}

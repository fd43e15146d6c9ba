package org.schoolgate.permissions.web;

import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.permissions.Grant;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.Permission.State;
import org.schoolgate.permissions.PermissionKind.Finding;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.permissions.Permissions;
import org.schoolgate.permissions.Permissions.Operation;
import org.schoolgate.ui.Dates;

/** A request as one reader sees it. */
public record RequestView(
        Permission permission,
        String title,
        String effect,
        Map<String, List<Finding>> findings,
        Instant due,
        boolean mine,
        boolean mayDecide,
        boolean mayClose,
        boolean mayTicket,
        boolean isEnding,
        Optional<Instant> reviewDue) {
    static RequestView of(PermissionRegister register, Actor actor, Permission permission) {
        var kind = register.kindOf(permission);
        return new RequestView(
                permission,
                kind.title(permission),
                kind.effect(permission),
                permission.isWaiting() ? kind.findings(permission) : Map.of(),
                register.due(permission),
                actor.personId().filter(permission.request().by()::equals).isPresent(),
                register.mayDecide(actor, permission),
                register.mayClose(actor, permission),
                Permissions.ACCESS.allows(actor, Operation.TICKET),
                register.isEnding(permission),
                register.reviewDue(permission));
    }

    public String href() {
        return "/requests/" + permission.id();
    }

    /** The look of its state: wait, ok, danger or plain. */
    public String tag() {
        return switch (permission.state()) {
            case State.Waiting _ -> "wait";
            case State.Granted _ -> "ok";
            case State.Refused _, State.Revoked _ -> "danger";
            case State.Withdrawn _, State.Lapsed _, State.Ended _ -> "plain";
        };
    }

    /** Where it stands, in two or three words. */
    public String state() {
        return switch (permission.state()) {
            case State.Waiting _ -> say("permissions.state.waiting", Dates.moment(due));
            case State.Granted(var grant) -> say("permissions.state.granted", Dates.moment(grant.until()));
            case State.Refused _ -> say("permissions.state.refused");
            case State.Revoked _ -> say("permissions.state.revoked");
            case State.Withdrawn _ -> say("permissions.state.withdrawn");
            case State.Lapsed _ -> say("permissions.state.lapsed");
            case State.Ended ended -> say("permissions.state.ended", Dates.moment(ended.at()));
        };
    }

    /** What was answered, by whom and why; empty while nobody has. */
    public String answer() {
        return switch (permission.state()) {
            case State.Granted(var grant) ->
                say(
                        "permissions.answer",
                        grant.decided().name(),
                        grant.decided().reason());
            case State.Ended ended ->
                say(
                        "permissions.answer",
                        ended.grant().decided().name(),
                        ended.grant().decided().reason());
            case State.Refused(var decided) -> say("permissions.answer", decided.name(), decided.reason());
            case State.Revoked revoked ->
                say(
                        "permissions.answer",
                        revoked.decided().name(),
                        revoked.decided().reason());
            case State.Waiting _, State.Withdrawn _, State.Lapsed _ -> "";
        };
    }

    /** The provider's number and answer; empty where no provider carries it out. */
    public String ticket() {
        return permission
                .grant()
                .map(Grant::ticket)
                .map(ticket -> ticket.answer().isEmpty()
                        ? ticket.number()
                        : say("permissions.ticket.answered", ticket.number(), ticket.answer()))
                .orElse("");
    }

    /** By when somebody looks whether it is still needed; empty where it is not open. */
    public String lookAgain() {
        return reviewDue.map(Dates::day).orElse("");
    }

    /** When it ends, or ended. */
    public String until() {
        return permission.grant().map(grant -> Dates.moment(grant.until())).orElse("");
    }

    /** From when until when it was asked for, or given. */
    public String when() {
        var request = permission.request();
        return permission
                .grant()
                .map(grant -> say("permissions.from-until", Dates.moment(grant.from()), Dates.moment(grant.until())))
                .orElseGet(() ->
                        say("permissions.from-until", Dates.moment(request.from()), Dates.moment(request.until())));
    }
}

package org.schoolgate.permissions.web;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.permissions.Decided;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.Permission.State;
import org.schoolgate.permissions.PermissionLog;
import org.schoolgate.permissions.PermissionLog.Life;
import org.schoolgate.ui.Csv;
import org.schoolgate.ui.Dates;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The log of permissions as a table to take away: request, decision, use, end. */
@Controller
class LogController {
    private final PermissionLog log;
    private final Clock clock;

    LogController(PermissionLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** What was asked for between two days; of the last year where none are named. */
    @GetMapping("/requests/log.csv")
    ResponseEntity<byte[]> csv(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String first,
            @RequestParam(defaultValue = "") String last) {
        var today = LocalDate.ofInstant(clock.instant(), LONDON);
        var until = Dates.read(last).orElse(today);
        var from = Dates.read(first).orElse(until.minusYears(1));
        var lives = log.take(actor, begin(from), begin(until.plusDays(1)));
        return Csv.file(
                "permissions-" + from + "-" + until + ".csv",
                Csv.of(heads(), lives.stream().map(LogController::cells).toList()));
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(LONDON).toInstant();
    }

    private static List<String> heads() {
        return List.of(
                say("permissions.log.number"),
                say("permissions.log.title"),
                say("permissions.log.asked-by"),
                say("permissions.log.asked-at"),
                say("permissions.log.things"),
                say("permissions.log.for"),
                say("permissions.log.reason"),
                say("permissions.log.state"),
                say("permissions.log.decided-by"),
                say("permissions.log.decided-at"),
                say("permissions.log.decision-reason"),
                say("permissions.log.given"),
                say("permissions.log.from"),
                say("permissions.log.until"),
                say("permissions.log.ticket"),
                say("permissions.log.ticket-answer"),
                say("permissions.log.used"),
                say("permissions.log.last-used"),
                say("permissions.log.ended-at"),
                say("permissions.log.ended-by"),
                say("permissions.log.end-reason"));
    }

    private static List<String> cells(Life life) {
        var permission = life.permission();
        var request = permission.request();
        var decided = decided(permission);
        var grant = permission.grant();
        var closed = permission.state() instanceof State.Revoked(var _, var by) ? by : null;
        return List.of(
                permission.reference(),
                life.title(),
                request.byName(),
                Dates.exact(request.at()),
                String.join(" ", request.things()),
                request.forWhom().label(),
                request.reason(),
                say("permissions.log.state." + word(permission)),
                decided == null ? "" : decided.name(),
                decided == null ? "" : Dates.exact(decided.at()),
                decided == null ? "" : decided.reason(),
                grant.map(one -> String.join(" ", one.things())).orElse(""),
                grant.map(one -> Dates.exact(one.from())).orElse(""),
                grant.map(one -> Dates.exact(one.until())).orElse(""),
                grant.map(one -> one.ticket()).map(ticket -> ticket.number()).orElse(""),
                grant.map(one -> one.ticket()).map(ticket -> ticket.answer()).orElse(""),
                life.used().map(used -> String.valueOf(used.times())).orElse(""),
                life.used().flatMap(used -> used.last()).map(Dates::exact).orElse(""),
                ended(permission),
                closed == null ? "" : closed.name(),
                closed == null ? "" : closed.reason());
    }

    private static @Nullable Decided decided(Permission permission) {
        return permission.state() instanceof State.Refused(var decided)
                ? decided
                : permission.grant().map(grant -> grant.decided()).orElse(null);
    }

    private static String word(Permission permission) {
        return switch (permission.state()) {
            case State.Waiting _ -> "waiting";
            case State.Withdrawn _ -> "withdrawn";
            case State.Lapsed _ -> "lapsed";
            case State.Refused _ -> "refused";
            case State.Granted _ -> "granted";
            case State.Revoked _ -> "revoked";
            case State.Ended _ -> "ended";
        };
    }

    private static String ended(Permission permission) {
        return switch (permission.state()) {
            case State.Withdrawn(var at) -> Dates.exact(at);
            case State.Lapsed(var at) -> Dates.exact(at);
            case State.Revoked revoked -> Dates.exact(revoked.decided().at());
            case State.Ended ended -> Dates.exact(ended.at());
            case State.Waiting _, State.Refused _, State.Granted _ -> "";
        };
    }
}

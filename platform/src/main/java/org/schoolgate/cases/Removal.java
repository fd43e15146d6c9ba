package org.schoolgate.cases;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.Scope;
import org.schoolgate.access.Scope.Pastime;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.cases.procedure.Taken;
import org.schoolgate.filtering.SiteText;
import org.schoolgate.ui.Problems;

/** What a sanction takes and for how long, read from what was said in its step. */
sealed interface Removal {
    Pattern BETWEEN = Pattern.compile("[\\s,;]+");
    Pattern WORLD_WIDE_WEB = Pattern.compile("^(https?://)?www\\.");

    /**
     * So much, for so long.
     *
     * @param from null for at once
     */
    record Of(Scope scope, @Nullable Instant from, Instant until) implements Removal {}

    record Unreadable(Problems problems) implements Removal {}

    static Removal of(Map<String, String> said, LocalDate today) {
        var problems = Problems.none();
        var scope = scope(said, problems);
        var until = until(said, today);
        if (until == null) {
            problems.add(Act.UNTIL, say("cases.sanction.no-end"));
        }
        return problems.any() || scope == null || until == null
                ? new Unreadable(problems)
                : new Of(scope, from(said), until);
    }

    private static @Nullable Scope scope(Map<String, String> said, Problems problems) {
        var rung = said.getOrDefault(Act.RUNG, "");
        if (rung.equals(Rung.GROUP_LEFT.word())) {
            return new Scope.Group(said.getOrDefault(Act.NAME, ""));
        }
        if (!rung.equals(Rung.PROGRAM_OR_MACHINE_OFF.word()) && !said.containsKey(Act.OWN)) {
            return new Scope.Everything();
        }
        return switch (Taken.of(said.getOrDefault(Act.WHAT, ""))) {
            case SITES -> sites(said, problems);
            case GAMES -> new Scope.Sort(Pastime.GAMES);
            case VIDEO -> new Scope.Sort(Pastime.VIDEO);
            case SOCIAL -> new Scope.Sort(Pastime.SOCIAL);
            case MACHINES -> new Scope.Devices(said.getOrDefault(Act.NAME, ""));
            case EVERYTHING -> new Scope.Everything();
        };
    }

    /** A site goes with all that is below it, and it is the same with and without www. */
    private static @Nullable Scope sites(Map<String, String> said, Problems problems) {
        var hosts = new HashSet<String>();
        for (var typed :
                BETWEEN.splitAsStream(said.getOrDefault(Act.SITES, "").strip()).toList()) {
            var site = SiteText.of(WORLD_WIDE_WEB.matcher(typed).replaceFirst(""));
            if (site instanceof SiteText.One(var host, var _)) {
                hosts.add(host);
            } else {
                problems.add(Act.SITES, say("cases.sanction.site", typed, site.fault()));
            }
        }
        return problems.any() ? null : new Scope.Sites(said.getOrDefault(Act.NAME, ""), hosts);
    }

    private static @Nullable Instant from(Map<String, String> said) {
        var day = said.get(Act.FROM);
        return day == null ? null : LocalDate.parse(day).atStartOfDay(LONDON).toInstant();
    }

    /** A time on the last day, or the midnight after it; a time without a day is today's. */
    private static @Nullable Instant until(Map<String, String> said, LocalDate today) {
        var day = said.get(Act.UNTIL);
        var time = said.get(Act.UNTIL_TIME);
        if (day == null && time == null) {
            return null;
        }
        var last = day == null ? today : LocalDate.parse(day);
        return (time == null
                        ? last.plusDays(1).atStartOfDay(LONDON)
                        : last.atTime(LocalTime.parse(time)).atZone(LONDON))
                .toInstant();
    }
}

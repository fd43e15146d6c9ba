package org.schoolgate.filtering;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.schoolgate.engine.Url;
import org.schoolgate.filtering.SchoolRule.Effect;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.permissions.Asking;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.permissions.PermissionId;
import org.schoolgate.permissions.Permissions;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asking for sites: staff for a class or for staff, until a date; a pupil for themselves, for the day. */
@Service
public class SiteAsking {
    private final Permissions permissions;
    private final SchoolRuleStore rules;
    private final Roster roster;
    private final Settings settings;
    private final Clock clock;

    SiteAsking(Permissions permissions, SchoolRuleStore rules, Roster roster, Settings settings, Clock clock) {
        this.permissions = permissions;
        this.rules = rules;
        this.roster = roster;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What staff ask for.
     *
     * @param sites as typed; with a path only that part of the site
     * @param forWhom the id of a class, or {@code staff}
     * @param again the refused request that is asked again; empty where it is the first
     */
    public record Wish(
            List<String> sites, String forWhom, Instant until, String reason, boolean checked, String again) {}

    /** Asks to open sites for a class or for everybody who works here. */
    @Transactional
    public Asking forReaders(Actor.Somebody actor, Wish wish) {
        var sites = wish.sites().stream().map(Site::withPath).toList();
        if (sites.isEmpty() || sites.stream().anyMatch(Optional::isEmpty)) {
            return new Asking.NotLikeThat(Problems.of("sites", say("filtering.site.unreadable")));
        }
        for (var typed : wish.sites()) {
            var question = SiteText.question(typed);
            if (question != null) {
                return new Asking.NotLikeThat(Problems.of("sites", question));
            }
        }
        return permissions.ask(
                actor,
                new org.schoolgate.permissions.Wish(
                        UnblockKind.KEY,
                        sites.stream().flatMap(Optional::stream).distinct().toList(),
                        readers(actor, wish.forWhom()),
                        clock.instant(),
                        wish.until(),
                        wish.reason(),
                        Map.of("checked", wish.checked() ? "yes" : ""),
                        wish.again().isBlank() ? null : named(wish.again(), PermissionId::of)));
    }

    private ForWhom readers(Actor.Somebody actor, String forWhom) {
        if (forWhom.equals(ForWhom.STAFF)) {
            return new ForWhom(Set.of(ForWhom.STAFF), say("filtering.ask.for.staff"));
        }
        var id = named(forWhom, ClassId::of);
        var schoolClass = roster.schoolClass(actor.school(), id).orElseThrow(() -> new NotFound("class " + id));
        return new ForWhom(Set.of(ForWhom.ref(id)), schoolClass.name());
    }

    /** What an id in a form names; one that is none names nothing. */
    private static <T> T named(String id, Function<String, T> reading) {
        try {
            return reading.apply(id);
        } catch (IllegalArgumentException e) {
            throw new NotFound("anything with the id " + id);
        }
    }

    /** A pupil asks their teachers for one site, until the end of the day; for the part that is closed, where it is one. */
    @Transactional
    public Asking forMyself(Actor.Somebody pupil, String typed, String reason) {
        var whole = Site.of(typed);
        if (whole.isEmpty()) {
            return new Asking.NotLikeThat(Problems.of("site", say("filtering.site.unreadable")));
        }
        var now = clock.instant();
        var site = closedPart(pupil, Url.of(typed.strip()), now).orElse(whole.get());
        return permissions.ask(
                pupil,
                new org.schoolgate.permissions.Wish(
                        PupilAskKind.KEY,
                        List.of(site),
                        new ForWhom(Set.of(ForWhom.ref(pupil.person())), pupil.name()),
                        now,
                        until(pupil, now),
                        reason,
                        Map.of(),
                        null));
    }

    /** The longest part with a rule of its own that a page is in; opening the whole site would not open that. */
    private Optional<String> closedPart(Actor.Somebody pupil, Url page, Instant now) {
        return rules.ahead(pupil.school(), now).stream()
                .filter(rule -> rule.isOfPart() && rule.effect() != Effect.ALLOW)
                .filter(rule -> AlwaysOpen.isAtOrBelow(page.host().shown(), rule.host()))
                .filter(rule -> Site.isAtOrBelow(page.part(), rule.path()))
                .map(SchoolRule::site)
                .max(Comparator.comparingInt(String::length));
    }

    private Instant until(Actor pupil, Instant now) {
        var midnight = LocalDate.ofInstant(now, LONDON)
                .plusDays(1)
                .atStartOfDay(LONDON)
                .toInstant();
        var latest = now.plusSeconds(3600L * settings.get(pupil.school(), FilteringSettings.PUPIL_ASK_HOURS));
        return latest.isBefore(midnight) ? latest : midnight;
    }
}

package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What each group of readers may reach, by category: the packs, and what the school chose instead (FIL-1, FIL-18). */
@Service
public class FilterProfiles {
    private static final int MOST = 200;
    private static final int LONGEST_REASON = 500;

    private final ProfileStore store;
    private final SafeModesStore modes;
    private final HttpsChoices https;
    private final Settings settings;
    private final WhoChanges who;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    FilterProfiles(
            ProfileStore store,
            SafeModesStore modes,
            HttpsChoices https,
            Settings settings,
            WhoChanges who,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.modes = modes;
        this.https = https;
        this.settings = settings;
        this.who = who;
        this.events = events;
        this.clock = clock;
    }

    /** What became of a choice. */
    public sealed interface Choosing {
        record Chosen(Treatment treatment) implements Choosing {}

        /** No school may open this so far. */
        record Locked(Treatment mostOpen) implements Choosing {}

        record NotLikeThat(Problems problems) implements Choosing {}
    }

    /** All profiles as they are seen by whoever may see them. */
    @Transactional(readOnly = true)
    public List<FilterProfile> all(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.SEE);
        return all(actor.school());
    }

    /** What was chosen for a group when, by whom and why, newest first. */
    @Transactional(readOnly = true)
    public List<ProfileChange> history(Actor actor, ReaderGroup group) {
        FilteringAccess.ACCESS.require(actor, Operation.SEE);
        return Stream.of(
                        store.history(actor.school(), group, MOST).stream()
                                .map(choice -> new ProfileChange(
                                        choice.category().label(),
                                        choice.treatment().label(),
                                        choice.by(),
                                        choice.at(),
                                        choice.reason())),
                        modes.history(actor.school(), group, MOST).stream()
                                .map(choice -> new ProfileChange(
                                        say("filtering.modes"),
                                        said(choice.modes()),
                                        choice.by(),
                                        choice.at(),
                                        choice.reason())),
                        https.history(actor.school(), group))
                .flatMap(changes -> changes)
                .sorted(Comparator.comparing(ProfileChange::at).reversed())
                .limit(MOST)
                .toList();
    }

    /** Safe modes as people read them. */
    public static String said(SafeModes modes) {
        return say("filtering.modes.search." + (modes.safeSearch() ? "on" : "off")) + ", "
                + say("filtering.modes.youtube." + modes.youTube().name().toLowerCase(Locale.ROOT));
    }

    /** Whether the school's setting names the actor. */
    @Transactional(readOnly = true)
    public boolean mayChange(Actor actor) {
        return who.may(actor);
    }

    /** From now on this category is treated so for that group. */
    @Transactional
    public Choosing choose(Actor actor, ReaderGroup group, SiteCategory category, Treatment treatment, String reason) {
        who.require(actor);
        if (!Packs.mayBe(group, category, treatment)) {
            return new Choosing.Locked(Packs.mostOpen(group, category));
        }
        var problems = problems(reason);
        if (problems.any()) {
            return new Choosing.NotLikeThat(problems);
        }
        var before = one(actor.school(), group).of(category);
        if (before != treatment) {
            store.add(actor, group, category, treatment, clock.instant(), reason.strip());
            events.publishEvent(new CategoryChosen(actor, group, category, before, treatment, reason.strip()));
        }
        return new Choosing.Chosen(treatment);
    }

    /** From now on search engines and YouTube show themselves so to that group; what hinders it stands beside its field. */
    @Transactional
    public Problems choose(Actor actor, ReaderGroup group, SafeModes wanted, String reason) {
        who.require(actor);
        var most = Packs.mostOpenModes(group);
        var problems = problems(reason)
                .when(most.safeSearch() && !wanted.safeSearch(), "safeSearch", say("filtering.modes.search.locked"))
                .when(
                        wanted.youTube().isMoreOpenThan(most.youTube()),
                        "youTube",
                        say("filtering.modes.youtube.locked"));
        var before = one(actor.school(), group).safeModes();
        if (!problems.any() && !before.equals(wanted)) {
            modes.add(actor, group, wanted, clock.instant(), reason.strip());
            events.publishEvent(new SafeModesChosen(actor, group, before, wanted, reason.strip()));
        }
        return problems;
    }

    private static Problems problems(String reason) {
        return Problems.none()
                .when(reason.isBlank(), "reason", say("filtering.no-reason"))
                .when(reason.length() > LONGEST_REASON, "reason", say("filtering.report.too-long"));
    }

    /** All profiles of a school, for the program. */
    List<FilterProfile> all(SchoolId school) {
        var choices = store.inForce(school);
        var modesChosen = modes.inForce(school);
        var httpsChosen = https.inForce(school);
        var untouched = https.untouched(school);
        var listed = settings.get(school, FilteringSettings.ONLY_LISTED);
        return Arrays.stream(ReaderGroup.values())
                .map(group -> {
                    var treatments = new EnumMap<SiteCategory, Treatment>(SiteCategory.class);
                    for (var category : SiteCategory.values()) {
                        treatments.put(category, Packs.byDefault(group, category));
                    }
                    choices.stream()
                            .filter(choice -> choice.group() == group
                                    && Packs.mayBe(group, choice.category(), choice.treatment()))
                            .forEach(choice -> treatments.put(choice.category(), choice.treatment()));
                    boolean onlyListed = group == ReaderGroup.NOT_SIGNED
                            || group.phase().filter(listed::contains).isPresent();
                    var safeModes = modesChosen.stream()
                            .filter(choice -> choice.group() == group && Packs.mayBe(group, choice.modes()))
                            .map(SafeModesChoice::modes)
                            .findFirst()
                            .orElse(Packs.modesByDefault(group));
                    var httpsModes = httpsChosen.getOrDefault(group, HttpsModes.NAMES);
                    return new FilterProfile(group, treatments, onlyListed, safeModes, httpsModes, untouched);
                })
                .toList();
    }

    FilterProfile one(SchoolId school, ReaderGroup group) {
        return all(school).stream()
                .filter(profile -> profile.group() == group)
                .findFirst()
                .orElseThrow();
    }
}

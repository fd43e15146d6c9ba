package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How far HTTPS is looked into, for each group of readers, and what is never looked into for anybody. */
@Service
public class HttpsChoices {
    /** So many hosts at most are kept out of it. */
    static final int MOST_HOSTS = 500;

    private static final int MOST = 200;
    private static final int LONGEST_REASON = 500;

    private final HttpsStore store;
    private final WhoChanges who;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    HttpsChoices(HttpsStore store, WhoChanges who, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.who = who;
        this.events = events;
        this.clock = clock;
    }

    /**
     * From now on this group's HTTPS is looked into so far; what hinders it stands beside its field.
     *
     * @param told whether the actor says that the people have been told and that their devices have the certificate
     */
    @Transactional
    public Problems choose(Actor actor, ReaderGroup group, HttpsModes wanted, boolean told, String reason) {
        who.require(actor);
        var before = inForce(actor.school()).getOrDefault(group, HttpsModes.NAMES);
        var problems = problems(reason)
                .when(wanted.looksInside() && !told, "told", say("filtering.https.told.missing"))
                .when(!mayChoose(group), "usual", say("filtering.https.locked"));
        if (!problems.any() && !before.equals(wanted)) {
            store.add(actor, group, wanted, clock.instant(), reason.strip());
            events.publishEvent(new HttpsChosen(actor, group, before, wanted, reason.strip()));
        }
        return problems;
    }

    /** The hosts, each with all below it, that are never looked into. */
    @Transactional(readOnly = true)
    public List<String> untouched(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.SEE);
        return untouched(actor.school());
    }

    /** What was said of those hosts when, by whom and why, newest first. */
    @Transactional(readOnly = true)
    public List<ProfileChange> untouchedHistory(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.SEE);
        return store.untouched(actor.school(), MOST).stream()
                .map(choice -> new ProfileChange(
                        say("filtering.https.untouched.title"),
                        choice.hosts().isEmpty()
                                ? say("filtering.https.untouched.none")
                                : String.join(", ", choice.hosts()),
                        choice.by(),
                        choice.at(),
                        choice.reason()))
                .toList();
    }

    /** From now on these hosts, a line each, are never looked into, and no others but what no school can choose. */
    @Transactional
    public Problems keepUntouched(Actor actor, String typed, String reason) {
        who.require(actor);
        var hosts = new ArrayList<String>();
        var problems = Problems.none();
        for (var line : typed.strip().split("[\\s,;]+", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            switch (SiteText.of(line)) {
                case SiteText.One(var host, var _) -> hosts.add(host);
                case SiteText.TooWide wide -> problems.add("hosts", fault(line, wide));
                case SiteText.Unreadable unreadable -> problems.add("hosts", fault(line, unreadable));
            }
        }
        var after = hosts.stream().distinct().sorted().toList();
        problems.when(after.size() > MOST_HOSTS, "hosts", say("filtering.https.untouched.most", MOST_HOSTS));
        problems(reason).all().forEach(problems::add);
        var before = untouched(actor.school());
        if (!problems.any() && !before.equals(after)) {
            store.addUntouched(actor, after, clock.instant(), reason.strip());
            events.publishEvent(new UntouchedChosen(actor, before, after, reason.strip()));
        }
        return problems;
    }

    private static String fault(String line, SiteText text) {
        return say("filtering.https.untouched.fault", line, text.fault());
    }

    private static Problems problems(String reason) {
        return Problems.none()
                .when(reason.isBlank(), "reason", say("filtering.no-reason"))
                .when(reason.length() > LONGEST_REASON, "reason", say("filtering.report.too-long"));
    }

    /** Whoever has not signed has agreed to nothing, so nothing of theirs is opened at any school. */
    static boolean mayChoose(ReaderGroup group) {
        return group != ReaderGroup.NOT_SIGNED;
    }

    Map<ReaderGroup, HttpsModes> inForce(SchoolId school) {
        return store.inForce(school);
    }

    List<String> untouched(SchoolId school) {
        return store.untouched(school, 1).stream()
                .flatMap(choice -> choice.hosts().stream())
                .toList();
    }

    Stream<ProfileChange> history(SchoolId school, ReaderGroup group) {
        return store.history(school, group, MOST).stream()
                .map(choice -> new ProfileChange(
                        say("filtering.https"), choice.modes().said(), choice.by(), choice.at(), choice.reason()));
    }
}

package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.schoolgate.cases.Ladder.Line;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What may follow when rules are broken: a ladder for each audience, which the head may write anew (SAN-1, SAN-8). */
@Service
@Transactional(readOnly = true)
public class Ladders {
    /** The longest that a rung may be. */
    public static final int LONGEST = 300;
    /** The longest that the title of a school's own rung may be. */
    public static final int LONGEST_TITLE = 60;
    /** How many rungs of its own a school can have for an audience. */
    public static final int MOST_OWN = 8;

    /** What a role may do with ladders. */
    public enum Operation {
        /** Read one's own. */
        READ,
        CHANGE
    }

    /** Everybody reads what may follow for themselves. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.READ, Role.PUPIL, Role.values())
            .allow(Operation.CHANGE, Role.HEAD)
            .done();

    private final LadderStore store;
    private final Roster roster;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Ladders(LadderStore store, Roster roster, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.roster = roster;
        this.events = events;
        this.clock = clock;
    }

    /** What became of a wish to write a ladder anew. */
    public sealed interface Changing {
        record Changed(Ladder ladder) implements Changing {}

        record NotLikeThat(Problems problems) implements Changing {}

        /** Somebody else wrote one in the meantime. */
        record SomebodyWasFaster() implements Changing {}
    }

    /** The one in force. */
    public Ladder of(SchoolId school, LadderAudience audience) {
        return store.find(school, audience)
                .orElseGet(() -> new Ladder(
                        audience,
                        0,
                        audience.preset().stream()
                                .map(rung -> new Line(rung, preset(audience, rung)))
                                .toList(),
                        null));
    }

    /** The one that is for somebody of the school. */
    public Ladder of(SchoolId school, PersonId person) {
        var today = roster.today();
        return of(
                school,
                LadderAudience.of(
                        roster.roles(school, person, today),
                        roster.phase(school, person, today).orElse(null)));
    }

    /** What may follow for the reader. */
    public Ladder own(Actor.Somebody reader) {
        ACCESS.require(reader, Operation.READ);
        return of(reader.school(), LadderAudience.of(reader.roles(), reader.phase()));
    }

    /** The words with which a rung begins, also where it is not on the ladder yet. */
    public static String preset(LadderAudience audience, Rung rung) {
        return say("cases.ladder." + audience.word() + "." + rung.name());
    }

    /** Writes one anew; {@code before} is the version that the writer saw. */
    @Transactional
    public Changing change(Actor.Somebody actor, LadderAudience audience, int before, List<Line> wanted) {
        ACCESS.require(actor, Operation.CHANGE);
        var problems = Problems.none().when(wanted.isEmpty(), "ladder", say("cases.ladder.empty"));
        var lines = new ArrayList<Line>();
        for (var line : wanted) {
            var words = line.words().strip();
            var field = "words-" + line.rung().name();
            problems.when(words.isEmpty(), field, say("cases.ladder.no-words"))
                    .when(words.length() > LONGEST, field, say("cases.ladder.long", LONGEST))
                    .when(!audience.possible().contains(line.rung()), field, say("cases.ladder.not-theirs"));
            problems.when(
                    line.takes() != null && !audience.isSanctioned(), "ladder", say("cases.ladder.own.takes-nothing"));
            lines.add(new Line(line.rung(), line.title().strip(), words, line.takes()));
        }
        var own = lines.stream().filter(Line::isOwn).map(Line::title).toList();
        problems.when(own.size() > MOST_OWN, "ladder", say("cases.ladder.own.most", MOST_OWN))
                .when(
                        own.stream().anyMatch(title -> title.length() > LONGEST_TITLE),
                        "ladder",
                        say("cases.ladder.own.long", LONGEST_TITLE))
                .when(
                        own.stream()
                                        .map(title -> title.toLowerCase(Locale.ROOT))
                                        .distinct()
                                        .count()
                                < own.size(),
                        "ladder",
                        say("cases.ladder.own.twice"));
        if (problems.any()) {
            return new Changing.NotLikeThat(problems);
        }
        if (of(actor.school(), audience).version() != before) {
            return new Changing.SomebodyWasFaster();
        }
        var changed = new Ladder.Changed(actor.name(), clock.instant());
        var ladder = new Ladder(audience, before + 1, lines, changed);
        if (!store.add(actor.school(), ladder, actor.person(), changed)) {
            return new Changing.SomebodyWasFaster();
        }
        events.publishEvent(new LadderChanged(actor, ladder));
        return new Changing.Changed(ladder);
    }
}

package org.schoolgate.cases;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.Hold;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.Holding;
import org.schoolgate.access.Holds;
import org.schoolgate.cases.CaseEvent.What;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Effect.Mark;
import org.schoolgate.cases.procedure.Entry;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.cases.procedure.Step;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Where a case bites: holds on the access of those whom it is about. A hold says the case's number, and nothing of it. */
@Component
class CaseHolds {
    private final Holds holds;
    private final CaseStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CaseHolds(Holds holds, CaseStore store, ApplicationEventPublisher events, Clock clock) {
        this.holds = holds;
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** What became of a sanction that takes access away. */
    sealed interface Sanctioning {
        record Held(Case.Held held, Hold hold) implements Sanctioning {}

        record NotLikeThat(Problems problems) implements Sanctioning {}
    }

    /** Whether what was said takes something from somebody for a time. */
    static boolean takesAccess(Step step, Entry entry) {
        return step.act() instanceof Act.Sanction
                && entry instanceof Entry.Said said
                && (Rung.of(said.values().get(Act.RUNG)).filter(Rung::takes).isPresent()
                        || (said.values().containsKey(Act.OWN) && said.values().containsKey(Act.WHAT)));
    }

    boolean maySanction(Actor actor, PersonId person) {
        return holds.mayPlace(actor, person, HoldKind.SANCTION);
    }

    /** Takes something from somebody for a time; it comes back by itself (SAN-4, SAN-5). Who decides that, the school's settings say. */
    Sanctioning sanction(Actor actor, Case one, Entry.Said said, @Nullable PersonId whom) {
        if (whom == null) {
            return new Sanctioning.NotLikeThat(Problems.of("whom", say("cases.sanction.whom")));
        }
        if (!maySanction(actor, whom)) {
            return new Sanctioning.NotLikeThat(Problems.of(Act.RUNG, say("cases.sanction.not-yours")));
        }
        return switch (Removal.of(said.values(), LocalDate.ofInstant(clock.instant(), LONDON))) {
            case Removal.Unreadable(var problems) -> new Sanctioning.NotLikeThat(problems);
            case Removal.Of(var scope, var from, var until) -> {
                var wish = new Holds.Wish(whom, HoldKind.SANCTION, from, until, reason(one), null, scope);
                yield switch (holds.place(actor, wish)) {
                    case Holding.NotLikeThat(var problems) -> new Sanctioning.NotLikeThat(problems);
                    case Holding.Placed(var hold) -> new Sanctioning.Held(keep(actor, one, hold), hold);
                };
            }
        };
    }

    /** Where the case says so, holds the access of all whom it is about, each once, until somebody lifts it. */
    Case suspend(Actor actor, Case one) {
        var held = one;
        if (one.has(Mark.SUSPEND_ACCESS)) {
            for (var subject : one.subjects()) {
                if (!held.hasHeld(subject, HoldKind.INVESTIGATION)) {
                    held = held.with(suspend(actor, one, subject));
                }
            }
        }
        return held;
    }

    /** The procedure says that access is suspended, so the program does it, in the name of whoever came to that point. */
    private Case.Held suspend(Actor actor, Case one, PersonId subject) {
        var program = new Actor.Schoolgate(actor.school(), actor.name());
        var wish = new Holds.Wish(subject, HoldKind.INVESTIGATION, null, null, reason(one));
        return switch (holds.place(program, wish)) {
            case Holding.NotLikeThat(var problems) -> throw new IllegalStateException("not held: " + problems.all());
            case Holding.Placed(var hold) -> keep(actor, one, hold);
        };
    }

    private Case.Held keep(Actor actor, Case one, Hold hold) {
        var held = new Case.Held(hold.id(), hold.person(), hold.kind());
        store.add(one.file(), held);
        events.publishEvent(new CaseEvent(
                actor,
                one.file().id(),
                What.ACCESS_HELD,
                Map.of("hold", hold.id().toString(), "person", hold.person().toString())));
        return held;
    }

    private static String reason(Case one) {
        return say("cases.hold.reason", one.file().number());
    }
}

package org.schoolgate.alerts;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.alerts.AlertEvent.What;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Signal;
import org.schoolgate.kernel.SignalDesk;
import org.schoolgate.kernel.SignalDesk.Followed;
import org.schoolgate.roster.Roster;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Makes a case of a signal, with its events as evidence, and adds to that what comes again. */
@Component
class Following {
    private final AlertStore store;
    private final NoticedStore noticed;
    private final SignalDesk desk;
    private final Roster roster;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Following(
            AlertStore store,
            NoticedStore noticed,
            SignalDesk desk,
            Roster roster,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.noticed = noticed;
        this.desk = desk;
        this.roster = roster;
        this.events = events;
        this.clock = clock;
    }

    /** Opens a case of a signal that has none; a danger rings. */
    Followed follow(Actor by, Alert alert) {
        var now = clock.instant();
        var place = noticed.lastPlace(alert.school(), alert.id());
        var its = noticed.of(alert.school(), alert.id(), 0);
        var followed = desk.follow(by, signal(alert, its));
        if (!store.followed(alert, followed, by, now)) {
            throw new IllegalStateException("a case follows already from " + alert.subject());
        }
        store.proved(alert, place, now);
        events.publishEvent(AlertEvent.of(by, alert, What.FOLLOWED, Map.of("case", followed.subject())));
        return followed;
    }

    private Signal signal(Alert alert, List<Noticed> its) {
        return new Signal(
                alert.school(),
                alert.subject(),
                alert.id().path(),
                alert.sort().procedure(alert.kind(), alert.grade()),
                alert.person(),
                alert.sort().isForSafeguarding(),
                alert.grade() == Grade.DANGER,
                List.of(Proofs.of(alert, its, name(alert))));
    }

    /** Adds what came since to the evidence of its case; where that is closed it stays with the signal alone. */
    void add(Actor by, Alert alert) {
        var place = noticed.lastPlace(alert.school(), alert.id());
        var more = noticed.of(alert.school(), alert.id(), alert.provedTo());
        if (desk.add(by, alert.subject(), Proofs.of(alert, more, name(alert)))) {
            events.publishEvent(AlertEvent.of(by, alert, What.PROVED, Map.of("events", String.valueOf(more.size()))));
        }
        store.proved(alert, place, clock.instant());
    }

    @Nullable
    String name(Alert alert) {
        var person = alert.person();
        return person == null
                ? null
                : roster.person(alert.school(), person)
                        .map(one -> one.name().full())
                        .orElse(null);
    }
}

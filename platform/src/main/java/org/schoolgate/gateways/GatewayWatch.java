package org.schoolgate.gateways;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.EdgeHealth;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.ui.Words;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes to the technicians that a gateway has fallen silent, or that an edge of one is at fault: once, however long it lasts,
 * and not again where it comes back within the hour. What mends itself in a moment is told to nobody.
 */
@Component
class GatewayWatch implements SchoolJob {
    /** A gateway that is started anew is away for so long at most. */
    private static final Duration SILENT = Duration.ofMinutes(5);

    private static final Duration LASTING = Duration.ofMinutes(2);
    private static final Duration THE_SAME = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(100);

    private final GatewayStore gateways;
    private final HealthStore health;
    private final TroubleStore troubles;
    private final Roster roster;
    private final Messages messages;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Instant startedAt;

    GatewayWatch(
            GatewayStore gateways,
            HealthStore health,
            TroubleStore troubles,
            Roster roster,
            Messages messages,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.gateways = gateways;
        this.health = health;
        this.troubles = troubles;
        this.roster = roster;
        this.messages = messages;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    @Override
    public String name() {
        return "gateways.watch";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run(SchoolId school) {
        transaction.executeWithoutResult(_ -> look(school, clock.instant()));
    }

    private void look(SchoolId school, Instant now) {
        var said = health.all(school);
        var known = troubles.since(school, now.minus(THE_SAME));
        var inUse = gateways.all(school).stream()
                .filter(gateway -> gateway.revokedAt() == null)
                .toList();
        for (var gateway : inUse) {
            var of = known.stream()
                    .filter(one -> one.gateway().equals(gateway.id()))
                    .toList();
            look(school, gateway, said.get(gateway.id()), of, now);
        }
        known.stream()
                .filter(one -> one.mendedAt() == null)
                .filter(one -> inUse.stream().noneMatch(gateway -> gateway.id().equals(one.gateway())))
                .forEach(one -> troubles.mended(school, one, now));
        troubles.forget(school, now.minus(KEPT));
    }

    private void look(
            SchoolId school, Gateway gateway, @Nullable ToldHealth said, List<ToldTrouble> known, Instant now) {
        var wrong = wrong(gateway, said, now);
        known.stream()
                .filter(one -> one.mendedAt() == null)
                .filter(one -> wrong.stream().noneMatch(other -> isSame(one, other)))
                .filter(one -> isMended(one, gateway, said, now))
                .forEach(one -> troubles.mended(school, one, now));
        var news = new ArrayList<ToldTrouble>();
        for (var one : wrong) {
            var before = known.stream().filter(other -> isSame(one, other)).findFirst();
            if (before.isEmpty()) {
                troubles.add(school, one);
                news.add(one);
            } else if (before.get().mendedAt() != null) {
                troubles.again(school, before.get());
            }
        }
        if (!news.isEmpty()) {
            tell(school, gateway, news);
        }
    }

    /**
     * What is wrong with it now, and has been for long enough. Of one that is silent nothing else is known; and that nobody was
     * heard while this program itself was away says nothing of them.
     */
    private List<ToldTrouble> wrong(Gateway gateway, @Nullable ToldHealth said, Instant now) {
        var contact = gateway.health().lastContact();
        var longAgo = now.minus(SILENT);
        if (contact != null && contact.isBefore(longAgo) && startedAt.isBefore(longAgo)) {
            return List.of(new ToldTrouble(gateway.id(), null, null, contact, now, null));
        }
        return !isOfNow(said, now)
                ? List.of()
                : Objects.requireNonNull(said).health().edges().stream()
                        .filter(edge -> edge.state() == EdgeHealth.State.FAULT)
                        .filter(edge -> edge.since().isBefore(now.minus(LASTING)))
                        .map(edge ->
                                new ToldTrouble(gateway.id(), edge.edge(), edge.trouble(), edge.since(), now, null))
                        .toList();
    }

    private static boolean isOfNow(@Nullable ToldHealth said, Instant now) {
        return said != null && said.at().isAfter(now.minus(Gateway.SILENT_AFTER));
    }

    private static boolean isSame(ToldTrouble one, ToldTrouble other) {
        return one.edge() == other.edge() && one.trouble() == other.trouble();
    }

    /** What is not heard of is not mended by that. */
    private static boolean isMended(ToldTrouble told, Gateway gateway, @Nullable ToldHealth said, Instant now) {
        var contact = gateway.health().lastContact();
        if (told.edge() == null) {
            return contact != null && contact.isAfter(now.minus(Gateway.SILENT_AFTER));
        }
        return isOfNow(said, now)
                && Objects.requireNonNull(said).health().edges().stream()
                        .filter(edge -> edge.edge() == told.edge())
                        .noneMatch(edge -> edge.state() == EdgeHealth.State.FAULT && edge.trouble() == told.trouble());
    }

    private void tell(SchoolId school, Gateway gateway, List<ToldTrouble> news) {
        for (var person : technicians(school)) {
            messages.email(
                    school,
                    person.id(),
                    Words.in(messages.languageOf(school, person.id()), () -> letter(gateway, news)));
        }
        news.forEach(one -> events.publishEvent(new TroubleToldToTechnicians(
                new Actor.Schoolgate(school, "Schoolgate"),
                gateway.id(),
                Optional.ofNullable(one.edge()).map(Enum::name).orElse("SILENT"),
                Optional.ofNullable(one.trouble()).map(Enum::name).orElse("SILENT"))));
    }

    /** Where a school has none, its head. */
    private List<Person> technicians(SchoolId school) {
        var today = roster.today();
        var technicians = roster.holders(school, Set.of(Role.TECHNICIAN), today);
        return List.copyOf(technicians.isEmpty() ? roster.holders(school, Set.of(Role.HEAD), today) : technicians);
    }

    private static Letter letter(Gateway gateway, List<ToldTrouble> news) {
        var letter = Letter.of("gateways.letter.unwell").line(say("gateways.letter.unwell", gateway.name()));
        for (var one : news) {
            letter = letter.line(
                    one.edge() == null || one.trouble() == null
                            ? say("gateways.trouble.SILENT") + " " + say("gateways.trouble.SILENT.next")
                            : say(
                                    "gateways.letter.unwell.edge",
                                    say("gateways.edge." + one.edge()),
                                    say("gateways.trouble." + one.trouble()),
                                    say("gateways.trouble." + one.trouble() + ".next")));
        }
        return letter.line(say("gateways.letter.once"))
                .button(say("gateways.letter.open"), "/gateways/" + gateway.id());
    }

    /** Technicians were written to that something is wrong with a gateway. */
    record TroubleToldToTechnicians(Actor by, GatewayId gateway, String edge, String trouble) implements Audited {
        @Override
        public String kind() {
            return "gateway.trouble-told";
        }

        @Override
        public String subject() {
            return "gateway:" + gateway;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("edge", edge, "trouble", trouble);
        }
    }
}

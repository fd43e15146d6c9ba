package org.schoolgate.gateway;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.files.Examiner;
import org.schoolgate.gateway.health.HealthWatch;
import org.schoolgate.gateway.health.HealthWatch.Lately;
import org.schoolgate.gateway.health.Memory;
import org.schoolgate.gateway.health.Meter;
import org.schoolgate.gateway.health.Reading;
import org.schoolgate.gateway.journal.EventSender;
import org.schoolgate.gateway.journal.Journal;
import org.schoolgate.gateway.policy.Platform;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.policy.PolicyFeed;
import org.schoolgate.gateway.policy.PolicyInForce;
import org.schoolgate.gateway.proxy.ProxyServer;
import org.schoolgate.gateway.tls.Authority;

/** What is asked of each edge, and of what they stand on, to know how it is. Servers for names say it themselves. */
final class EdgeProbes {
    private static final Duration LONG_WAIT = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofDays(14);

    private final PolicyInForce inForce;
    private final PolicyFeed feed;
    private final Journal journal;
    private final EventSender sender;
    private final ListsInUse.Lists lists;
    private final Authority authority;
    private final ProxyServer proxy;
    private final Meter scanned;
    private final Clock clock;

    /** Set once it is there: an authority of the gateway's own folder needs no errand. */
    private volatile @Nullable CertificateErrand errand;

    private Examiner.State counted = new Examiner.State(null, null, 0, 0, 0, 0);

    EdgeProbes(
            PolicyInForce inForce,
            PolicyFeed feed,
            Journal journal,
            EventSender sender,
            ListsInUse.Lists lists,
            Authority authority,
            ProxyServer proxy,
            Meter scanned,
            Clock clock) {
        this.inForce = inForce;
        this.feed = feed;
        this.journal = journal;
        this.sender = sender;
        this.lists = lists;
        this.authority = authority;
        this.proxy = proxy;
        this.scanned = scanned;
        this.clock = clock;
    }

    /** Has watched what every gateway has, and of the rest what this one was given. */
    void all(
            HealthWatch watch,
            @Nullable CertificateErrand certificate,
            boolean radius,
            boolean logOns,
            boolean icap,
            Examiner examiner) {
        errand = certificate;
        watch.watch(Edge.PROXY, this::proxy);
        watch.watch(Edge.INSPECTION, _ -> inspection());
        watch.watch(Edge.TRANSPARENT, lately -> proxy.ledAddress() == null ? Reading.OFF : proxy(lately));
        watch.watch(Edge.PAC, _ -> Reading.WELL);
        watch.watch(Edge.ICAP, lately -> icap ? withPolicy(Reading.of(lately.ofClients())) : Reading.OFF);
        for (Edge names : new Edge[] {Edge.DNS_UDP, Edge.DNS_TCP, Edge.DNS_TLS, Edge.DNS_HTTPS, Edge.NAME_SERVERS}) {
            watch.watch(names, _ -> Reading.OFF);
        }
        watch.watch(Edge.SCANNER, _ -> scanner(examiner.state()));
        watch.watch(Edge.RADIUS, lately -> radius ? Reading.of(lately.ofClients()) : Reading.OFF);
        watch.watch(Edge.LOG_ONS, lately -> logOns ? logOns(lately) : Reading.OFF);
        watch.watch(Edge.EVENTS, _ -> events());
        watch.watch(Edge.POLICY, _ -> policy());
        watch.watch(Edge.CERTIFICATE, _ -> certificate());
        watch.watch(
                Edge.LISTS,
                _ -> lists.areThere() ? Reading.of(lists.trouble() == null ? null : Trouble.BAD_LISTS) : Reading.OFF);
        watch.watch(Edge.MEMORY, _ -> Memory.reading());
    }

    GatewayHealth.Figures figures() {
        Policy policy = inForce.current();
        return new GatewayHealth.Figures(
                proxy.clients(),
                policy == null ? null : policy.copy().madeAt(),
                feed.isFromDisk(),
                feed.lastContact(),
                lists.image().names(),
                authority.until(),
                Memory.used(),
                Memory.most());
    }

    private Reading withPolicy(Reading reading) {
        return inForce.current() == null ? Reading.fault(Trouble.NO_POLICY) : reading;
    }

    private Reading proxy(Lately lately) {
        if (lately.hardlyAny()) {
            return withPolicy(Reading.fault(Trouble.SITES_AWAY));
        }
        if (proxy.isLate()) {
            return withPolicy(Reading.busy(Trouble.LATE));
        }
        return withPolicy(lately.tooFast() ? Reading.busy(Trouble.CROWDED) : Reading.WELL);
    }

    private boolean looksInside() {
        Policy policy = inForce.current();
        return policy != null && policy.looksInside();
    }

    private Reading inspection() {
        if (!looksInside()) {
            return Reading.OFF;
        }
        return Reading.of(authority.isReady() ? null : Trouble.NO_CERTIFICATE);
    }

    private Reading certificate() {
        if (!looksInside()) {
            return Reading.OFF;
        }
        CertificateErrand own = errand;
        if (own != null && own.isInTrouble()) {
            return Reading.fault(Trouble.NOT_CERTIFIED);
        }
        Instant until = authority.until();
        if (until == null || !authority.isReady()) {
            return Reading.fault(Trouble.NO_CERTIFICATE);
        }
        boolean endsSoon = until.isBefore(clock.instant().plus(SOON));
        return endsSoon ? Reading.fault(Trouble.ENDS_SOON) : Reading.WELL;
    }

    private Reading scanner(Examiner.@Nullable State state) {
        if (state == null) {
            return Reading.OFF;
        }
        Examiner.State before = counted;
        counted = state;
        scanned.answered(state.clean() - before.clean());
        scanned.refused(state.harmful() - before.harmful());
        scanned.failed(state.unseen() + state.refused() - before.unseen() - before.refused());
        return Reading.of(state.trouble() == null ? null : Trouble.SCANNER_AWAY);
    }

    private static Reading logOns(Lately lately) {
        return Reading.of(lately.onlyRefused() ? Trouble.NOT_SIGNED : null);
    }

    private Reading events() {
        if (journal.state().full()) {
            return Reading.fault(Trouble.DISK_FULL);
        }
        Trouble trouble = trouble(sender.failure());
        if (trouble != null) {
            return Reading.fault(trouble);
        }
        Instant oldest = journal.oldest();
        boolean late = oldest != null && oldest.isBefore(clock.instant().minus(LONG_WAIT));
        return late ? Reading.busy(Trouble.BACKLOG) : Reading.WELL;
    }

    private Reading policy() {
        Policy policy = inForce.current();
        Trouble trouble = trouble(feed.failure());
        if (policy == null) {
            return Reading.fault(trouble == null ? Trouble.NO_POLICY : trouble);
        }
        if (trouble != null) {
            return Reading.fault(trouble);
        }
        if (!policy.faults().isEmpty()) {
            return Reading.fault(Trouble.POLICY_PART);
        }
        return Reading.of(feed.isUnkept() ? Trouble.POLICY_NOT_KEPT : null);
    }

    private static @Nullable Trouble trouble(@Nullable IOException failure) {
        return switch (failure) {
            case null -> null;
            case Platform.Unexpected answered ->
                answered.status() == 401 || answered.status() == 403 ? Trouble.TOKEN_REFUSED : Trouble.PLATFORM_FAILS;
            default -> Trouble.PLATFORM_AWAY;
        };
    }
}

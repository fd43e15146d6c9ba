package org.schoolgate.gateway;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Reader;
import org.schoolgate.gateway.health.Meter;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.policy.PolicyInForce;
import org.schoolgate.gateway.radius.AccountingServer;
import org.schoolgate.gateway.who.Announced;
import org.schoolgate.gateway.who.Bindings;
import org.schoolgate.gateway.who.LogOns;
import org.schoolgate.gateway.who.Sighting;
import org.schoolgate.gateway.who.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is where, by the word of all who say it at this gateway: tickets, the network, and the script at log-on. */
final class Whereabouts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Whereabouts.class);

    private final GatewaySettings settings;
    private final PolicyInForce inForce;
    private final Meter meter;
    private final Bindings bindings = new Bindings();
    private final Announced network;
    private final Announced computers;
    private final @Nullable LogOns logOns;
    private volatile @Nullable AccountingServer radius;

    /** @param meter of what the network says */
    Whereabouts(GatewaySettings settings, PolicyInForce inForce, Meter meter) {
        this.settings = settings;
        this.inForce = inForce;
        this.meter = meter;
        network = new Announced(Source.RADIUS, bindings, this::named, settings.clock);
        computers = new Announced(Source.LOG_ON, bindings, this::named, settings.clock);
        logOns = settings.logOnSecret == null ? null : new LogOns(settings.logOnSecret, computers, settings.clock);
    }

    private @Nullable Reader named(String signInName) {
        Policy policy = inForce.current();
        return policy == null ? null : policy.named(signInName);
    }

    Bindings bindings() {
        return bindings;
    }

    /** Null where no script says who logs on. */
    @Nullable
    LogOns logOns() {
        return logOns;
    }

    /** Hears the network from now on, and goes on from what another process knew, if there was one. */
    void open(@Nullable Remembered known) throws IOException {
        if (known == null) {
            listen();
        } else {
            bindings.goOnFrom(known.bound());
            network.goOnFrom(known.network().sessions());
            computers.goOnFrom(known.computers().sessions());
            if (logOns != null) {
                known.computers().said().forEach(logOns.saidBefore()::isNew);
            }
            listen();
            heard(known.network().said());
        }
    }

    private void listen() throws IOException {
        if (settings.radius != null && settings.radiusClients != null) {
            radius = new AccountingServer(settings.radius, settings.radiusClients, network, meter, settings.clock);
        }
    }

    /** Hears the network again after all. */
    void openAgain() {
        AccountingServer before = radius;
        if (before != null) {
            try {
                listen();
                heard(before.heardBefore().all());
            } catch (IOException e) {
                LOG.error("RADIUS accounting is heard no more: {}", e.getMessage());
            }
        }
    }

    /** How the network is heard; null where it is not. */
    AccountingServer.@Nullable State radius() {
        AccountingServer hears = radius;
        return hears == null ? null : hears.state();
    }

    OptionalInt radiusPort() {
        AccountingServer hears = radius;
        return hears == null ? OptionalInt.empty() : OptionalInt.of(hears.port());
    }

    List<Sighting> sightings() {
        Policy policy = inForce.current();
        return policy == null ? List.of() : bindings.sightings(policy.copy().endedSessions(), settings.clock.instant());
    }

    /** What another process needs to know. */
    Remembered remembered() {
        AccountingServer hears = radius;
        Policy policy = inForce.current();
        return new Remembered(
                policy == null ? null : policy.copy(),
                bindings.all(),
                new Remembered.Heard(
                        network.sessions(),
                        hears == null ? List.of() : hears.heardBefore().all()),
                new Remembered.Heard(
                        computers.sessions(),
                        logOns == null ? List.of() : logOns.saidBefore().all()));
    }

    private void heard(List<String> said) {
        AccountingServer hears = radius;
        if (hears != null) {
            said.forEach(hears.heardBefore()::isNew);
        }
    }

    /** Hears the network no more. */
    @Override
    public void close() {
        AccountingServer hears = radius;
        if (hears != null) {
            hears.close();
        }
    }
}

package org.schoolgate.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.schoolgate.gateway.Gateway;
import org.schoolgate.gateway.GatewaySettings;
import org.schoolgate.gateways.CertificateAuthorities;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.gateways.Place;
import org.schoolgate.gateways.Places;
import org.schoolgate.gateways.PolicyCopies;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.tenancy.Tenants;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** A gateway for each school of the demonstration, in this process and over the same contract as one at a school's edge. */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class DemoGateways implements SmartLifecycle {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration A_MOMENT = Duration.ofMillis(10);

    private final Gateways gateways;
    private final CertificateAuthorities authorities;
    private final Places places;
    private final PolicyCopies copies;
    private final DataFolder data;
    private final Clock clock;
    private final Map<SchoolId, Gateway> open = new LinkedHashMap<>();

    DemoGateways(
            Gateways gateways,
            CertificateAuthorities authorities,
            Places places,
            PolicyCopies copies,
            DataFolder data,
            Clock clock) {
        this.gateways = gateways;
        this.authorities = authorities;
        this.places = places;
        this.copies = copies;
        this.data = data;
        this.clock = clock;
    }

    /** Registers a gateway for a new school, and keeps its token where the next start finds it; makes the certificate for devices. */
    void register(SchoolId school) {
        Tenants.within(school, () -> {
            var by = new Actor.Schoolgate(school, "the demonstration");
            authorities.make(by);
            var registered = gateways.register(by, "This machine", null);
            if (!(registered instanceof Gateways.Registration.Done(var _, var token))) {
                throw new IllegalStateException("the demonstration's gateway is registered already");
            }
            try {
                Files.writeString(token(school), token);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Opens the proxy of a school, in front of the sample web; and for whoever tries them, what a router and a Squid would use. */
    void open(SchoolId school, int platformPort, int port, SampleWeb web) {
        try {
            open.put(
                    school,
                    Gateway.start(new GatewaySettings(
                                    URI.create("http://127.0.0.1:" + platformPort),
                                    Files.readString(token(school)).strip(),
                                    data.folder("demonstration/gateway-" + school))
                            .lists(data.root().resolve(SampleLists.FILE))
                            .clock(clock)
                            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                            .furtherPorts(placePorts(school))
                            .led(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                            .icap(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of("127.0.0.1"))
                            .origins(web.origins())));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the gateway cannot listen on port %d. Name another with --proxy-port.".formatted(port), e);
        }
    }

    /** Those by which places of the school are told. */
    private Set<Integer> placePorts(SchoolId school) {
        return Tenants.within(
                school,
                () -> places.all(new Actor.Schoolgate(school, "the demonstration")).stream()
                        .map(Place::port)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
    }

    /** Waits until each of them holds its school's newest policy: before, it lets nobody on, or goes by an older one. */
    void awaitPolicies() {
        await((school, gateway) -> newest(school).equals(gateway.policy()));
    }

    /** Waits until the platform has heard from each of them what it answers under its school's newest policy. */
    void awaitReports() {
        await((school, _) -> gateways.all(new Actor.Schoolgate(school, "the demonstration")).stream()
                .map(gateway -> gateway.health().canaries())
                .allMatch(said -> said != null && said.startsWith(newest(school) + " ")));
    }

    private void await(BiPredicate<SchoolId, Gateway> arrived) {
        var began = System.nanoTime();
        open.forEach((school, gateway) -> Tenants.within(school, () -> {
            while (!arrived.test(school, gateway)) {
                if (System.nanoTime() - began > PATIENCE.toNanos()) {
                    throw new IllegalStateException(
                            "the gateway at %s and the platform are not of one mind after %d seconds"
                                    .formatted(gateway.address(), PATIENCE.toSeconds()));
                }
                LockSupport.parkNanos(A_MOMENT.toNanos());
            }
        }));
    }

    /** Call it inside the school's scope. */
    private String newest(SchoolId school) {
        return copies.version(school).tag();
    }

    private Path token(SchoolId school) {
        return data.folder("demonstration").resolve("gateway-token-" + school);
    }

    @Override
    public void start() {
        // Each gateway is opened once its school is there.
    }

    @Override
    public void stop() {
        for (var gateway : open.values()) {
            try {
                gateway.close();
            } catch (IOException e) {
                throw new IllegalStateException("a gateway of the demonstration did not close", e);
            }
        }
        open.clear();
    }

    @Override
    public boolean isRunning() {
        return !open.isEmpty();
    }
}

package org.schoolgate.gateway.radius;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.health.Meter;
import org.schoolgate.gateway.who.Announced;
import org.schoolgate.gateway.who.SaidBefore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to RADIUS accounting on a port of its own: to access points, and to RADIUS servers that pass on what theirs say.
 * Whoever does not share a secret hears nothing; what was said before, or long ago, changes nothing and is answered like the
 * first time, as a client that hears no answer says it again.
 */
public final class AccountingServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccountingServer.class);
    private static final Duration TOO_OLD = Duration.ofMinutes(5);
    private static final int REMEMBERED = 20_000;

    private final RadiusClients clients;
    private final Announced network;
    private final Meter meter;
    private final Clock clock;
    private final DatagramSocket socket;
    private final Thread thread;
    private final SaidBefore heard = new SaidBefore(REMEMBERED);
    private volatile State state = new State(0, 0, 0, 0, 0, null);

    /**
     * What has come in since the start.
     *
     * @param kept what changed or confirmed who is where
     * @param unknownNames of people whom the school does not know by that name
     * @param withoutAddress what did not say where somebody is: the client must send Framed-IP-Address
     * @param stale what came again, late, or of a session that was over
     * @param unheard what was from nobody who shares a secret
     * @param trouble the last of what was wrong, with where it came from; never a name or a secret
     */
    public record State(
            long kept,
            long unknownNames,
            long withoutAddress,
            long stale,
            long unheard,
            @Nullable String trouble) {}

    /** Where it counts one more. */
    private enum Count {
        KEPT,
        UNKNOWN_NAME,
        WITHOUT_ADDRESS,
        STALE,
        UNHEARD
    }

    public AccountingServer(
            InetSocketAddress listen, RadiusClients clients, Announced network, Meter meter, Clock clock)
            throws IOException {
        this.clients = clients;
        this.network = network;
        this.meter = meter;
        this.clock = clock;
        try {
            this.socket = new DatagramSocket(listen);
        } catch (IOException e) {
            throw new IOException("RADIUS accounting cannot be heard on %s: %s".formatted(listen, e.getMessage()), e);
        }
        this.thread = Thread.ofPlatform().daemon().name("radius-accounting").start(this::listen);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public State state() {
        return state;
    }

    /** What was heard before, by who said it. */
    public SaidBefore heardBefore() {
        return heard;
    }

    private void listen() {
        DatagramPacket datagram = new DatagramPacket(new byte[Packet.LONGEST], Packet.LONGEST);
        while (!socket.isClosed()) {
            try {
                datagram.setLength(Packet.LONGEST);
                socket.receive(datagram);
                answer(datagram);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("RADIUS accounting: {}", e.getMessage());
                }
            } catch (RuntimeException e) {
                LOG.error("RADIUS accounting: a request was passed over", e);
            }
        }
    }

    private void answer(DatagramPacket datagram) throws IOException {
        InetAddress from = datagram.getAddress();
        byte[] secret = clients.secret(from);
        if (secret == null) {
            meter.note(Trouble.NOT_LISTED);
            count(Count.UNHEARD, from.getHostAddress() + " is no RADIUS client of this gateway");
            return;
        }
        Packet packet;
        try {
            packet = Packet.read(datagram.getData(), datagram.getLength(), secret);
            switch (packet.kind()) {
                case ACCOUNTING -> keep(AccountingRequest.of(packet), from);
                case STATUS -> LOG.debug("RADIUS accounting: {} asked whether this gateway listens", from);
            }
        } catch (Packet.Unheard e) {
            meter.wrong(from, e.trouble());
            count(Count.UNHEARD, from.getHostAddress() + " was not heard: " + e.getMessage());
            return;
        }
        byte[] response = packet.response(secret);
        socket.send(new DatagramPacket(response, response.length, datagram.getSocketAddress()));
    }

    /** A session ends however late that is told: whoever has gone must not be taken to be there. */
    private void keep(AccountingRequest request, InetAddress from) {
        String client = from.getHostAddress() + " ";
        String accessPoint = client
                + (request.accessPoint().isEmpty()
                        ? HexFormat.of().formatHex(from.getAddress())
                        : request.accessPoint())
                + " ";
        if (request.address() != null) {
            meter.well(from);
        }
        if (request.status() == AccountingRequest.Status.STOP) {
            count(count(network.gone(accessPoint + request.session())), null);
            return;
        }
        Instant happened = request.at() == null ? clock.instant().minus(request.tried()) : request.at();
        if (happened.plus(TOO_OLD).isBefore(clock.instant())) {
            count(Count.STALE, client + "tells what happened more than five minutes ago, if its clock is right");
            return;
        }
        if (!heard.isNew(client + request.authenticator())) {
            count(Count.STALE, null);
            return;
        }
        switch (request.status()) {
            case START, STILL -> present(request, from, client, accessPoint);
            case ON, OFF -> {
                network.restarted(accessPoint);
                meter.well(from);
                count(Count.KEPT, null);
            }
            case null, default -> count(Count.STALE, null);
        }
    }

    private void present(AccountingRequest request, InetAddress from, String client, String accessPoint) {
        InetAddress address = request.address();
        if (address == null || request.session().isEmpty()) {
            if (request.status() == AccountingRequest.Status.STILL) {
                meter.wrong(from, Trouble.NO_ADDRESS);
            } else {
                // One that has just come may have none yet.
                meter.note(Trouble.NO_ADDRESS);
            }
            count(Count.WITHOUT_ADDRESS, client + "does not say at which address a session is (Framed-IP-Address)");
            return;
        }
        count(count(network.present(accessPoint + request.session(), request.user(), address)), null);
    }

    private static Count count(Announced.Outcome outcome) {
        return switch (outcome) {
            case KEPT -> Count.KEPT;
            case UNKNOWN_NAME -> Count.UNKNOWN_NAME;
            case OVER -> Count.STALE;
        };
    }

    private void count(Count one, @Nullable String trouble) {
        switch (one) {
            case KEPT, UNKNOWN_NAME -> meter.answered();
            case STALE -> meter.refused();
            case WITHOUT_ADDRESS, UNHEARD -> {} // noted with what was wrong
        }
        State before = state;
        state = new State(
                before.kept + (one == Count.KEPT ? 1 : 0),
                before.unknownNames + (one == Count.UNKNOWN_NAME ? 1 : 0),
                before.withoutAddress + (one == Count.WITHOUT_ADDRESS ? 1 : 0),
                before.stale + (one == Count.STALE ? 1 : 0),
                before.unheard + (one == Count.UNHEARD ? 1 : 0),
                trouble == null ? before.trouble : trouble);
    }

    @Override
    public void close() {
        socket.close();
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

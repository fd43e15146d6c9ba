package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.Ticket;
import org.schoolgate.signin.Ending;
import org.schoolgate.signin.Session;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.Tickets;
import org.schoolgate.signin.Way;
import org.schoolgate.signin.Where;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.springframework.boot.test.web.server.LocalServerPort;

@PageTest
class TicketsTest {
    private final Cast cast;
    private final Roll roll;
    private final Gateways gateways;
    private final Sessions sessions;
    private final Tickets tickets;
    private final Pseudonyms pseudonyms;
    private final PolicyCopies copies;
    private final int port;

    TicketsTest(
            Cast cast,
            Roll roll,
            Gateways gateways,
            Sessions sessions,
            Tickets tickets,
            Pseudonyms pseudonyms,
            PolicyCopies copies,
            @LocalServerPort int port) {
        this.cast = cast;
        this.roll = roll;
        this.gateways = gateways;
        this.sessions = sessions;
        this.tickets = tickets;
        this.pseudonyms = pseudonyms;
        this.copies = copies;
        this.port = port;
    }

    private Gateways.Registration.Done register(Greenfield school, String name) {
        return (Gateways.Registration.Done)
                Tenants.within(school.school(), () -> gateways.register(school.technician(), name, null));
    }

    private Session signIn(Greenfield school) {
        roll.put(school.teacher());
        return Tenants.within(
                        school.school(),
                        () -> sessions.begin(
                                school.teacher(), Way.PASSWORD, new Where("10.1.2.3", "browser-1", "Chrome"), null))
                .session();
    }

    private String ticket(Session session, GatewayId gateway) {
        return Tenants.within(session.school(), () -> tickets.issue(session, gateway.toString()));
    }

    private HttpResponse<byte[]> redeem(String token, String ticket) throws Exception {
        try (var client = new GatewayClient(port, token)) {
            return client.send(client.request(Feed.TICKETS)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(Feed.JSON.writeValueAsString(Map.of("ticket", ticket)))));
        }
    }

    @Test
    void aTicketTellsItsGatewayOnceWhoItIsByPseudonym() throws Exception {
        var school = cast.greenfield();
        var gateway = register(school, "Edge");
        var session = signIn(school);
        var ticket = ticket(session, gateway.id());

        var answer = redeem(gateway.token(), ticket);

        assertThat(answer.statusCode()).isEqualTo(200);
        var redeemed = Feed.JSON.readValue(answer.body(), Ticket.Redeemed.class);
        assertThat(redeemed.reader())
                .isEqualTo(Tenants.within(
                        school.school(),
                        () -> pseudonyms.of(school.school(), school.teacher().person())));
        assertThat(redeemed.session()).isEqualTo(session.id().toString());
        assertThat(redeemed.until()).isEqualTo(session.endsAt());
        assertThat(redeem(gateway.token(), ticket).statusCode()).isEqualTo(404);
    }

    @Test
    void atAnotherGatewayItIsNoTicket() throws Exception {
        var school = cast.greenfield();
        var hall = register(school, "Hall");
        var gym = register(school, "Gym");
        var elsewhere = register(cast.greenfield(), "Edge");
        var ticket = ticket(signIn(school), hall.id());

        assertThat(redeem(gym.token(), ticket).statusCode()).isEqualTo(404);
        assertThat(redeem(elsewhere.token(), ticket).statusCode()).isEqualTo(404);
        assertThat(redeem(hall.token(), ticket).statusCode()).isEqualTo(200);
    }

    @Test
    void nonsenseIsNoTicket() throws Exception {
        var gateway = register(cast.greenfield(), "Edge");
        try (var client = new GatewayClient(port, gateway.token())) {
            for (var body : new String[] {"{}", "{\"ticket\":null}", "[]", "banana", ""}) {
                var answer = client.send(client.request(Feed.TICKETS)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
                assertThat(answer.statusCode()).as(body).isIn(400, 404);
            }
        }
    }

    @Test
    void signingOutIsToldToTheGatewaysAtOnce() throws Exception {
        var school = cast.greenfield();
        var gateway = register(school, "Edge");
        var session = signIn(school);
        redeem(gateway.token(), ticket(session, gateway.id()));
        try (var client = new GatewayClient(port, gateway.token());
                var changes = client.changes()) {
            assertThat(changes.next(Duration.ofSeconds(5))).startsWith("policy ");
            assertThat(client.policy().endedSessions()).isEmpty();

            school.within(() -> sessions.end(school.teacher(), session.id(), Ending.SIGNED_OUT));

            assertThat(changes.nextChange(Duration.ofSeconds(5)))
                    .isEqualTo("policy "
                            + Tenants.within(school.school(), () -> copies.version(school.school()))
                                    .tag());
            assertThat(client.policy().endedSessions())
                    .containsExactly(session.id().toString());
        }
    }
}

package org.schoolgate.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.Presence;
import org.schoolgate.gateway.who.SignInName;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.signin.Accounts;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PageTest
class WhoIsWhereTest {
    private final Cast cast;
    private final Gateways gateways;
    private final Places places;
    private final People people;
    private final Roster roster;
    private final Pseudonyms pseudonyms;
    private final PolicyCopies copies;
    private final Accounts accounts;
    private final AuditTrail audit;
    private final MockMvcTester mvc;
    private final Clock clock;
    private final int port;

    WhoIsWhereTest(
            Cast cast,
            Gateways gateways,
            Places places,
            People people,
            Roster roster,
            Pseudonyms pseudonyms,
            PolicyCopies copies,
            Accounts accounts,
            AuditTrail audit,
            MockMvcTester mvc,
            Clock clock,
            @LocalServerPort int port) {
        this.cast = cast;
        this.gateways = gateways;
        this.places = places;
        this.people = people;
        this.roster = roster;
        this.pseudonyms = pseudonyms;
        this.copies = copies;
        this.accounts = accounts;
        this.audit = audit;
        this.mvc = mvc;
        this.clock = clock;
        this.port = port;
    }

    private Actor.Somebody child(Greenfield school) {
        return Tenants.within(school.school(), () -> Classroom.kingfishers(school, people, roster))
                .pupil(0);
    }

    private String ref(Greenfield school, PersonId person) {
        return Tenants.within(school.school(), () -> pseudonyms.of(school.school(), person));
    }

    /** A gateway of the school says that somebody is there; the status of its answer. */
    private int tell(Greenfield school, PersonId person, String address, String source, boolean alone)
            throws Exception {
        var gateway = (Gateways.Registration.Done)
                Tenants.within(school.school(), () -> gateways.register(school.technician(), "Edge", null));
        var now = clock.instant();
        var until = now.plus(Duration.ofHours(2));
        var body = Feed.JSON.writeValueAsBytes(List.of(
                new Presence(address, ref(school, person), source, now, now, until, alone),
                new Presence("10.9.9.9", "rnobody", source, now, now, until, true)));
        try (var client = new GatewayClient(port, gateway.token())) {
            return client.send(client.request(Feed.WHO)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body)))
                    .statusCode();
        }
    }

    private String page(Greenfield school, String query) {
        var page = mvc.get().uri("/gateways/who" + query).with(Cast.as(school.technician()));
        assertThat(page).hasStatusOk();
        return new String(page.exchange().getResponse().getContentAsByteArray(), UTF_8);
    }

    @Test
    @Keeps("FIL-23")
    void theTechnicianSeesWhoIsKnownWhereAndByWhat() throws Exception {
        var school = cast.greenfield();
        var child = child(school);
        school.within(() -> places.note(school.technician(), "Year 4 laptops", "10.4.0.0/16", "ks2", false));

        assertThat(tell(school, child.person(), "10.4.0.9", "RADIUS", false)).isEqualTo(204);

        assertThat(page(school, ""))
                .contains(child.name(), "10.4.0.9", "Year 4 laptops", "signed in to the network", "not alone there")
                .contains("One person is known by address just now")
                .doesNotContain("10.9.9.9");
        assertThat(page(school, "?q=laptops")).contains(child.name());
        assertThat(page(school, "?q=nobody-like-that"))
                .doesNotContain("10.4.0.9")
                .contains("Nobody is known by “nobody-like-that”");
        school.within(() -> assertThat(audit.newest(school.head(), "who-is-where.seen", Long.MAX_VALUE, 5))
                .isNotEmpty());
        assertThat(page(cast.greenfield(), ""))
                .as("another school")
                .doesNotContain("10.4.0.9")
                .contains("Nobody is known by address just now");
    }

    @Test
    void whatAGatewayHoldsOfASignInNameIsItsDigestInOneSpelling() {
        var school = cast.greenfield();
        var child = child(school);
        school.within(() -> accounts.open(school.technician(), child.person(), "mia.k"));

        var names = Tenants.within(school.school(), () -> copies.current(school.school()))
                .copy()
                .names();

        assertThat(names)
                .containsEntry(
                        SignInName.digest(school.school().toString(), "GREENFIELD\\Mia.K"), ref(school, child.person()))
                .doesNotContainKey("mia.k");
    }
}

package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.Tickets;
import org.schoolgate.signin.Way;
import org.schoolgate.signin.Where;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PageTest
class OnlineTest {
    private final Cast cast;
    private final Roll roll;
    private final Sessions sessions;
    private final Tickets tickets;
    private final Gateways gateways;
    private final MockMvcTester mvc;

    OnlineTest(Cast cast, Roll roll, Sessions sessions, Tickets tickets, Gateways gateways, MockMvcTester mvc) {
        this.cast = cast;
        this.roll = roll;
        this.sessions = sessions;
        this.tickets = tickets;
        this.gateways = gateways;
        this.mvc = mvc;
    }

    @Test
    void aSignedInBrowserIsSentToTheGatewayWithATicketThatIsGoodThere() {
        var school = cast.greenfield();
        roll.put(school.pupil());
        school.within(() -> gateways.register(school.technician(), "Front", "http://gateway.greenfield.example:3128"));
        var cookie = session(school);

        var there = Objects.requireNonNull(
                mvc.get().uri("/online").cookie(cookie).exchange().getResponse().getRedirectedUrl());

        assertThat(there).startsWith("http://gateway.greenfield.example:3128/.schoolgate/here?back=/&ticket=");
        var ticket = there.substring(there.indexOf("ticket=") + 7);
        school.within(() -> {
            var gateway = gateways.all(school.technician()).getFirst().id().toString();
            assertThat(tickets.redeem(school.school(), ticket, gateway))
                    .get()
                    .extracting(Tickets.Redeemed::person)
                    .isEqualTo(school.pupil().person());
        });
    }

    @Test
    void aSchoolWhoseGatewayHasNoAddressGoesHome() {
        var school = cast.greenfield();
        roll.put(school.pupil());

        assertThat(mvc.get().uri("/online").cookie(session(school)))
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo("/");
    }

    private Cookie session(Cast.Greenfield school) {
        var begun = new Sessions.Begun[1];
        school.within(() -> begun[0] =
                sessions.begin(school.pupil(), Way.PASSWORD, new Where("10.1.4.20", "chromebook-20", "Chrome"), null));
        return new Cookie("schoolgate-session", Objects.requireNonNull(begun[0]).secret());
    }
}

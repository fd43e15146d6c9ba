package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.signin.Entry;
import org.schoolgate.signin.Session;
import org.schoolgate.signin.SessionId;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.signin.Way;
import org.schoolgate.signin.Where;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** The password once more, before a case is read that is for few. */
@PageTest
class ProveAgainTest {
    private static final Duration LONG_AGO = Duration.ofMinutes(16);
    private static final Duration JUST_NOW = Duration.ofMinutes(14);

    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final AuditTrail audit;

    ProveAgainTest(Cast cast, MockMvc mvc, Cases cases, AuditTrail audit, People people, Roster roster) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.audit = audit;
    }

    /** Asks as somebody who showed who they are that long ago. */
    private MockHttpServletResponse ask(String path, Actor.Somebody by, Duration ago) throws Exception {
        var now = Instant.now();
        var session = new Session(
                new SessionId(UUID.randomUUID()),
                by.school(),
                by.person(),
                Way.PASSWORD,
                new Where("127.0.0.1", "device", "agent"),
                now.minus(Duration.ofHours(2)),
                now,
                now.plus(Duration.ofHours(8)),
                now.minus(ago),
                null,
                true,
                null);
        return mvc.perform(get(path).with(authentication(new SignedIn(by, new Entry.ByAccount(session)))))
                .andReturn()
                .getResponse();
    }

    private String open(Actor.Somebody by, String kind) {
        return Tenants.within(by.school(), () -> {
            var file = ((Opening.Opened) cases.open(by, kind, null)).file();
            cases.addPerson(by, file.id(), staffed.priya().person(), Part.VICTIM);
            return "/cases/" + file.id();
        });
    }

    @Test
    @Keeps("SGD-11")
    void aSealedCaseIsReadOnlyByWhoJustShowedWhoTheyAre() throws Exception {
        var sealed = open(staffed.lead(), "concerning-image");

        for (var path : new String[] {sealed, sealed + "/notes/new", sealed + "/readers"}) {
            var asked = ask(path, staffed.lead(), LONG_AGO);
            assertThat(asked.getStatus()).as(path).isEqualTo(302);
            assertThat(asked.getRedirectedUrl()).isEqualTo("/sign-in/locked?to=" + path);
        }
        Tenants.within(
                staffed.head().school(),
                () -> assertThat(audit.newest(staffed.head(), "case.read", Long.MAX_VALUE, 5))
                        .as("nothing was shown, so nothing was read")
                        .isEmpty());
        assertThat(ask(sealed, staffed.lead(), JUST_NOW).getStatus()).isEqualTo(200);
    }

    @Test
    @Keeps("SGD-11")
    void whoDoesNotReadItIsNotAskedAsThatWouldSayThatItIsThere() throws Exception {
        var sealed = open(staffed.lead(), "concerning-image");

        assertThat(ask(sealed, staffed.coordinator(), LONG_AGO).getStatus()).isEqualTo(404);
        assertThat(ask("/cases/" + UUID.randomUUID(), staffed.lead(), LONG_AGO).getStatus())
                .isEqualTo(404);
    }

    @Test
    void aCaseThatIsOpenToItsRolesIsReadWithoutBeingAsked() throws Exception {
        var open = open(staffed.coordinator(), "misuse-seen");

        assertThat(ask(open, staffed.coordinator(), LONG_AGO).getStatus()).isEqualTo(200);
        assertThat(ask("/cases/new", staffed.coordinator(), LONG_AGO).getStatus())
                .isEqualTo(200);
    }

    @Test
    void aChronologyAsksWhereThereIsASealedCaseInItForItsReader() throws Exception {
        open(staffed.lead(), "concerning-image");
        var chronology = "/people/" + staffed.priya().person() + "/chronology";

        assertThat(ask(chronology, staffed.lead(), LONG_AGO).getRedirectedUrl())
                .isEqualTo("/sign-in/locked?to=" + chronology);
        assertThat(ask(chronology, staffed.coordinator(), LONG_AGO).getStatus()).isEqualTo(200);
        assertThat(ask(chronology, staffed.lead(), JUST_NOW).getStatus()).isEqualTo(200);
    }
}

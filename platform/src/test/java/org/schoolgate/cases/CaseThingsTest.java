package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;

/** Things that were taken from somebody: who has them, from hand to hand, until they are back. */
@PageTest
class CaseThingsTest {
    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final CaseThings things;
    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    CaseThingsTest(
            Cast cast,
            MockMvc mvc,
            Cases cases,
            CaseThings things,
            AuditTrail audit,
            People people,
            Roster roster,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.things = things;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, Actor.Somebody by) throws Exception {
        return mvc.perform(request.with(Cast.as(by))).andReturn().getResponse();
    }

    private CaseId open() {
        return Tenants.within(
                staffed.school().school(),
                () -> ((Opening.Opened) cases.open(staffed.senior(), "device-search", null))
                        .file()
                        .id());
    }

    private static MockHttpServletRequestBuilder taken(CaseId id) {
        return post("/cases/" + id + "/things")
                .param("what", "A grey phone")
                .param("from", "Tom Ellis")
                .param("by", "Mr Orme")
                .param("witness", "Miss Farrow")
                .param("taken", "2026-11-18T10:00")
                .param("place", "The safe in the office");
    }

    private String thing(CaseId id) {
        return Tenants.within(
                        staffed.school().school(),
                        () -> things.look(staffed.senior(), id).things().getFirst())
                .id()
                .toString();
    }

    private MockHttpServletResponse move(CaseId id, String kind, String to, String at, String signed) throws Exception {
        return ask(
                post("/cases/" + id + "/things/" + thing(id) + "/moves")
                        .param("kind", kind)
                        .param("to", to)
                        .param("at", at)
                        .param("signed", signed),
                staffed.senior());
    }

    @Test
    @Keeps("INC-15")
    void aThingThatWasTakenIsFollowedFromHandToHandUntilItIsBack() throws Exception {
        var id = open();
        assertThat(ask(taken(id), staffed.senior()).getStatus()).isEqualTo(302);
        assertThat(ask(get("/cases/" + id), staffed.senior()).getContentAsString())
                .contains("A grey phone", "The safe in the office");

        assertThat(move(id, "HANDED", "PC 1234", "2026-11-18T12:00", "").getContentAsString())
                .contains("<a href=\"#signed\">");
        assertThat(move(id, "HANDED", "PC 1234", "2026-11-18T09:00", "J. Smith").getContentAsString())
                .as("before it was taken")
                .contains("<a href=\"#at\">");
        assertThat(move(id, "HANDED", "PC 1234", "2026-11-18T12:00", "J. Smith").getStatus())
                .isEqualTo(302);
        assertThat(move(id, "RETURNED", "Mrs Ellis", "2026-11-19T12:00", "A. Ellis")
                        .getStatus())
                .isEqualTo(302);
        assertThat(move(id, "MOVED", "A drawer", "2026-11-19T13:00", "").getStatus())
                .as("what is back is back")
                .isEqualTo(422);

        assertThat(ask(get("/cases/" + id + "/things"), staffed.head()).getContentAsString())
                .contains("Taken from Tom Ellis by Mr Orme", "Miss Farrow was there")
                .contains("Given to PC 1234", "Signed by J. Smith", "Given back to Mrs Ellis");
        staffed.school()
                .within(() -> assertThat(audit.newest(staffed.head(), "case.thing", Long.MAX_VALUE, 9))
                        .extracting(entry -> entry.kind())
                        .containsExactly("case.thing-moved", "case.thing-moved", "case.thing-taken"));
    }

    @Test
    void whatIsMissingIsSaidAndWhatWasTypedStays() throws Exception {
        var id = open();
        var answer = ask(post("/cases/" + id + "/things").param("what", "A grey phone"), staffed.senior());

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString())
                .contains("value=\"A grey phone\"", "<a href=\"#from\">", "<a href=\"#by\">", "<a href=\"#place\">");
    }

    @Test
    void nobodyElseSeesThemAndNothingIsChangedAfterwards() throws Exception {
        var id = open();
        ask(taken(id), staffed.senior());
        for (var other : new Actor.Somebody[] {staffed.teacher(), staffed.technician(), staffed.chair()}) {
            assertThat(ask(get("/cases/" + id + "/things"), other).getStatus()).isEqualTo(404);
            assertThat(ask(taken(id), other).getStatus()).isEqualTo(404);
        }
        for (var change : new String[] {"update case_thing set place = 'x'", "delete from case_thing"}) {
            assertThatThrownBy(() -> staffed.school()
                            .within(() -> transaction.executeWithoutResult(
                                    _ -> jdbc.sql(change).update())))
                    .isInstanceOf(DataAccessException.class);
        }
        assertThat(Objects.requireNonNull(thing(id))).isNotEmpty();
    }
}

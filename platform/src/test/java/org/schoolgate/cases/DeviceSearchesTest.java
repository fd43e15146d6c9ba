package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.kernel.Actor;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
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

/** A pupil's device was searched: what is written down, who reads it, and what it sets going. */
@PageTest
class DeviceSearchesTest {
    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final CaseDesk desk;
    private final CaseThings things;
    private final Messages messages;
    private final Settings settings;
    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    DeviceSearchesTest(
            Cast cast,
            MockMvc mvc,
            Cases cases,
            CaseRegister register,
            CaseThings things,
            Messages messages,
            Settings settings,
            AuditTrail audit,
            People people,
            Roster roster,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.desk = new CaseDesk(cases, register);
        this.things = things;
        this.messages = messages;
        this.settings = settings;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, Actor.Somebody by) throws Exception {
        return mvc.perform(request.with(Cast.as(by))).andReturn().getResponse();
    }

    private Map<String, String> typed(String... others) {
        var typed = new HashMap<>(Map.of(
                "search", UUID.randomUUID().toString(),
                "child", staffed.tom().person().toString(),
                "device", "A grey phone",
                "ground", "DISRUPTION",
                "reason", "It rang in the lesson and others laughed",
                "sought", "The message of this morning",
                "at", "2026-11-18T10:00",
                "authorised", staffed.head().person().toString(),
                "searched-by", "Mr Bell",
                "witness", "Miss Farrow"));
        typed.putAll(Map.of(
                "result", "DELETED",
                "found", "A film of a teacher",
                "deleted", "film.mp4, which was to disturb lessons",
                "returned", "no",
                "whereabouts", "The safe in the office",
                "parents", "TOLD",
                "parents-note", "By telephone at noon"));
        for (var place = 0; place < others.length; place += 2) {
            typed.put(others[place], others[place + 1]);
        }
        return typed;
    }

    private static MockHttpServletRequestBuilder form(String address, Map<String, String> typed) {
        var request = post(address);
        typed.forEach(request::param);
        return request;
    }

    /** The case that followed from what a teacher wrote. */
    private CaseId written(Map<String, String> typed) throws Exception {
        var answer = ask(form("/device-searches", typed), staffed.teacher());
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(302);
        return newest();
    }

    private CaseId newest() {
        return Tenants.within(
                staffed.school().school(),
                () -> transaction.execute(
                        _ -> new CaseId(jdbc.sql("select case_id from case_search order by written_at desc limit 1")
                                .query(UUID.class)
                                .single())));
    }

    private String page(CaseId id, Actor.Somebody by) throws Exception {
        return ask(get("/cases/" + id), by).getContentAsString();
    }

    private static String text(byte[] pdf) throws Exception {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static byte[] paper(byte[] zip) throws Exception {
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals("case.pdf")) {
                    return in.readAllBytes();
                }
            }
        }
        throw new AssertionError("no case.pdf");
    }

    @Test
    @Keeps("INC-14")
    void aTeacherWritesDownASearchAndItIsReadPrintedAndExportedWithItsCase() throws Exception {
        assertThat(ask(get("/device-searches/new?q=Tom"), staffed.teacher()).getContentAsString())
                .contains("Tom Ellis", "Do not search for or view indecent images");
        assertThat(ask(get("/device-searches/new?child=" + staffed.tom().person()), staffed.teacher())
                        .getContentAsString())
                .contains("The device of Tom Ellis", "Do not search for or view indecent images", "Mrs Lindqvist");

        var id = written(typed());

        var said = List.of(
                "A grey phone",
                "to disturb lessons or to break our rules",
                "It rang in the lesson and others laughed",
                "The message of this morning",
                "Lindqvist",
                "Mr Bell",
                "Miss Farrow",
                "Something, which was deleted",
                "A film of a teacher",
                "film.mp4, which was to disturb lessons",
                "They have been told",
                "By telephone at noon",
                "The safe in the office");
        assertThat(page(id, staffed.senior())).contains(said);
        var search = Tenants.within(
                staffed.school().school(),
                () -> transaction.execute(_ -> jdbc.sql("select search_id from case_search where case_id = :id")
                        .param("id", id.value())
                        .query(UUID.class)
                        .single()));
        var printed = ask(get("/cases/" + id + "/searches/" + search), staffed.senior());
        assertThat(printed.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(text(printed.getContentAsByteArray()).replaceAll("\\s+", " "))
                .contains(said)
                .contains("Signature of whoever searched", "Signature of the second adult");
        var export = ask(
                post("/cases/" + id + "/export")
                        .param("purpose", "A hearing")
                        .param("recipient", "The court")
                        .param("child", "everybody"),
                staffed.head());
        assertThat(text(paper(export.getContentAsByteArray())).replaceAll("\\s+", " "))
                .contains(said);
        staffed.school()
                .within(() -> assertThat(audit.newest(staffed.head(), "case.device-searched", Long.MAX_VALUE, 9))
                        .singleElement()
                        .satisfies(entry -> assertThat(entry.actorName())
                                .isEqualTo(staffed.teacher().name())));
    }

    @Test
    @Keeps("INC-15")
    void aDeviceThatIsKeptIsFollowedFromThereFromHandToHand() throws Exception {
        var kept = written(typed());
        var returned = written(typed("returned", "yes", "whereabouts", "His mother"));

        staffed.school().within(() -> {
            assertThat(things.look(staffed.senior(), kept).things())
                    .singleElement()
                    .satisfies(thing -> {
                        assertThat(thing.takenFrom()).isEqualTo("Tom Ellis");
                        assertThat(thing.takenBy()).isEqualTo("Mr Bell");
                        assertThat(thing.witness()).isEqualTo("Miss Farrow");
                        assertThat(thing.whereabouts()).isEqualTo("The safe in the office");
                    });
            assertThat(things.look(staffed.senior(), returned).things()).isEmpty();
        });
    }

    @Test
    @Keeps({"INC-14", "SGD-1"})
    void aSignOfAnIndecentImageIsTheLeadsAtOnceAndNobodyOpensAnything() throws Exception {
        var typed = typed("result", "IMAGE", "found", "A name of a folder", "deleted", "");
        var answer = ask(form("/device-searches", typed), staffed.teacher());
        assertThat(answer.getStatus()).isEqualTo(302);
        var id = newest();

        assertThat(page(id, staffed.lead())).contains("A name of a folder");
        for (var other : List.of(staffed.senior(), staffed.coordinator(), staffed.technician())) {
            assertThat(ask(get("/cases/" + id), other).getStatus())
                    .as(other.name())
                    .isEqualTo(404);
        }
        staffed.school().within(() -> {
            var one = desk.whole(staffed.lead(), id);
            assertThat(one.file().circle()).isEqualTo(Circle.SEALED);
            assertThat(one.walks("concerning-image")).isTrue();
            assertThat(CaseEvidence.isShut(one)).isTrue();
            assertThat(messages.outboxTo(staffed.school().school(), "okafor", 9))
                    .extracting(Message::subject)
                    .isNotEmpty();
        });
    }

    @Test
    void whereASearchHadToStopNothingIsDeletedAndTheDeviceIsNotGivenBack() throws Exception {
        for (var result : List.of("IMAGE", "CRIME")) {
            var answer = ask(form("/device-searches", typed("result", result, "returned", "yes")), staffed.teacher());
            assertThat(answer.getStatus()).isEqualTo(422);
            assertThat(answer.getContentAsString())
                    .contains("<a href=\"#deleted\">", "<a href=\"#returned\">", "value=\"A grey phone\"");
        }
    }

    @Test
    void aSignOfACrimeInAnOrdinaryCaseIsACaseOfItsOwnForTheLead() throws Exception {
        var ordinary =
                Tenants.within(staffed.school().school(), () -> desk.misuse(staffed.coordinator(), staffed.tom()));

        var answer = ask(
                form(
                        "/cases/" + ordinary + "/searches",
                        typed("result", "CRIME", "found", "A price list", "deleted", "")),
                staffed.coordinator());

        assertThat(answer.getStatus()).isEqualTo(302);
        assertThat(newest()).isNotEqualTo(ordinary);
        assertThat(page(ordinary, staffed.coordinator())).doesNotContain("A price list");
        assertThat(page(newest(), staffed.lead())).contains("A price list");
        assertThat(ask(get("/cases/" + newest()), staffed.coordinator()).getStatus())
                .isEqualTo(404);
    }

    @Test
    void inACaseItIsWrittenDownThereByWhoeverReadsItAllAndOfAChildWhoIsOnIt() throws Exception {
        var id = Tenants.within(staffed.school().school(), () -> desk.misuse(staffed.coordinator(), staffed.tom()));

        assertThat(ask(form("/cases/" + id + "/searches", typed()), staffed.technician())
                        .getStatus())
                .isEqualTo(404);
        assertThat(ask(
                                form(
                                        "/cases/" + id + "/searches",
                                        typed("child", staffed.priya().person().toString())),
                                staffed.coordinator())
                        .getContentAsString())
                .contains("Choose whose device it was.");
        assertThat(ask(form("/cases/" + id + "/searches", typed()), staffed.coordinator())
                        .getStatus())
                .isEqualTo(302);

        assertThat(newest()).isEqualTo(id);
    }

    @Test
    void whatIsMissingIsSaidAndWhatWasTypedStays() throws Exception {
        var answer = ask(
                form("/device-searches", Map.of("child", staffed.tom().person().toString(), "device", "A grey phone")),
                staffed.teacher());

        assertThat(answer.getStatus()).isEqualTo(422);
        for (var field : List.of(
                "at",
                "ground",
                "reason",
                "sought",
                "searched-by",
                "witness",
                "result",
                "parents",
                "returned",
                "whereabouts",
                "authorised")) {
            assertThat(answer.getContentAsString()).contains("<a href=\"#" + field + "\">");
        }
        assertThat(answer.getContentAsString()).contains("value=\"A grey phone\"");
    }

    @Test
    @Keeps("INC-14")
    void whoMayAuthoriseIsWhatTheSchoolHasDecided() throws Exception {
        var byTheSenior = typed("authorised", staffed.senior().person().toString());
        assertThat(ask(form("/device-searches", byTheSenior), staffed.teacher()).getContentAsString())
                .contains("<a href=\"#authorised\">");

        staffed.school()
                .within(() -> settings.set(
                        staffed.head(), "cases.who-authorises-searches", "head, senior leader", "They were asked"));

        assertThat(ask(form("/device-searches", byTheSenior), staffed.teacher()).getStatus())
                .isEqualTo(302);
    }

    @Test
    void theSameFormSentTwiceIsOneSearchAndNobodyElsesCaseIsFoundByIt() throws Exception {
        var typed = typed();
        var id = written(typed);
        assertThat(written(typed)).isEqualTo(id);

        assertThat(ask(form("/device-searches", typed), staffed.coordinator()).getStatus())
                .isEqualTo(404);
        staffed.school()
                .within(() -> assertThat(transaction.<Long>execute(_ -> jdbc.sql("select count(*) from case_search")
                                .query(Long.class)
                                .single()))
                        .isEqualTo(1));
    }

    @Test
    void inAFileOfOneChildTheSearchOfAnothersDeviceHasNoPlace() throws Exception {
        var id = Tenants.within(staffed.school().school(), () -> {
            var opened = desk.misuse(staffed.coordinator(), staffed.tom());
            cases.addPerson(staffed.coordinator(), opened, staffed.priya().person(), Part.VICTIM);
            return opened;
        });
        ask(form("/cases/" + id + "/searches", typed()), staffed.coordinator());

        for (var child : List.of(staffed.priya(), staffed.tom())) {
            var export = ask(
                    post("/cases/" + id + "/export")
                            .param("purpose", "A hearing")
                            .param("recipient", "The court")
                            .param("child", child.person().toString()),
                    staffed.head());
            var paper = text(paper(export.getContentAsByteArray()));
            if (child.equals(staffed.tom())) {
                assertThat(paper).contains("A film of a teacher");
            } else {
                assertThat(paper).doesNotContain("A film of a teacher");
            }
        }
    }

    @Test
    void nothingIsChangedAfterwards() throws Exception {
        written(typed());
        for (var change : List.of("update case_search set found = 'x'", "delete from case_search")) {
            assertThatThrownBy(() -> staffed.school()
                            .within(() -> transaction.executeWithoutResult(
                                    _ -> jdbc.sql(change).update())))
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void ofAnAdultNoSearchIsWrittenDown() throws Exception {
        assertThat(ask(
                                form(
                                        "/device-searches",
                                        typed("child", staffed.chair().person().toString())),
                                staffed.teacher())
                        .getStatus())
                .isEqualTo(404);
        assertThat(ask(get("/device-searches/new"), staffed.tom()).getStatus()).isEqualTo(403);
    }
}

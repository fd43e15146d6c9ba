package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.CaseBoard.Column;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.test.web.servlet.MockMvc;

/** The open cases as a board, and on the first screens of those whose they are. */
@PageTest
class CaseBoardTest {
    private static final Map<String, String> SEEN = Map.of(
            "account", "tellis", "at", "2026-11-19T09:30:00Z", "place", "in school", "evidence", "He played a game");

    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final CaseBoards boards;

    CaseBoardTest(Cast cast, MockMvc mvc, Cases cases, CaseBoards boards, People people, Roster roster) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.boards = boards;
    }

    private CaseId open(Actor.Somebody by, String kind) {
        return Tenants.within(
                by.school(),
                () -> ((Opening.Opened) cases.open(by, kind, null)).file().id());
    }

    private List<CaseId> in(Column column, Actor.Somebody of) {
        return Tenants.within(of.school(), () -> boards.board(of)).columns().getOrDefault(column, List.of()).stream()
                .map(card -> card.file().id())
                .toList();
    }

    private String page(String path, Actor.Somebody by) throws Exception {
        return mvc.perform(get(path).with(Cast.as(by)))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void aCaseStandsInTheColumnOfWhatItWaitsFor() {
        var fresh = open(staffed.senior(), "misuse-seen");
        var begun = open(staffed.senior(), "misuse-seen");
        Tenants.within(staffed.senior().school(), () -> cases.answer(staffed.senior(), begun, 1, "what", SEEN, null));

        assertThat(in(Column.NEW, staffed.coordinator())).containsExactly(fresh);
        assertThat(in(Column.OTHERS, staffed.coordinator())).containsExactly(begun);
        assertThat(in(Column.MINE, staffed.senior())).containsExactlyInAnyOrder(fresh, begun);
        TestClock.at(Instant.now().plus(Duration.ofDays(2)), () -> {
            assertThat(in(Column.OVERDUE, staffed.coordinator())).containsExactly(begun);
            assertThat(in(Column.OTHERS, staffed.coordinator())).isEmpty();
        });
    }

    @Test
    @Keeps("SGD-11")
    void theBoardHoldsNothingThatItsReaderDoesNotRead() throws Exception {
        var sealed = open(staffed.lead(), "concerning-image");

        for (var column : Column.values()) {
            assertThat(in(column, staffed.coordinator())).as(column.name()).isEmpty();
        }
        assertThat(page("/cases/board", staffed.lead())).contains("/cases/" + sealed);
        assertThat(page("/cases/board", staffed.coordinator())).doesNotContain("/cases/" + sealed);
    }

    @Test
    void theFirstScreenHasWhatWaitsByItsTimeAndWhatIsLateWithOthers() throws Exception {
        var mine = open(staffed.senior(), "misuse-seen");
        Tenants.within(staffed.senior().school(), () -> cases.answer(staffed.senior(), mine, 1, "what", SEEN, null));

        assertThat(page("/", staffed.senior())).contains("/cases/" + mine, "Tell the online safety co-ordinator");
        assertThat(page("/", staffed.coordinator())).doesNotContain("/cases/" + mine);
        assertThat(TestClock.at(Instant.now().plus(Duration.ofDays(2)), () -> page("/", staffed.coordinator())))
                .contains("One case is late with others", "/cases/" + mine);
    }

    @Test
    @Keeps("SGD-11")
    void aFirstScreenDoesNotSayWhatACaseForFewIsAbout() throws Exception {
        var sealed = open(staffed.lead(), "concerning-image");

        assertThat(page("/", staffed.lead()))
                .contains("/cases/" + sealed, "A step of a case that is for few")
                .doesNotContain("An image of a child", "Do not look");
        assertThat(page("/", staffed.coordinator())).doesNotContain("/cases/" + sealed);
    }
}

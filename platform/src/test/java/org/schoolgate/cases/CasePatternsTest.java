package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.DayOfWeek;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.MockMvc;

/** How cases are spread, for those who read them and for governors. */
@PageTest
class CasePatternsTest {
    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final CasePatterns patterns;

    CasePatternsTest(Cast cast, MockMvc mvc, Cases cases, CasePatterns patterns, People people, Roster roster) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.patterns = patterns;
    }

    private CaseId open(Actor.Somebody by, String kind) {
        return Tenants.within(by.school(), () -> {
            var id = ((Opening.Opened) cases.open(by, kind, null)).file().id();
            cases.addPerson(by, id, staffed.priya().person(), Part.VICTIM);
            return id;
        });
    }

    private Patterns of(Actor.Somebody reader) {
        return Tenants.within(reader.school(), () -> patterns.patterns(reader));
    }

    private String page(String path, Actor.Somebody by) throws Exception {
        return mvc.perform(get(path).with(Cast.as(by)))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void casesAreCountedByWhereAndWhenItHappenedAndByClass() throws Exception {
        var id = open(staffed.coordinator(), "misuse-seen");
        Tenants.within(
                staffed.head().school(),
                () -> cases.answer(
                        staffed.coordinator(),
                        id,
                        1,
                        "what",
                        Map.of(
                                "account", "tellis",
                                "at", "2026-11-19T09:30:00Z",
                                "place", "in school",
                                "evidence", "He played a game"),
                        null));

        var found = of(staffed.coordinator());
        assertThat(found.kinds()).containsExactly(Map.entry("Misuse was seen", 1));
        assertThat(found.places()).containsExactly(Map.entry("in school", 1));
        assertThat(found.hours()).containsExactly(Map.entry(9, 1));
        assertThat(found.weekdays()).containsExactly(Map.entry(DayOfWeek.THURSDAY, 1));
        assertThat(found.classes()).containsExactly(Map.entry("Kingfishers", 1));
        assertThat(page("/cases/patterns", staffed.coordinator()))
                .contains("One case was opened", "09:00 to 10:00", "Thursday", "In school", "<table");
    }

    @Test
    @Keeps("SGD-11")
    void whatAReaderDoesNotReadIsInNoneOfTheirCounts() {
        open(staffed.lead(), "concerning-image");

        assertThat(of(staffed.coordinator()).total()).isZero();
        assertThat(of(staffed.coordinator()).classes()).isEmpty();
        assertThat(of(staffed.coordinator()).terms().values()).containsOnly(0);
        assertThat(of(staffed.lead()).total()).isEqualTo(1);
    }

    @Test
    void aGovernorReadsCountsWithoutNamesAndNoneThatIsSmall() throws Exception {
        for (int i = 0; i < 6; i++) {
            open(staffed.coordinator(), "misuse-seen");
            open(staffed.coordinator(), "unsuitable-site");
        }
        open(staffed.lead(), "concerning-image");

        assertThat(page("/cases/trends", staffed.chair()))
                .contains("All others, with those that are kept apart", ">7<", ">6<", "13")
                .doesNotContain("image of a child", "Priya", "Kingfishers", "Sealed");
        assertThat(page("/cases/trends", staffed.coordinator())).doesNotContain("All others");
    }
}

package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;

@PageTest
class DraftsTest {
    private static final Map<String, List<String>> TYPED = Map.of("words", List.of("He said that"));

    private final Cast cast;
    private final Drafts drafts;
    private final Reports reports;
    private final DraftCleaning cleaning;

    DraftsTest(Cast cast, Drafts drafts, Reports reports, DraftCleaning cleaning) {
        this.cast = cast;
        this.drafts = drafts;
        this.reports = reports;
        this.cleaning = cleaning;
    }

    @Test
    void theLastThatWasTypedIsKeptAndTheNewestDraftIsFirst() {
        var school = cast.greenfield();
        school.within(() -> {
            var one = ReportId.random();
            var other = ReportId.random();
            drafts.keep(school.teacher(), one, TYPED);
            drafts.keep(school.teacher(), other, TYPED);
            drafts.keep(school.teacher(), one, Map.of("words", List.of("He said that, and left")));

            assertThat(drafts.of(school.teacher())).extracting(Draft::id).containsExactly(one, other);
            assertThat(drafts.find(school.teacher(), one).beginning()).isEqualTo("He said that, and left");
        });
    }

    @Test
    void nobodyElseFindsItWhateverTheyAre() {
        var school = cast.greenfield();
        school.within(() -> {
            var mine = ReportId.random();
            drafts.keep(school.teacher(), mine, TYPED);

            for (var other : List.of(school.head(), school.lead(), school.technician(), school.parent())) {
                assertThat(drafts.of(other)).isEmpty();
                assertThatThrownBy(() -> drafts.find(other, mine)).isInstanceOf(NotFound.class);
                assertThatThrownBy(() -> drafts.keep(other, mine, Map.of())).isInstanceOf(NotFound.class);
                assertThatThrownBy(() -> drafts.delete(other, mine)).isInstanceOf(NotFound.class);
            }
            assertThatThrownBy(() -> drafts.of(school.pupil())).isInstanceOf(Forbidden.class);
            assertThat(drafts.find(school.teacher(), mine).typed()).isEqualTo(TYPED);
        });
    }

    @Test
    void itIsGoneWhenItIsSentAndDoesNotComeBack() {
        var school = cast.greenfield();
        school.within(() -> {
            var id = ReportId.random();
            drafts.keep(school.teacher(), id, TYPED);
            reports.file(
                    school.teacher(),
                    new Statement(id, Matter.ABOUT_A_CHILD, "He said that", "", Details.NONE, List.of()));

            assertThat(drafts.of(school.teacher())).isEmpty();
            assertThat(drafts.keep(school.teacher(), id, TYPED)).isEqualTo(Keeping.SENT_ALREADY);
            assertThat(drafts.of(school.teacher())).isEmpty();
        });
    }

    @Test
    void nobodyFillsTheTableWithThem() {
        var school = cast.greenfield();
        school.within(() -> {
            for (int draft = 0; draft < Drafts.MOST; draft++) {
                drafts.keep(school.teacher(), ReportId.random(), TYPED);
            }
            assertThat(drafts.keep(school.teacher(), ReportId.random(), TYPED)).isEqualTo(Keeping.TOO_MANY);
            assertThat(drafts.of(school.teacher())).hasSize(Drafts.MOST);
        });
    }

    @Test
    void leftAloneForThirtyDaysItIsDeletedAndNotADayBefore() {
        var school = cast.greenfield();
        var began = Instant.parse("2026-11-02T09:00:00Z");
        school.within(() -> {
            TestClock.at(began, () -> {
                drafts.keep(school.teacher(), ReportId.random(), TYPED);
            });
            TestClock.at(began.plus(Duration.ofDays(30)), () -> cleaning.run(school.school()));
            assertThat(drafts.of(school.teacher())).hasSize(1);
            TestClock.at(began.plus(Duration.ofDays(30)).plusSeconds(1), () -> cleaning.run(school.school()));
            assertThat(drafts.of(school.teacher())).isEmpty();
        });
    }
}

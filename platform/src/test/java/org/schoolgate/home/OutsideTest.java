package org.schoolgate.home;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a governor reads of counts so small that a child could be made out. */
class OutsideTest {
    @Test
    void soFewAreNotSaidWhicheverSideTheyAreOn() {
        assertThat(Outside.words(28, 30)).isEqualTo("all but fewer than 5 of 30");
        assertThat(Outside.words(3, 30)).isEqualTo("fewer than 5 of 30");
        assertThat(Outside.words(2, 4)).isEqualTo("fewer than 5 pupils");
        assertThat(Outside.words(30, 30)).isEqualTo("all 30");
        assertThat(Outside.words(0, 30)).isEqualTo("none of 30");
        assertThat(Outside.words(20, 30)).isEqualTo("20 of 30");
    }

    @Test
    void theSumDoesNotGiveAwayWhatAYearLeavesOut() {
        for (int online = 380; online < 420; online++) {
            assertThat(Outside.total(online, 420)).isEqualTo("about %d of 420".formatted(online - online % 5));
        }
        assertThat(Outside.total(420, 420)).isEqualTo("all 420");
    }
}

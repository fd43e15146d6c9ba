package org.schoolgate.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The small values that templates are handed. */
class PartsTest {
    @Test
    void aFieldKeepsItsFirstProblemAndProblemsKeepTheirOrder() {
        var problems = Problems.none()
                .when(true, "name", "Write your full name")
                .when(true, "name", "Use letters")
                .when(false, "school", "Choose a school")
                .when(true, "agree", "Tick the box");
        assertThat(problems.all())
                .containsExactly(
                        java.util.Map.entry("name", "Write your full name"),
                        java.util.Map.entry("agree", "Tick the box"));
        assertThat(problems.with("school")).isNull();
        assertThat(problems.count()).isEqualTo(2);
    }

    @Test
    void initialsLeaveTitlesOut() {
        assertThat(Initials.initials("Ms Okafor")).isEqualTo("O");
        assertThat(Initials.initials("Dr. Efua Mensah")).isEqualTo("EM");
        assertThat(Initials.initials("Tom de la Tour")).isEqualTo("TT");
        assertThat(Initials.initials("émile")).isEqualTo("É");
        assertThat(Initials.initials(" ")).isEqualTo("?");
    }

    @Test
    void aListIsCutIntoPagesThatExist() {
        assertThat(new Paging(9, 25, 60, "/people?class=4").page()).isEqualTo(3);
        assertThat(new Paging(0, 25, 60, "/people").page()).isEqualTo(1);
        var last = new Paging(3, 25, 60, "/people?class=4");
        assertThat(last.first()).isEqualTo(51);
        assertThat(last.last()).isEqualTo(60);
        assertThat(last.hasAfter()).isFalse();
        assertThat(last.to(2)).isEqualTo("/people?class=4&page=2");
        assertThat(new Paging(1, 25, 0, "/people").first()).isZero();
    }

    @Test
    void everyPictureHasItsFileAndItsWord() {
        assertThat(Picto.values()).hasSize(34).allSatisfy(picto -> {
            var file = picto.href().substring(Assets.FOLDER.length());
            assertThat(Picto.class.getResource("/static" + file)).isNotNull();
            assertThat(picto.word()).isNotBlank();
        });
    }
}

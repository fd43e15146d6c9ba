package org.schoolgate.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+44", "-1", "@SUM(A1)", "\tx", "\rx", " =1+1", "\t\n @x", "\u00a0-1", "\ufeff=1"})
    void noCellIsTakenForAFormula(String cell) {
        assertThat(Csv.of(List.of("a"), List.of(List.of(cell)))).contains("\"'" + cell + "\"");
    }

    @Test
    void quotesAndCommasStayWhatTheyAre() {
        assertThat(Csv.of(List.of("a", "b"), List.of(List.of("say \"no\"", "x,y"))))
                .isEqualTo("\uFEFF\"a\",\"b\"\r\n\"say \"\"no\"\"\",\"x,y\"\r\n");
    }
}

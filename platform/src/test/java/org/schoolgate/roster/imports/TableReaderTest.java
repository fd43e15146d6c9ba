package org.schoolgate.roster.imports;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.roster.imports.Fixtures.utf8;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.testing.Keeps;

class TableReaderTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @Test
    void utf8WithItsMarkOrWithoutIsTheSame() {
        var text = "Surname,Forename,Year\nYılmaz,Zoë,3\n";

        assertThat(Fixtures.table(utf8("\uFEFF" + text))).isEqualTo(Fixtures.table(utf8(text)));
        assertThat(Fixtures.table(utf8(text)).rows().getFirst().cells()).containsExactly("Yılmaz", "Zoë", "3");
    }

    @Test
    void windowsLettersAreRecognised() {
        var table = Fixtures.table("Surname,Forename,Year\nO’Neill,Zoë,3\n".getBytes(WINDOWS));

        assertThat(table.rows().getFirst().cells()).containsExactly("O’Neill", "Zoë", "3");
    }

    @Test
    void excelsUnicodeTextIsRead() {
        var table = Fixtures.table("\uFEFFSurname\tForename\tYear\r\nYılmaz\tZoë\t3\r\n".getBytes(UTF_16LE));

        assertThat(table.rows().getFirst().cells()).containsExactly("Yılmaz", "Zoë", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void theSeparatorIsFoundOut(String separator) {
        var table = Fixtures.table(utf8("Surname,Forename,Year\n\"Neill, O\",Zoë,3\n"
                .replace(",", separator)
                .replace(separator + " ", ", ")));

        assertThat(table.rows().getFirst().cells()).containsExactly("Neill, O", "Zoë", "3");
    }

    @Test
    void blankTailsAreNoRowsAndNoColumns() {
        var table = Fixtures.table(utf8("Surname,Forename,Year,,,\nNair,Priya,6,,,\n,,,,,\n\n   ,,\n"));

        assertThat(table.headings()).containsExactly("Surname", "Forename", "Year");
        assertThat(table.rows()).hasSize(1);
        assertThat(table.findings()).isEmpty();
    }

    @Test
    void aLineIsCountedAsAnEditorCountsEvenAfterQuotedNewlines() {
        var table = Fixtures.table(utf8(String.join(
                "\r\n",
                "Surname,Forename,Year,Address",
                "Nair,Priya,6,\"1 High St",
                "Leeds",
                "LS1\"",
                "",
                "Whitlock,Tom,5,",
                "")));

        assertThat(table.rows()).extracting(Table.Row::line).containsExactly(2, 6);
        assertThat(table.rows().getFirst().cells().getLast()).isEqualTo("1 High St Leeds LS1");
    }

    @Test
    void aTitleAboveTheHeadingsIsPassedOver() {
        var table = Fixtures.table(utf8("Pupil list,,\nPrinted 1/9/2026,,\n\nSurname,Forename,Year\nNair,Priya,6\n"));

        assertThat(table.headings()).containsExactly("Surname", "Forename", "Year");
        assertThat(table.rows()).extracting(Table.Row::line).containsExactly(5);
    }

    @Test
    void excelsSeparatorLineIsPassedOver() {
        var table = Fixtures.table(utf8("sep=;\nSurname;Forename;Year\nNair;Priya;6\n"));

        assertThat(table.headings()).containsExactly("Surname", "Forename", "Year");
    }

    @Test
    void aRowWithMoreCellsThanHeadingsIsRejected() {
        var table = Fixtures.table(utf8("Surname,Forename,Year\nNair,Priya,6,Kingfishers\nWhitlock,Tom,5\n"));

        assertThat(table.rows()).hasSize(1);
        assertThat(table.findings())
                .containsExactly(new Finding("school.csv", 2, "", Reason.TOO_MANY_CELLS, List.of("4", "3")));
    }

    @Test
    void anOversizedCellIsRejectedWithItsLine() {
        var table = Fixtures.table(
                utf8("Surname,Forename,Year\nNair,Priya,6\nWhitlock," + "x".repeat(2_001) + ",5\nTate,Oscar,1\n"));

        assertThat(table.rows()).extracting(Table.Row::line).containsExactly(2, 4);
        assertThat(table.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).isEqualTo(3))
                .satisfies(finding -> assertThat(finding.reason()).isEqualTo(Reason.CELL_TOO_LONG))
                .satisfies(finding -> assertThat(finding.said()).isEqualTo("Forename"));
    }

    @Test
    @Keeps("PWD-17")
    void aPasswordColumnIsDroppedUnread() {
        var table = Fixtures.table(
                utf8("Surname,Forename,Year,Password,PIN,Pupil password\nNair,Priya,6,s3cret,1234,b0at\n"));

        assertThat(table.headings()).contains("Password", "PIN", "Pupil password");
        assertThat(table.rows().getFirst().cells()).containsExactly("Nair", "Priya", "6", "", "", "");
        assertThat(table.toString())
                .doesNotContain("s3cret")
                .doesNotContain("1234")
                .doesNotContain("b0at");
    }
}

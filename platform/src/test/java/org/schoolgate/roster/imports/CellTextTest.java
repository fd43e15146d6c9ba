package org.schoolgate.roster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Year;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.testing.Keeps;

class CellTextTest {
    private static final Year LATEST = Year.of(2027);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-02-01",
                "01/02/2020",
                "1/2/2020",
                "1/2/20",
                "01.02.2020",
                "01-02-2020",
                "1 February 2020",
                "1st Feb 2020",
                "01-Feb-20",
                "2020-02-01T00:00:00.000Z",
                "01/02/2020 00:00",
                "01/02/2020 00:00:00"
            })
    @Keeps("UX-5")
    void theDayComesBeforeTheMonth(String text) {
        assertThat(DateText.read(text, LATEST)).isEqualTo(new DateText.Day(LocalDate.of(2020, 2, 1)));
    }

    @ParameterizedTest
    @CsvSource({"31/02/2020,31 February", "29/02/2021,29 February 2021", "2021-06-31,31 June"})
    void aDayThatNoCalendarHasIsNamed(String text, String said) {
        assertThat(DateText.read(text, LATEST)).isEqualTo(new DateText.NoSuchDay(said));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12/25/2020", "32/01/2020", "43862", "soon", "1/2", "2020", "01/02-2020", "1 Octember 2020"})
    void whatIsNoDateIsNotGuessed(String text) {
        assertThat(DateText.read(text, LATEST)).isInstanceOf(DateText.NotUnderstood.class);
    }

    @Test
    void aYearOfTwoDigitsIsTheLastSuchYear() {
        assertThat(DateText.read("1/9/27", LATEST)).isEqualTo(new DateText.Day(LocalDate.of(2027, 9, 1)));
        assertThat(DateText.read("1/9/28", LATEST)).isEqualTo(new DateText.Day(LocalDate.of(1928, 9, 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "Year 3,3",
        "Y3,3",
        "03,3",
        "3,3",
        "yr 3,3",
        "Year R,0",
        "R,0",
        "Reception,0",
        "YR,0",
        "N2,-1",
        "Nursery,-1",
        "N1,-2",
        "Year 11,11",
        "10,10",
        "1,1"
    })
    void yearGroupsAreReadAsTheyAreWritten(String text, int year) {
        assertThat(YearText.read(text)).isEqualTo(OptionalInt.of(year));
    }

    @ParameterizedTest
    @ValueSource(strings = {"14", "99", "Kingfishers", "3K", "", "Year"})
    void otherThingsAreNoYearGroups(String text) {
        assertThat(YearText.read(text)).isEmpty();
    }

    @Test
    void falseAsAWordIsNo() {
        assertThat(YesNo.read("False")).isEqualTo(Optional.of(false));
        assertThat(YesNo.read("FALSE")).isEqualTo(Optional.of(false));
        assertThat(YesNo.read("0")).isEqualTo(Optional.of(false));
        assertThat(YesNo.read("True")).isEqualTo(Optional.of(true));
        assertThat(YesNo.read("perhaps")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Whitlock, Tom|''|Tom|Whitlock",
                "Tom Whitlock|''|Tom|Whitlock",
                "Mrs Ann-Marie van der Berg|Mrs|Ann-Marie van der|Berg",
                "van der Berg, Ann-Marie|''|Ann-Marie|van der Berg",
                "Nair, Mrs Leela|Mrs|Leela|Nair",
                "Dr. Okafor|Dr|''|Okafor",
                "Whitlock|''|''|Whitlock"
            })
    void aNameInOneCellIsTakenApart(String text, String title, String given, String family) {
        assertThat(FullName.read(text)).isEqualTo(new FullName(title, given, family));
    }

    @Test
    void unseenCharactersAndStrangeBlanksGo() {
        assertThat(Characters.tidy("\u00A0Tom\u200B \t\n Whit\u202Elock\u0000 "))
                .isEqualTo("Tom Whitlock");
        assertThat(Characters.tidy("Ame\u0301lie")).isEqualTo("Amélie");
    }
}

package org.schoolgate.roster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schoolgate.roster.imports.ColumnMapping.Column;

class MappingGuessTest {
    @Test
    void theHeadingsOfSeveralSystemsMeanTheSame() {
        for (var headings : List.of(
                List.of("UPN", "Legal Surname", "Legal Forename", "DOB", "Year Group", "Reg Group"),
                List.of("Unique Pupil Number", "Last name", "First name", "Date of birth", "NC Year", "Class"),
                List.of("pupil_upn", "FamilyName", "GivenName", "date_of_birth", "yeargroup", "Registration Form"))) {
            assertThat(MappingGuess.of(headings).columns())
                    .extracting(Column::field)
                    .as("%s", headings)
                    .containsExactly(
                            Field.UPN,
                            Field.FAMILY_NAME,
                            Field.GIVEN_NAME,
                            Field.DATE_OF_BIRTH,
                            Field.YEAR_GROUP,
                            Field.CLASS);
        }
    }

    @Test
    void numberedContactsAreTakenByTheirNumbers() {
        assertThat(guess(
                        "Surname",
                        "Forename",
                        "Year",
                        "Contact 1 Forename",
                        "Contact 1 Surname",
                        "Contact 1 Email",
                        "Contact 2 Forename",
                        "Contact 2 Surname",
                        "Contact 2 Mobile",
                        "Contact 2 Lives with"))
                .containsExactly(
                        "FAMILY_NAME 0",
                        "GIVEN_NAME 0",
                        "YEAR_GROUP 0",
                        "CONTACT_GIVEN_NAME 1",
                        "CONTACT_FAMILY_NAME 1",
                        "CONTACT_EMAIL 1",
                        "CONTACT_GIVEN_NAME 2",
                        "CONTACT_FAMILY_NAME 2",
                        "CONTACT_PHONE 2",
                        "CONTACT_LIVES_WITH 2");
    }

    @Test
    void theSameHeadingsAgainBeginTheNextContact() {
        assertThat(guess(
                        "Name", "Year", "Parent name", "Relationship", "Email", "Parent name", "Relationship", "Email"))
                .containsExactly(
                        "FULL_NAME 0",
                        "YEAR_GROUP 0",
                        "CONTACT_NAME 1",
                        "CONTACT_RELATION 1",
                        "CONTACT_EMAIL 1",
                        "CONTACT_NAME 2",
                        "CONTACT_RELATION 2",
                        "CONTACT_EMAIL 2");
    }

    @Test
    void motherAndFatherAreTwoContacts() {
        assertThat(guess("Surname", "Forename", "Class", "Mother", "Mother's email", "Father", "Father's mobile"))
                .containsExactly(
                        "FAMILY_NAME 0",
                        "GIVEN_NAME 0",
                        "CLASS 0",
                        "CONTACT_NAME 1",
                        "CONTACT_EMAIL 1",
                        "CONTACT_NAME 2",
                        "CONTACT_PHONE 2");
    }

    @Test
    void passwordsAndUnknownHeadingsAreIgnored() {
        assertThat(guess("Surname", "Forename", "Year", "Password", "PIN", "Free school meals", ""))
                .endsWith("IGNORED 0", "IGNORED 0", "IGNORED 0", "IGNORED 0");
    }

    @Test
    void aListOfStaffIsRecognised() {
        assertThat(MappingGuess.of(List.of("Staff code", "Title", "Forename", "Surname", "Role"))
                        .listed())
                .isEqualTo(Listed.STAFF);
        assertThat(MappingGuess.of(List.of("Surname", "Forename", "Year")).listed())
                .isEqualTo(Listed.PUPILS);
    }

    @Test
    void aMappingSaysWhatItLacks() {
        assertThat(MappingGuess.of(List.of("Surname", "Year")).flaw()).contains(ColumnMapping.Flaw.NO_NAME);
        assertThat(MappingGuess.of(List.of("Surname", "Forename")).flaw())
                .contains(ColumnMapping.Flaw.NO_YEAR_OR_CLASS);
        assertThat(MappingGuess.of(List.of("Name", "Class", "Contact 1 email")).flaw())
                .contains(ColumnMapping.Flaw.CONTACT_WITHOUT_NAME);
        assertThat(new ColumnMapping(
                                Listed.PUPILS, List.of(new Column(Field.FULL_NAME, 0), new Column(Field.FULL_NAME, 0)))
                        .flaw())
                .contains(ColumnMapping.Flaw.COLUMN_TWICE);
        assertThat(MappingGuess.of(List.of("Name", "Class")).flaw()).isEmpty();
    }

    @Test
    void aMappingIsFoundAgainByItsHeadings() {
        assertThat(ColumnMapping.fingerprint(List.of("Legal Surname", "DOB")))
                .isEqualTo(ColumnMapping.fingerprint(List.of("legal_surname", "dob")))
                .isNotEqualTo(ColumnMapping.fingerprint(List.of("DOB", "Legal Surname")))
                .isNotEqualTo(ColumnMapping.fingerprint(List.of("LegalSurnameD", "OB")));
    }

    private static List<String> guess(String... headings) {
        var columns = MappingGuess.of(List.of(headings)).columns();
        return IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).field() + " " + columns.get(i).contact())
                .toList();
    }
}

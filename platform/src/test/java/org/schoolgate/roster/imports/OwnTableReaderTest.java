package org.schoolgate.roster.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.schoolgate.roster.imports.Fixtures.readOwn;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.roster.imports.FileContent.FileClass;
import org.schoolgate.roster.imports.FileContent.FileGuardian;
import org.schoolgate.roster.imports.FileContent.FilePerson;

class OwnTableReaderTest {
    private static final String TWO_CONTACTS = """
            UPN,Legal Surname,Legal Forename,Date of Birth,Year Group,Reg Group,Contact Name,Relationship,Parental Responsibility,Mobile,Email,Contact Name,Relationship,Parental Responsibility,Mobile,Email
            H801200001001,Nair,Priya,01/02/2016,Year 6,Kingfishers,Mrs Leela Nair,Mother,Yes,01632 960104,leela@home.example,Mr Anil Nair,Father,Yes,01632 960110,anil@home.example
            B801200005001,Nair,Ravi,03/04/2019,Year 3,Swifts,Mrs Leela Nair,Mother,Yes,01632 960104,leela@home.example,,,,,
            """;

    @Test
    void repeatedContactColumnsBecomeGuardiansInTheirOrder() {
        var content = readOwn(TWO_CONTACTS);

        assertThat(content.guardians())
                .extracting(FileGuardian::relation, FileGuardian::order, FileGuardian::responsibility)
                .containsExactly(
                        tuple(Relation.MOTHER, 1, Responsibility.HELD),
                        tuple(Relation.FATHER, 2, Responsibility.HELD),
                        tuple(Relation.MOTHER, 1, Responsibility.HELD));
        assertThat(content.findings()).isEmpty();
    }

    @Test
    void brothersAndSistersShareAMotherWithTheSameAddress() {
        var content = readOwn(TWO_CONTACTS);

        assertThat(content.people().stream().filter(person -> person.is(Role.PARENT)))
                .hasSize(2);
        assertThat(content.guardians().get(0).guardianKey())
                .isEqualTo(content.guardians().get(2).guardianKey());
    }

    @Test
    void aNameAloneDoesNotMakeTwoContactsOne() {
        var content = readOwn("""
                Surname,Forename,Year,Contact 1 Name,Contact 1 Relationship
                Nair,Priya,6,Mrs Leela Nair,Mother
                Nair,Ravi,3,Mrs Leela Nair,Mother
                """);

        assertThat(content.people().stream().filter(person -> person.is(Role.PARENT)))
                .hasSize(2);
    }

    @Test
    void oneRowAContactIsOnePupilWithSeveralContacts() {
        var content = readOwn("""
                UPN,Surname,Forename,Year,Contact Name,Relationship,Email
                H801200001001,Nair,Priya,6,Mrs Leela Nair,Mother,leela@home.example
                H801200001001,Nair,Priya,6,Mr Anil Nair,Father,anil@home.example
                """);

        assertThat(content.people().stream().filter(person -> person.is(Role.PUPIL)))
                .hasSize(1);
        assertThat(content.guardians()).extracting(FileGuardian::order).containsExactly(1, 2);
        assertThat(content.findings()).isEmpty();
    }

    @Test
    void theSamePupilTwiceIsUsedOnce() {
        var content = readOwn("""
                UPN,Surname,Forename,Year
                H801200001001,Nair,Priya,6
                H801200001001,Nair,Priya,6
                H801200001001,Nayar,Priya,5
                """);

        assertThat(content.people()).hasSize(1);
        assertThat(content.findings())
                .containsExactly(
                        new Finding("school.csv", 3, "Nair, Priya", Reason.TWICE, List.of("2")),
                        new Finding("school.csv", 4, "Nayar, Priya", Reason.TWICE, List.of("2")));
    }

    @Test
    void eachRejectedLineSaysWhichAndWhy() {
        var content = readOwn("""
                UPN,Surname,Forename,DOB,Year,On roll
                H801200001001,Whitlock,Tom,31/02/2020,5,True
                A801200005001,Nair,Priya,01/02/2016,6,True
                X12,Tate,Oscar,01/02/2020,1,True
                ,,,01/02/2016,4,True
                ,,Elif,01/02/2016,4,True
                ,Yilmaz,,01/02/2016,4,True
                ,Lowe,Sam,12/25/2016,4,True
                ,Lowe,Kit,01/02/2030,4,True
                ,Lowe,Max,01/02/1950,4,True
                ,Lowe,Ada,01/02/2016,Badgers,True
                ,Lowe,Ben,01/02/2016,4,perhaps
                ,12345,Ben,01/02/2016,4,True
                """);

        assertThat(content.people()).isEmpty();
        assertThat(content.mentions()).hasSize(12);
        assertThat(content.findings())
                .extracting(Finding::line, Finding::reason)
                .containsExactly(
                        tuple(2, Reason.NO_SUCH_DATE),
                        tuple(3, Reason.UPN_WRONG_LETTER),
                        tuple(4, Reason.UPN_MALFORMED),
                        tuple(5, Reason.NO_NAME),
                        tuple(6, Reason.NO_FAMILY_NAME),
                        tuple(7, Reason.NO_GIVEN_NAME),
                        tuple(8, Reason.DATE_NOT_UNDERSTOOD),
                        tuple(9, Reason.BORN_TOO_LATE),
                        tuple(10, Reason.BORN_TOO_EARLY),
                        tuple(11, Reason.YEAR_NOT_UNDERSTOOD),
                        tuple(12, Reason.YES_OR_NO_NOT_UNDERSTOOD),
                        tuple(13, Reason.NAME_WITHOUT_LETTERS));
    }

    @Test
    void aTemporaryNumberAndAMissingOneAreBothTaken() {
        var content = readOwn("""
                UPN,Surname,Forename,DOB,Year
                A80120000501A,Nair,Priya,01/02/2016,6
                ,Tate,Oscar,01/02/2020,1
                """);

        assertThat(content.people()).extracting(FilePerson::upn).containsExactly("A80120000501A", null);
        assertThat(content.findings()).isEmpty();
    }

    @Test
    void leaversAreKnownByFlagOrDate() {
        var content = readOwn("""
                Surname,Forename,Year,On roll,Date of leaving
                Nair,Priya,6,False,
                Tate,Oscar,1,True,21/07/2026
                Whitlock,Tom,5,True,21/07/2027
                Yilmaz,Elif,4,,
                """);

        assertThat(content.people()).extracting(FilePerson::leaving).containsExactly(true, true, false, false);
        assertThat(content.people().get(2).roles().getFirst().until()).isEqualTo(LocalDate.of(2027, 7, 21));
    }

    @Test
    void classesAreGatheredFromTheirPupils() {
        var content = readOwn("""
                Surname,Forename,Year,Class
                Nair,Priya,6,Kingfishers
                Tate,Oscar,5,kingfishers
                Whitlock,Tom,5,
                """);

        assertThat(content.classes()).extracting(FileClass::name).containsExactly("Kingfishers");
        assertThat(content.classes().getFirst().yearGroups()).containsExactly(5, 6);
        assertThat(content.enrolments()).hasSize(2);
    }

    @Test
    void aListOfStaffGivesJobsButNoRightsOverOthers() {
        var content = readOwn("""
                Staff code,Title,Forename,Surname,Job title,Work email,Class
                BH,Mr,Ben,Hale,Class teacher,hale@greenfield.example,Kingfishers
                JA,Miss,Joy,Adeyemi,HLTA,adeyemi@greenfield.example,Kingfishers
                RB,Mrs,Rita,Begum,Headteacher,begum@greenfield.example,
                SP,,Sam,Price,Network technician,sam@greenfield.example,
                KL,Mr,Kit,Lowe,Cook,not-an-address,
                """);

        assertThat(content.people())
                .extracting(person -> person.roles().getFirst().role())
                .containsExactly(
                        Role.TEACHER, Role.TEACHING_ASSISTANT, Role.TEACHER, Role.SUPPORT_STAFF, Role.SUPPORT_STAFF);
        assertThat(content.findings())
                .extracting(Finding::line, Finding::reason)
                .containsExactly(
                        tuple(4, Reason.ROLE_BY_HAND), tuple(5, Reason.ROLE_BY_HAND), tuple(6, Reason.EMAIL_LEFT_OUT));
        assertThat(content.enrolments())
                .extracting(FileContent.FileEnrolment::part)
                .containsExactly(ClassPart.TEACHER, ClassPart.HELPER);
    }

    @Test
    void courtOrdersAndConflictsArriveAsCautions() {
        var content = readOwn("""
                Surname,Forename,Year,Mother,Mother email,Mother court order,Father,Father email,Father conflict
                Nair,Priya,6,Leela Nair,leela@home.example,No,Anil Nair,anil@home.example,Ring the office first
                Tate,Oscar,1,Ann Tate,,Order of 3 May 2026: no contact,,,
                """);

        assertThat(content.guardians())
                .extracting(FileGuardian::relation, FileGuardian::caution, FileGuardian::note)
                .containsExactly(
                        tuple(Relation.MOTHER, Caution.NONE, ""),
                        tuple(Relation.FATHER, Caution.CONFLICT, "Ring the office first"),
                        tuple(Relation.MOTHER, Caution.COURT_ORDER, "Order of 3 May 2026: no contact"));
    }
}

package org.schoolgate.roster.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.roster.imports.Fixtures.TODAY;
import static org.schoolgate.roster.imports.Fixtures.read;
import static org.schoolgate.roster.imports.Fixtures.utf8;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.imports.FileContent.FileClass;
import org.schoolgate.roster.imports.FileContent.FilePerson;
import org.schoolgate.testing.Keeps;

class OneRosterReaderTest {
    @ParameterizedTest
    @CsvSource({
        "oneroster-1.1-full,6,6,2,true",
        "oneroster-1.1-minimal,6,6,2,true",
        "oneroster-1.2-delta,1,1,1,false",
        "oneroster-1.2-full,6,6,2,true"
    })
    void everyShapeIsReadWhole(String bundle, int users, int enrolments, int classes, boolean complete) {
        var content = read(bundle);

        assertThat(content.people()).hasSize(users);
        assertThat(content.enrolments()).hasSize(enrolments);
        assertThat(content.classes()).hasSize(classes);
        assertThat(content.complete()).isEqualTo(complete);
        assertThat(content.findings()).noneMatch(finding -> finding.reason() == Reason.ROLE_NOT_UNDERSTOOD);
    }

    @Test
    void usersKeepWhatTheyAreAndTheNumbersTheyAreKnownBy() {
        var priya = person(read("oneroster-1.1-full"), "u-priya");

        assertThat(priya.is(Role.PUPIL)).isTrue();
        assertThat(priya.yearGroup()).isEqualTo(6);
        assertThat(priya.upn()).isEqualTo("H801200001001");
        assertThat(priya.localId()).isEqualTo("priya.nair");
        assertThat(priya.email()).isEqualTo("priya@greenfield.example");
        assertThat(priya.schools()).containsExactly("org-green");
    }

    @Test
    void rolesOfVersion12ComeFromTheirOwnPartWithTheirDates() {
        var content = read("oneroster-1.2-full");

        assertThat(person(content, "u-hale").roles())
                .extracting(FileContent.FileRole::role)
                .containsExactlyInAnyOrder(Role.TEACHER, Role.PARENT);
        assertThat(person(content, "u-elif").roles().getFirst().until()).isEqualTo(LocalDate.of(2026, 7, 20));
        assertThat(person(content, "u-priya").name().knownAs())
                .as("under a misspelt heading")
                .isEqualTo("Pri");
    }

    @Test
    void aFileCannotMakeAnAdministrator() {
        var content = read("oneroster-1.2-full");

        assertThat(person(content, "u-leela").roles().getFirst().role()).isEqualTo(Role.SUPPORT_STAFF);
        assertThat(content.findings())
                .anySatisfy(finding -> assertThat(finding.reason()).isEqualTo(Reason.ROLE_BY_HAND));
    }

    @Test
    void classesTellTheirYearRoomAndKind() {
        var kingfishers = schoolClass(read("oneroster-1.1-full"), "cls-king");

        assertThat(kingfishers.kind()).isEqualTo(ClassKind.FORM);
        assertThat(kingfishers.yearGroups()).containsExactly(5, 6);
        assertThat(kingfishers.room()).isEqualTo("Room 6");
        assertThat(kingfishers.year()).isEqualTo(2026);
        assertThat(schoolClass(read("oneroster-1.1-full"), "cls-hist").closed()).isTrue();
    }

    @Test
    void anAdultListedAsPupilIsAHelperAndSaysSo() {
        var content = read("oneroster-1.1-full");

        assertThat(content.enrolments())
                .filteredOn(enrolment -> enrolment.personKey().equals("u-farrow"))
                .singleElement()
                .satisfies(enrolment -> assertThat(enrolment.part()).isEqualTo(ClassPart.HELPER));
        assertThat(content.findings())
                .anySatisfy(finding -> assertThat(finding.reason()).isEqualTo(Reason.ADULT_AMONG_PUPILS));
    }

    @Test
    void guardiansAreFoundFromEitherSideOnceEach() {
        var content = read("oneroster-1.1-full");

        assertThat(content.guardians())
                .singleElement()
                .satisfies(guardian -> assertThat(guardian.pupilKey()).isEqualTo("u-priya"))
                .satisfies(guardian -> assertThat(guardian.guardianKey()).isEqualTo("u-leela"));
    }

    @Test
    void anAgentWhoIsNoParentAndOneWhoIsNotThereAreReported() {
        assertThat(read("oneroster-1.1-full").findings())
                .anySatisfy(finding -> {
                    assertThat(finding.reason()).isEqualTo(Reason.AGENT_IS_NO_GUARDIAN);
                    assertThat(finding.line()).isEqualTo(6);
                })
                .anySatisfy(finding -> {
                    assertThat(finding.reason()).isEqualTo(Reason.UNKNOWN_PERSON);
                    assertThat(finding.said()).isEqualTo("u-nobody");
                });
    }

    @Test
    void falseAsAWordIsRead() {
        assertThat(read("oneroster-1.1-full").findings())
                .filteredOn(finding -> finding.reason() == Reason.SWITCHED_OFF)
                .singleElement()
                .satisfies(finding -> assertThat(finding.said()).isEqualTo("Whitlock, tom"));
    }

    @Test
    void ofDemographicsOnlyTheBirthdayIsKept() {
        var content = read("oneroster-1.2-delta");

        assertThat(person(content, "USER_1").born()).isEqualTo(LocalDate.of(2019, 4, 17));
        assertThat(content.toString()).doesNotContain("Leeds").doesNotContain("male");
    }

    @ParameterizedTest
    @CsvSource({"oneroster-1.1-full", "oneroster-1.1-minimal", "oneroster-1.2-delta", "oneroster-1.2-full"})
    @Keeps("PWD-17")
    void noPasswordIsReadButItsColumnIsNamed(String bundle) {
        var passwordsInIt = Fixtures.parts(bundle).values().stream()
                .map(part -> new String(part, StandardCharsets.UTF_8))
                .anyMatch(text -> text.contains("Correct-Horse") || text.contains("Battery.Stap1e"));
        var content = read(bundle);

        assertThat(passwordsInIt).isTrue();
        assertThat(content.toString()).doesNotContain("Correct-Horse").doesNotContain("Stap1e");
        assertThat(content.findings())
                .filteredOn(finding -> finding.reason() == Reason.PASSWORD_DROPPED)
                .hasSize(1);
    }

    @Test
    void ofABundleForSeveralSchoolsOneIsTaken() {
        var parts = Fixtures.parts("oneroster-1.1-full");
        parts.put(
                "orgs.csv",
                utf8("sourcedId,status,name,type\norg-green,,Greenfield,school\norg-oak,,Oakfield,school\n"));
        parts.put("users.csv", utf8("""
                        sourcedId,status,orgSourcedIds,role,givenName,familyName,agentSourcedIds
                        u-1,,org-green,student,Priya,Nair,u-2
                        u-2,,"org-green,org-oak",parent,Leela,Nair,
                        u-3,,org-oak,student,Tom,Whitlock,u-2
                        """));
        parts.put(
                "enrollments.csv",
                utf8("classSourcedId,userSourcedId,role\ncls-king,u-1,student\ncls-oak,u-3,student\n"));
        parts.put(
                "classes.csv",
                utf8("sourcedId,title,schoolSourcedId\ncls-king,Kingfishers,org-green\ncls-oak,Oaks,org-oak\n"));
        var reading = (Reading.Bundle) RosterFiles.read("x.zip", Fixtures.zip(parts), TODAY);
        var green = reading.content().only("org-green");

        assertThat(reading.content().schools()).hasSize(2);
        assertThat(green.people()).extracting(FilePerson::key).containsExactly("u-1", "u-2");
        assertThat(green.classes()).extracting(FileClass::key).containsExactly("cls-king");
        assertThat(green.enrolments()).hasSize(1);
        assertThat(green.guardians()).hasSize(1);
    }

    @Test
    void theFolderInsideTheZipDoesNotMatter() {
        var nested = new java.util.LinkedHashMap<String, byte[]>();
        Fixtures.parts("oneroster-1.1-full").forEach((name, bytes) -> nested.put("export 2026/" + name, bytes));
        nested.put("__MACOSX/._users.csv", new byte[] {1, 2, 3});
        var reading = RosterFiles.read("x.zip", Fixtures.zip(Map.copyOf(nested)), TODAY);

        assertThat(reading).isInstanceOf(Reading.Bundle.class);
    }

    private static FilePerson person(FileContent content, String key) {
        return content.people().stream()
                .filter(person -> person.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static FileClass schoolClass(FileContent content, String key) {
        return content.classes().stream()
                .filter(c -> c.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}

package org.schoolgate.roster.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.PersonName;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.imports.ImportPreview.Changed;
import org.schoolgate.roster.imports.ImportPreview.Joiner;
import org.schoolgate.roster.imports.ImportPreview.Leaver;
import org.schoolgate.roster.imports.RosterImport.State;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class RosterImportsTest {
    private static final LocalDate SEPTEMBER = LocalDate.of(2026, 9, 7);
    private static final LocalDate NEXT_SEPTEMBER = LocalDate.of(2027, 9, 6);
    private static final SchoolFile SCHOOL = SchoolFile.of(2026);

    private final Cast cast;
    private final RosterImports imports;
    private final ImportStore store;
    private final ImportWork work;
    private final Roster roster;
    private final People people;
    private final Settings settings;
    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    RosterImportsTest(
            Cast cast,
            RosterImports imports,
            ImportStore store,
            ImportWork work,
            Roster roster,
            People people,
            Settings settings,
            AuditTrail audit,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.cast = cast;
        this.imports = imports;
        this.store = store;
        this.work = work;
        this.roster = roster;
        this.people = people;
        this.settings = settings;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    @ParameterizedTest
    @CsvSource({
        "oneroster-1.1-full,6,6,2",
        "oneroster-1.1-minimal,6,6,2",
        "oneroster-1.2-delta,1,1,1",
        "oneroster-1.2-full,6,6,2"
    })
    void aBundleIsImportedWholeAndOnce(String bundle, int users, int enrolments, int classes) {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var bytes = Fixtures.bundle(bundle);
            var first = applied(greenfield, send(greenfield, bytes, SEPTEMBER));

            assertThat(first.people()).isEqualTo(users);
            assertThat(first.enrolments()).isEqualTo(enrolments);
            assertThat(first.classes()).isEqualTo(classes);
            assertThat(count(greenfield, "person")).isEqualTo(users);
            assertThat(count(greenfield, "class_membership")).isEqualTo(enrolments);
            assertThat(count(greenfield, "school_class")).isEqualTo(classes);

            var again = ready(greenfield, send(greenfield, bytes, SEPTEMBER.plusDays(1)));
            assertThat(again.doesNothing()).as("%s", again).isTrue();
            assertThat(again.staying()).isEqualTo(users);
        });
    }

    @Test
    void aSchoolOf420WithGuardiansComesIn() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var id = send(greenfield, SCHOOL.csv(), SEPTEMBER);
            map(greenfield, id);
            var preview = ready(greenfield, id);

            assertThat(preview.joiners().stream().filter(joiner -> joiner.role() == Role.PUPIL))
                    .hasSize(420);
            assertThat(preview.joiners().stream().filter(joiner -> !joiner.reachable()))
                    .as("no guardian is given for one in sixty, unless there is a father")
                    .hasSize(unreachable());
            assertThat(preview.rejected()).isEmpty();
            assertThat(preview.classes()).hasSize(14);
            assertThat(count(greenfield, "person")).as("before it is applied").isZero();

            var result = applied(greenfield, id);
            var pupils = roster.pupils(greenfield.school(), SEPTEMBER);

            assertThat(result.joined()).isEqualTo(preview.joiners().size());
            assertThat(pupils).hasSize(420);
            assertThat(pupils).allSatisfy(pupil -> {
                assertThat(pupil.form()).isNotNull();
                assertThat(pupil.phase()).isNotNull();
            });
            assertThat(pupils.stream().filter(pupil -> pupil.phase() == Phase.KS1))
                    .hasSize(120);
            assertThat(roster.classes(greenfield.school(), SEPTEMBER)).hasSize(14);
            assertThat(count(greenfield, "guardianship"))
                    .isEqualTo(SCHOOL.rows().stream()
                            .mapToInt(row -> row.guardians().size())
                            .sum());
            assertThat(count(greenfield, "membership where role = 'PARENT'"))
                    .as("brothers and sisters share their parents")
                    .isLessThan(count(greenfield, "guardianship"))
                    .isEqualTo(parents());
        });
    }

    private static int unreachable() {
        return (int)
                SCHOOL.rows().stream().filter(row -> row.guardians().isEmpty()).count();
    }

    private static int parents() {
        return (int) SCHOOL.rows().stream()
                .flatMap(row -> row.guardians().stream())
                .map(adult -> adult.name() + (adult.email().isEmpty() ? adult.mobile() : adult.email()))
                .distinct()
                .count();
    }

    @Test
    void guardiansKeepTheirOrderRelationAndResponsibility() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            importPupils(greenfield, SCHOOL.only(row -> row.form().equals("Swifts")), SEPTEMBER);
            var withTwo = roster.pupils(greenfield.school(), SEPTEMBER).stream()
                    .map(pupil -> roster.guardiansOf(greenfield.school(), pupil.id(), SEPTEMBER))
                    .filter(guardians -> guardians.size() == 2)
                    .toList();

            assertThat(withTwo).hasSizeGreaterThan(10);
            assertThat(withTwo).allSatisfy(guardians -> {
                assertThat(guardians)
                        .extracting(guardian -> guardian.relation())
                        .containsExactly(Relation.MOTHER, Relation.FATHER);
                assertThat(guardians)
                        .allSatisfy(guardian ->
                                assertThat(guardian.responsibility()).isEqualTo(Responsibility.HELD));
            });
        });
    }

    @Test
    @Keeps("ACC-21")
    void aYearLaterEverybodyMovesAndYearSixHasFinished() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            importPupils(greenfield, SCHOOL, SEPTEMBER);
            var id = send(greenfield, SCHOOL.aYearLater(2027).csv(), NEXT_SEPTEMBER);
            var preview = ready(greenfield, id);

            assertThat(preview.movers()).hasSize(360);
            assertThat(preview.movers().stream().filter(ImportPreview.Mover::changesPhase))
                    .as("Reception to Year 1, Year 2 to Year 3")
                    .hasSize(120);
            assertThat(preview.leavers())
                    .hasSize(60)
                    .allSatisfy(leaver -> assertThat(leaver.reason()).isEqualTo(LeavingReason.FINISHED));
            assertThat(preview.guard()).isEqualTo(new Guard(0, 360, 10, 40));
            assertThat(preview.joiners().stream().filter(joiner -> joiner.role() == Role.PUPIL))
                    .hasSize(60);

            applied(greenfield, id);
            var school = greenfield.school();

            assertThat(roster.pupils(school, NEXT_SEPTEMBER)).hasSize(420);
            assertThat(roster.pupils(school, NEXT_SEPTEMBER.minusDays(1))).hasSize(420);
            assertThat(roster.classes(school, NEXT_SEPTEMBER))
                    .hasSize(14)
                    .allSatisfy(one -> assertThat(one.year().startYear()).isEqualTo(2027));
            assertThat(roster.classes(school, SEPTEMBER))
                    .allSatisfy(one -> assertThat(one.year().startYear()).isEqualTo(2026));
            assertThat(roster.pupils(school, NEXT_SEPTEMBER).stream().filter(p -> "Swifts".equals(p.formName())))
                    .hasSize(30)
                    .allSatisfy(pupil -> assertThat(pupil.phase()).isEqualTo(Phase.KS2));
            assertThat(count(greenfield, "person where family_name <> ''"))
                    .as("nobody is deleted")
                    .isGreaterThan(480);
        });
    }

    @Test
    void nobodyIsMadeTwiceByTheSameFile() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            importPupils(greenfield, SCHOOL, SEPTEMBER);
            var again = ready(greenfield, send(greenfield, SCHOOL.csv(), SEPTEMBER.plusDays(7)));

            assertThat(again.doesNothing()).isTrue();
            assertThat(again.staying()).isEqualTo(count(greenfield, "person"));
        });
    }

    @Test
    void fortyOfAHundredLeaversStopAFileAndNothingHasChanged() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            importPupils(greenfield, SCHOOL, SEPTEMBER);
            var id = send(greenfield, SCHOOL.withoutFirst(12).csv(), SEPTEMBER.plusDays(7));
            var preview = ready(greenfield, id);

            assertThat(preview.guard()).isEqualTo(new Guard(168, 420, 10, 40));
            assertThat(preview.guard().says()).isEqualTo(Guard.Says.STOPS);
            assertThat(imports.apply(greenfield.technician(), id, preview.fingerprint(), 168))
                    .isEqualTo(new Outcome.Stopped(preview.guard()));
            assertThat(roster.pupils(greenfield.school(), SEPTEMBER.plusDays(7)))
                    .hasSize(420);
            assertThat(audit.newest(greenfield.head(), "roster.import-stopped", Long.MAX_VALUE, 5))
                    .hasSize(1);
        });
    }

    @Test
    void moreLeaversThanTheLimitMustBeTypedInAsANumber() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            importPupils(greenfield, SCHOOL, SEPTEMBER);
            var later = SEPTEMBER.plusDays(7);
            var id = send(greenfield, SCHOOL.withoutFirst(4).csv(), later);
            var preview = ready(greenfield, id);
            var refused = new Outcome.TypeTheNumber(new Guard(56, 420, 10, 40));

            assertThat(preview.leavers()).hasSize(56).extracting(Leaver::reason).containsOnly(LeavingReason.NOT_LISTED);
            assertThat(imports.apply(greenfield.technician(), id, preview.fingerprint(), null))
                    .isEqualTo(refused);
            assertThat(imports.apply(greenfield.technician(), id, preview.fingerprint(), 55))
                    .isEqualTo(refused);
            assertThat(imports.apply(greenfield.technician(), id, preview.fingerprint(), 56))
                    .isEqualTo(new Outcome.Taken(id));
            await(greenfield, id);
            assertThat(roster.pupils(greenfield.school(), later)).hasSize(364);
            assertThat(roster.pupils(greenfield.school(), later.minusDays(1))).hasSize(420);
            assertThat(roster.holders(greenfield.school(), List.of(Role.PARENT), later))
                    .as("parents of nobody have gone")
                    .hasSizeLessThan(parents());
        });
    }

    @Test
    void theLimitIsTheSchools() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            importPupils(greenfield, SCHOOL, SEPTEMBER);
            settings.set(greenfield.head(), "roster.leavers-limit-percent", "0", "Ask about every one");
            var one = SCHOOL.rows().getFirst();
            var preview = ready(
                    greenfield,
                    send(greenfield, SCHOOL.only(row -> !row.equals(one)).csv(), SEPTEMBER.plusDays(7)));

            assertThat(preview.guard().says()).isEqualTo(Guard.Says.TYPE_THE_NUMBER);
        });
    }

    @Test
    void aPupilOnARejectedLineHasNotLeft() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            importPupils(greenfield, SCHOOL.only(row -> row.year() == 3), SEPTEMBER);
            var text = new String(SCHOOL.only(row -> row.year() == 3).csv(), UTF_8);
            var born = SCHOOL.rows().stream()
                    .filter(row -> row.year() == 3)
                    .findFirst()
                    .orElseThrow()
                    .born();
            var wrong = text.replaceFirst(born.format(DateTimeFormatter.ofPattern("dd/MM/yyyy")), "31/02/2019");
            var preview = ready(greenfield, send(greenfield, Fixtures.utf8(wrong), SEPTEMBER.plusDays(1)));

            assertThat(preview.rejected())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.line()).isEqualTo(2))
                    .satisfies(finding -> assertThat(finding.facts()).containsExactly("31 February"));
            assertThat(preview.leavers()).isEmpty();
        });
    }

    @Test
    void aTemporaryNumberGivesWayToTheLastingOne() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            importText(greenfield, """
                    UPN,Surname,Forename,DOB,Year,Class
                    A80120000501A,Nair,Priya,01/02/2016,5,Herons
                    ,Tate,Oscar,03/04/2016,5,Herons
                    """, SEPTEMBER);
            var preview = importText(greenfield, """
                    UPN,Surname,Forename,DOB,Year,Class
                    H801200001001,Nair,Priya,01/02/2016,5,Herons
                    B801200005001,Tate,Oscar,03/04/2016,5,Herons
                    """, SEPTEMBER.plusDays(7));

            assertThat(preview.joiners()).isEmpty();
            assertThat(preview.leavers()).isEmpty();
            assertThat(preview.changed())
                    .hasSize(2)
                    .allSatisfy(change -> assertThat(change.what()).containsExactly(Changed.What.NUMBER));
            assertThat(roster.pupils(greenfield.school(), SEPTEMBER.plusDays(7)))
                    .hasSize(2);
        });
    }

    @Test
    void twoChildrenOfOneNameAreNotTakenForEachOther() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            importText(greenfield, """
                    Surname,Forename,DOB,Year,Class
                    Khan,Sana,01/02/2016,5,Herons
                    Khan,Sana,09/11/2019,1,Robins
                    """, SEPTEMBER);
            var preview = importText(greenfield, """
                    Surname,Forename,DOB,Year,Class
                    Khan,Sana,09/11/2019,1,Wrens
                    Khan,Sana,01/02/2016,5,Herons
                    """, SEPTEMBER.plusDays(1));

            assertThat(preview.movers())
                    .singleElement()
                    .satisfies(mover -> assertThat(mover.classBefore()).isEqualTo("Robins"))
                    .satisfies(mover -> assertThat(mover.className()).isEqualTo("Wrens"));
            assertThat(preview.staying()).isEqualTo(1);

            var undecided = ready(greenfield, mapped(greenfield, """
                    Surname,Forename,Year,Class
                    Khan,Sana,1,Wrens
                    """, SEPTEMBER.plusDays(2)));
            assertThat(undecided.rejected()).extracting(Finding::reason).containsExactly(Reason.SEVERAL_FIT);
            assertThat(undecided.leavers()).as("neither of them is missing").isEmpty();
        });
    }

    @Test
    void whatAFileDoesNotSayOfAGuardianStaysAsItWas() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            importText(greenfield, """
                    Surname,Forename,DOB,Year,Father,Father email,Father parental responsibility,Father court order
                    Nair,Priya,01/02/2016,6,Anil Nair,anil@home.example,No,Order of 3 May 2026
                    """, SEPTEMBER);
            var preview = importText(greenfield, """
                    Surname,Forename,DOB,Year,Father,Father email
                    Nair,Priya,01/02/2016,6,Anil Nair,anil.nair@home.example
                    """, SEPTEMBER.plusDays(7));
            var pupil =
                    roster.pupils(greenfield.school(), SEPTEMBER.plusDays(7)).getFirst();

            assertThat(preview.joiners()).isEmpty();
            assertThat(roster.guardiansOf(greenfield.school(), pupil.id(), SEPTEMBER.plusDays(7)))
                    .singleElement()
                    .satisfies(guardian -> assertThat(guardian.mayAgree()).isFalse())
                    .satisfies(guardian -> assertThat(guardian.note()).isEqualTo("Order of 3 May 2026"))
                    .satisfies(guardian -> assertThat(guardian.person().email()).isEqualTo("anil.nair@home.example"));
        });
    }

    @Test
    void aGuardianWhomTheFileNoLongerNamesEndsWithADate() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            importText(greenfield, """
                    Surname,Forename,DOB,Year,Mother,Mother mobile,Father,Father mobile
                    Nair,Priya,01/02/2016,6,Leela Nair,07700 900001,Anil Nair,07700 900002
                    """, SEPTEMBER);
            importText(greenfield, """
                    Surname,Forename,DOB,Year,Mother,Mother mobile,Father,Father mobile
                    Nair,Priya,01/02/2016,6,Leela Nair,07700 900001,,
                    """, SEPTEMBER.plusDays(7));
            var pupil = roster.pupils(greenfield.school(), SEPTEMBER).getFirst();

            assertThat(roster.guardiansOf(greenfield.school(), pupil.id(), SEPTEMBER.plusDays(6)))
                    .hasSize(2);
            assertThat(roster.guardiansOf(greenfield.school(), pupil.id(), SEPTEMBER.plusDays(7)))
                    .hasSize(1);
        });
    }

    @Test
    void aListOfStaffBringsTeachersIntoTheirClassesAndTouchesNoPupil() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            importText(greenfield, """
                    Surname,Forename,DOB,Year,Class
                    Nair,Priya,01/02/2016,6,Kingfishers
                    """, SEPTEMBER);
            var preview = importText(greenfield, """
                    Staff code,Title,Forename,Surname,Job title,Work email,Class
                    BH,Mr,Ben,Hale,Class teacher,hale@greenfield.example,Kingfishers
                    RB,Mrs,Rita,Begum,Headteacher,begum@greenfield.example,
                    """, SEPTEMBER.plusDays(1));
            var later = SEPTEMBER.plusDays(1);
            var hale = roster.search(greenfield.school(), "mr hale", List.of(Role.TEACHER), 5)
                    .getFirst();

            assertThat(preview.leavers()).isEmpty();
            assertThat(preview.joiners()).extracting(Joiner::role).containsOnly(Role.TEACHER);
            assertThat(roster.classesOf(greenfield.school(), hale.id(), later))
                    .extracting(SchoolClass::name)
                    .containsExactly("Kingfishers");
            assertThat(roster.pupils(greenfield.school(), later)).hasSize(1);

            var gone = importText(greenfield, """
                    Staff code,Title,Forename,Surname,Job title,Work email,Class
                    RB,Mrs,Rita,Begum,Headteacher,begum@greenfield.example,
                    """, SEPTEMBER.plusDays(2));
            assertThat(gone.leavers()).extracting(Leaver::id).containsExactly(hale.id());
        });
    }

    @Test
    void whoWasGivenARoleByHandIsNotSentAwayByAFile() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var head = people.join(
                    greenfield.head(),
                    NewPerson.called("Mrs", "Rita", "Begum", "begum@x.example"),
                    Role.HEAD,
                    SEPTEMBER);
            importText(greenfield, """
                    Staff code,Forename,Surname,Job title
                    BH,Ben,Hale,Teacher
                    """, SEPTEMBER.plusDays(1));

            assertThat(roster.roles(greenfield.school(), head, SEPTEMBER.plusDays(1)))
                    .containsExactly(Role.HEAD);
        });
    }

    @Test
    void aBundleOfChangesSendsNobodyAway() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            importPupils(greenfield, SCHOOL.only(row -> row.year() == 1), SEPTEMBER);
            var preview =
                    ready(greenfield, send(greenfield, Fixtures.bundle("oneroster-1.2-delta"), SEPTEMBER.plusDays(1)));

            assertThat(preview.leavers()).isEmpty();
            assertThat(preview.joiners()).hasSize(1);
        });
    }

    @Test
    void whoeverIsToBeDeletedLeavesAndIsKept() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            applied(greenfield, send(greenfield, Fixtures.bundle("oneroster-1.2-delta"), SEPTEMBER));
            var parts = Fixtures.parts("oneroster-1.2-delta");
            parts.computeIfPresent(
                    "users.csv",
                    (_, bytes) -> Fixtures.utf8(new String(bytes, UTF_8).replace("active", "tobedeleted")));
            var later = SEPTEMBER.plusDays(7);
            var preview = ready(greenfield, send(greenfield, Fixtures.zip(parts), later));

            assertThat(preview.leavers())
                    .extracting(Leaver::reason, Leaver::lastDay)
                    .containsExactly(tuple(LeavingReason.RECORDED, later.minusDays(1)));
            applyTyping(greenfield, preview);
            assertThat(roster.pupils(greenfield.school(), later)).isEmpty();
            assertThat(count(greenfield, "person")).isEqualTo(1);
        });
    }

    @Test
    void aMappingIsRememberedForTheNextFile() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var odd = Fixtures.utf8("Kind,Vorname,Jahrgang\nNair,Priya,6\n");
            var id = sendOnly(greenfield, odd, SEPTEMBER);
            var guessed = (State.Unmapped) state(greenfield, id);

            assertThat(guessed.remembered()).isFalse();
            assertThat(imports.map(greenfield.technician(), id, guessed.mapping()))
                    .isEqualTo(new Outcome.Flawed(ColumnMapping.Flaw.NO_NAME));
            var said = new ColumnMapping(
                    Listed.PUPILS,
                    List.of(
                            new ColumnMapping.Column(Field.FAMILY_NAME, 0),
                            new ColumnMapping.Column(Field.GIVEN_NAME, 0),
                            new ColumnMapping.Column(Field.YEAR_GROUP, 0)));
            imports.map(greenfield.technician(), id, said);
            assertThat(ready(greenfield, id).joiners()).hasSize(1);

            var next = (State.Unmapped) state(greenfield, sendOnly(greenfield, odd, SEPTEMBER.plusDays(1)));
            assertThat(next.remembered()).isTrue();
            assertThat(next.mapping()).isEqualTo(said);
        });
    }

    @Test
    void aPreviewThatIsNoLongerTrueIsNotApplied() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var id = mapped(greenfield, "Surname,Forename,DOB,Year\nNair,Priya,01/02/2016,6\n", SEPTEMBER);
            var looked = ready(greenfield, id);
            people.join(
                    greenfield.head(),
                    new NewPerson(PersonName.of("Priya", "Nair"), LocalDate.of(2016, 2, 1), null, null, null),
                    Role.PUPIL,
                    SEPTEMBER);

            assertThat(imports.apply(greenfield.technician(), id, looked.fingerprint(), null))
                    .isEqualTo(new Outcome.LookAgain());
        });
    }

    @Test
    void anImportIsAppliedOnceHoweverOftenSomebodyPresses() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var id = mapped(greenfield, "Surname,Forename,Year\nNair,Priya,6\n", SEPTEMBER);
            var preview = ready(greenfield, id);

            assertThat(imports.apply(greenfield.technician(), id, preview.fingerprint(), null))
                    .isEqualTo(new Outcome.Taken(id));
            assertThat(imports.apply(greenfield.technician(), id, preview.fingerprint(), null))
                    .isEqualTo(new Outcome.LookAgain());
            await(greenfield, id);
            assertThat(roster.pupils(greenfield.school(), SEPTEMBER)).hasSize(1);
        });
    }

    @Test
    void anImportWhoseProcessWentAwayIsTakenUpAgain() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var id = mapped(greenfield, "Surname,Forename,Year\nNair,Priya,6\n", SEPTEMBER);
            var preview = ready(greenfield, id);
            var longAgo = Instant.now().minus(Duration.ofMinutes(10));
            transaction.executeWithoutResult(
                    _ -> store.tell(greenfield.technician(), id, preview.fingerprint(), 1, longAgo));
            store.claim(greenfield.school(), id, longAgo, longAgo);
            work.run(greenfield.school());

            assertThat(state(greenfield, id)).isInstanceOf(State.Applied.class);
            assertThat(roster.pupils(greenfield.school(), SEPTEMBER)).hasSize(1);
        });
    }

    @Test
    void anImportThatBreaksLeavesTheSchoolAsItWas() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var id = mapped(greenfield, "Surname,Forename,Year\nNair,Priya,6\nTate,Oscar,1\n", SEPTEMBER);
            var preview = ready(greenfield, id);
            // Who told it to has lost the right to bring people since.
            var nobody = greenfield.somebody("Mr Lowe", Role.GOVERNOR);
            transaction.executeWithoutResult(_ -> store.tell(
                    nobody, id, preview.fingerprint(), 2, Instant.now().minus(Duration.ofMinutes(10))));
            work.run(greenfield.school());

            assertThat(count(greenfield, "person")).isZero();
            assertThat(((State.Ready) state(greenfield, id)).trouble()).isEqualTo(RosterImport.Trouble.BROKEN);
        });
    }

    @Test
    void ofTwoFilesPressedAtTheSameTimeOneWaitsAndIsLookedAtAgain() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var one = send(greenfield, Fixtures.bundle("oneroster-1.1-full"), SEPTEMBER);
            var other = send(greenfield, Fixtures.bundle("oneroster-1.1-full"), SEPTEMBER);
            var seen = List.of(
                    ready(greenfield, one).fingerprint(),
                    ready(greenfield, other).fingerprint());
            imports.apply(greenfield.technician(), one, seen.getFirst(), null);
            imports.apply(greenfield.technician(), other, seen.getLast(), null);
            var states = List.of(settled(greenfield, one), settled(greenfield, other));

            assertThat(states).filteredOn(State.Applied.class::isInstance).hasSize(1);
            assertThat(states)
                    .filteredOn(State.Ready.class::isInstance)
                    .singleElement()
                    .extracting(state -> ((State.Ready) state).trouble())
                    .isEqualTo(RosterImport.Trouble.CHANGED);
            assertThat(count(greenfield, "person")).isEqualTo(6);
        });
    }

    private State settled(Greenfield greenfield, ImportId id) {
        var deadline = Instant.now().plus(Duration.ofMinutes(2));
        while (state(greenfield, id) instanceof State.Running && Instant.now().isBefore(deadline)) {
            pause();
        }
        return state(greenfield, id);
    }

    @Test
    void whatWasReadIsGoneOnceItIsAppliedOrPutAway() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var applied = mapped(greenfield, "Surname,Forename,Year\nNair,Priya,6\n", SEPTEMBER);
            applied(greenfield, applied);
            var away = send(greenfield, Fixtures.bundle("oneroster-1.1-full"), SEPTEMBER);
            assertThat(imports.putAway(greenfield.technician(), away)).isEqualTo(new Outcome.Taken(away));

            assertThat(count(greenfield, "roster_import where staged is not null"))
                    .isZero();
            assertThat(imports.putAway(greenfield.technician(), applied)).isEqualTo(new Outcome.LookAgain());
        });
    }

    @Test
    void whatNobodyWantedIsPutAwayAfterTheDaysThatTheSchoolSet() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var sent = Instant.parse("2026-09-07T08:00:00Z");
            var id = TestClock.at(sent, () -> send(greenfield, Fixtures.bundle("oneroster-1.1-full"), SEPTEMBER));
            settings.set(greenfield.head(), "roster.files-kept-days", "2", "Two days are enough");

            TestClock.at(sent.plus(Duration.ofDays(2)), () -> work.run(greenfield.school()));
            assertThat(state(greenfield, id)).isInstanceOf(State.Ready.class);
            TestClock.at(sent.plus(Duration.ofDays(2)).plusSeconds(1), () -> work.run(greenfield.school()));
            assertThat(state(greenfield, id)).isInstanceOf(State.PutAway.class);
            assertThat(count(greenfield, "roster_import where staged is not null"))
                    .isZero();
        });
    }

    @Test
    @Keeps("PWD-17")
    void noPasswordReachesTheDatabase() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            send(greenfield, Fixtures.bundle("oneroster-1.1-full"), SEPTEMBER);
            sendOnly(greenfield, SCHOOL.only(row -> row.year() == 0).csv(), SEPTEMBER);

            assertThat(count(greenfield, "roster_import where staged::text ~ 'Hunter2|Correct-Horse'"))
                    .isZero();
            assertThat(count(greenfield, "roster_import where staged::text ~ 'Password|password'"))
                    .isEqualTo(2);
        });
    }

    @Test
    void onlyThoseWhoMayImportSeeAnImportAndNoOtherSchoolDoes() {
        var greenfield = cast.greenfield();
        var other = cast.greenfield();
        greenfield.within(() -> {
            var id = send(greenfield, Fixtures.bundle("oneroster-1.1-full"), SEPTEMBER);

            assertThatThrownBy(() -> imports.show(greenfield.teacher(), id)).isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> imports.send(greenfield.governor(), "x.csv", new byte[0], SEPTEMBER))
                    .isInstanceOf(Forbidden.class);
            other.within(() -> assertThatThrownBy(() -> imports.show(other.technician(), id))
                    .isInstanceOf(NotFound.class));
        });
    }

    @Test
    void theOfficeMayImportPupilsAndStaff() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var office = greenfield.somebody("Mrs Dunn", Role.OFFICE);
            var taken = (Outcome.Taken) imports.send(office, "x.zip", Fixtures.bundle("oneroster-1.1-full"), SEPTEMBER);
            var preview = ready(greenfield, taken.id());
            imports.apply(office, taken.id(), preview.fingerprint(), null);
            await(greenfield, taken.id());

            assertThat(roster.holders(greenfield.school(), List.of(Role.TEACHER), SEPTEMBER))
                    .hasSize(2);
        });
    }

    @Test
    void anImportIsOnTheRecordAsWhoeverToldItTo() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            applied(greenfield, mapped(greenfield, "Surname,Forename,Year\nNair,Priya,6\n", SEPTEMBER));
            var entries = audit.newest(greenfield.head(), "roster.", Long.MAX_VALUE, 10);

            assertThat(entries.getFirst().kind()).isEqualTo("roster.imported");
            assertThat(entries)
                    .allSatisfy(entry -> assertThat(entry.actor())
                            .isEqualTo(greenfield.technician().person()));
            assertThat(audit.verify(greenfield.head()).faults()).isEmpty();
        });
    }

    private ImportId send(Greenfield greenfield, byte[] bytes, LocalDate effective) {
        var id = sendOnly(greenfield, bytes, effective);
        if (state(greenfield, id) instanceof State.Unmapped) {
            map(greenfield, id);
        }
        return id;
    }

    private ImportId sendOnly(Greenfield greenfield, byte[] bytes, LocalDate effective) {
        var outcome = imports.send(greenfield.technician(), "school.csv", bytes, effective);
        assertThat(outcome).isInstanceOf(Outcome.Taken.class);
        return ((Outcome.Taken) outcome).id();
    }

    private ImportId mapped(Greenfield greenfield, String text, LocalDate effective) {
        return send(greenfield, Fixtures.utf8(text), effective);
    }

    private void map(Greenfield greenfield, ImportId id) {
        if (state(greenfield, id) instanceof State.Unmapped unmapped) {
            assertThat(imports.map(greenfield.technician(), id, unmapped.mapping()))
                    .isEqualTo(new Outcome.Taken(id));
        }
    }

    private State state(Greenfield greenfield, ImportId id) {
        return imports.show(greenfield.technician(), id).state();
    }

    private ImportPreview ready(Greenfield greenfield, ImportId id) {
        return ((State.Ready) state(greenfield, id)).preview();
    }

    private RosterImport.Result applied(Greenfield greenfield, ImportId id) {
        var preview = ready(greenfield, id);
        assertThat(imports.apply(
                        greenfield.technician(),
                        id,
                        preview.fingerprint(),
                        preview.guard().leaving()))
                .isEqualTo(new Outcome.Taken(id));
        return await(greenfield, id);
    }

    private void applyTyping(Greenfield greenfield, ImportPreview preview) {
        var id = imports.newest(greenfield.technician(), 1).getFirst().id();
        imports.apply(
                greenfield.technician(),
                id,
                preview.fingerprint(),
                preview.guard().leaving());
        await(greenfield, id);
    }

    private RosterImport.Result await(Greenfield greenfield, ImportId id) {
        var deadline = Instant.now().plus(Duration.ofMinutes(2));
        while (Instant.now().isBefore(deadline)) {
            switch (state(greenfield, id)) {
                case State.Applied applied -> {
                    return applied.result();
                }
                case State.Running _ -> pause();
                case State other -> throw new AssertionError("came to " + other);
            }
        }
        throw new AssertionError("still running");
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void importPupils(Greenfield greenfield, SchoolFile file, LocalDate effective) {
        applied(greenfield, send(greenfield, file.csv(), effective));
    }

    private ImportPreview importText(Greenfield greenfield, String text, LocalDate effective) {
        var id = mapped(greenfield, text, effective);
        var preview = ready(greenfield, id);
        applied(greenfield, id);
        return preview;
    }

    private int count(Greenfield greenfield, String from) {
        var table = from.replaceFirst(" where ", " where school_id = :school and ");
        var counted = transaction.execute(_ -> jdbc.sql("select count(*) from "
                        + (table.contains(" where ") ? table : table + " where school_id = :school"))
                .param("school", greenfield.school().value())
                .query(Integer.class)
                .single());
        return counted == null ? 0 : counted;
    }
}

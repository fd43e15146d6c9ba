package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.cases.CaseNote.Boxes;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;

/** What adults tell at length: when and where, on which account, about whom, and who hears of it. */
@PageTest
class StatementsTest {
    private static final Instant HAPPENED = Instant.parse("2026-11-12T15:40:00Z");
    private static final Instant HEARD = Instant.parse("2026-11-16T08:30:00Z");
    private static final Boxes NO_BOXES = Details.NONE.boxes();

    private final Cast cast;
    private final People people;
    private final Roster roster;
    private final Reports reports;
    private final Cases cases;
    private final CaseRegister register;

    StatementsTest(Cast cast, People people, Roster roster, Reports reports, Cases cases, CaseRegister register) {
        this.cast = cast;
        this.people = people;
        this.roster = roster;
        this.reports = reports;
        this.cases = cases;
        this.register = register;
    }

    private Staffed staffed() {
        return Staffed.of(cast, people, roster);
    }

    private static Statement statement(Matter matter, Details details, Statement.Named... people) {
        return new Statement(ReportId.random(), matter, "He was on her account at break", "", details, List.of(people));
    }

    private static Details when(@Nullable Instant happened, @Nullable Instant heard) {
        return new Details(happened, heard, null, "", "", false, NO_BOXES, List.of(), List.of());
    }

    private static Details on(String account, String station) {
        return new Details(null, null, null, account, station, false, NO_BOXES, List.of(), List.of());
    }

    private static Statement.Named picked(Actor.Somebody who, Part part) {
        return new Statement.Named(who.person(), "", part);
    }

    private static Statement.Named written(String name, Part part) {
        return new Statement.Named(null, name, part);
    }

    private Report kept(Actor.Somebody by, Statement statement) {
        return ((Filing.Kept) reports.file(by, statement)).report();
    }

    private List<String> wrong(Actor.Somebody by, Statement statement) {
        return List.copyOf(((Filing.NotLikeThat) reports.file(by, statement))
                .problems()
                .all()
                .keySet());
    }

    @Test
    @Keeps({"INC-1", "INC-16"})
    void whatIsToldAtLengthIsReadAsItWasTold() {
        var at = staffed();
        at.school().within(() -> {
            var details = new Details(
                    HAPPENED,
                    HEARD,
                    Details.Place.OUT_OF_SCHOOL,
                    "pnair",
                    "laptop 7",
                    false,
                    new Boxes(
                            "",
                            "He may do it again",
                            "Another child",
                            "I took the laptop",
                            "It was open",
                            "“It was me”"),
                    List.of(),
                    List.of(new Details.Injury(BodyRegion.LEFT_ARM, "A bruise, as long as a finger")));
            var told = kept(
                    at.teacher(),
                    statement(
                            Matter.MISUSE,
                            details,
                            picked(at.priya(), Part.VICTIM),
                            picked(at.tom(), Part.INSTIGATOR),
                            written("A boy from the park", Part.WITNESS)));

            var read = reports.read(at.coordinator(), told.id());
            assertThat(read.details().with(List.of())).isEqualTo(details);
            assertThat(read.details().people())
                    .extracting(Details.Involved::name, Details.Involved::kind, Details.Involved::part)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("Priya Nair", OnCase.Kind.PUPIL, Part.VICTIM),
                            org.assertj.core.groups.Tuple.tuple("Tom Ellis", OnCase.Kind.PUPIL, Part.INSTIGATOR),
                            org.assertj.core.groups.Tuple.tuple(
                                    "A boy from the park", OnCase.Kind.OUTSIDE, Part.WITNESS));
        });
    }

    @Test
    void whomItNamesAreOnTheCaseThatFollowsWithTheirParts() {
        var at = staffed();
        at.school().within(() -> {
            var told = kept(
                    at.teacher(),
                    statement(
                            Matter.CYBER_BULLYING,
                            Details.NONE,
                            picked(at.priya(), Part.VICTIM),
                            picked(at.tom(), Part.INSTIGATOR)));
            var opened = (Opening.Opened) cases.open(at.lead(), told.matter().procedure(), told.id());
            var shown = (Shown.Whole) register.read(at.lead(), opened.file().id());

            assertThat(shown.one().people())
                    .extracting(OnCase::person, OnCase::part)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(at.priya().person(), Part.VICTIM),
                            org.assertj.core.groups.Tuple.tuple(at.tom().person(), Part.INSTIGATOR));
        });
    }

    @Test
    @Keeps("INC-4")
    void accountAndStationOrTimeAreAskedForWhereTheyBelong() {
        var at = staffed();
        at.school().within(() -> {
            assertThat(wrong(at.teacher(), statement(Matter.MISUSE, Details.NONE)))
                    .containsExactly("account", "station");
            assertThat(wrong(at.teacher(), statement(Matter.MISUSE, on("pnair", ""))))
                    .containsExactly("station");
            assertThat(wrong(at.teacher(), statement(Matter.ILLEGAL_ACCESS, when(HAPPENED, null))))
                    .containsExactly("account");
            kept(at.teacher(), statement(Matter.MISUSE, on("pnair", "laptop 7")));
        });
    }

    @Test
    void whoeverDoesNotKnowThemTellsWithoutThem() {
        var at = staffed();
        at.school().within(() -> {
            var unknown = new Details(null, null, null, "", "", true, NO_BOXES, List.of(), List.of());
            var told = kept(at.teacher(), statement(Matter.MISUSE, unknown));

            assertThat(reports.read(at.lead(), told.id()).details().notKnown()).isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"ABOUT_A_CHILD", "CHILD_UPSET", "CYBER_BULLYING", "GROOMING", "RADICALISATION", "LOST_DEVICE"})
    void ofAWorryOneBoxIsEnough(Matter matter) {
        var at = staffed();
        at.school()
                .within(() -> assertThat(reports.file(at.teacher(), statement(matter, Details.NONE)))
                        .isInstanceOf(Filing.Kept.class));
    }

    @Test
    void whatIsPastMayBeLongPastAndNothingIsToCome() {
        var at = staffed();
        at.school().within(() -> {
            var tomorrow = Instant.now().plus(Duration.ofDays(1));
            assertThat(wrong(at.teacher(), statement(Matter.ABOUT_A_CHILD, when(tomorrow, tomorrow))))
                    .containsExactly("happened", "heard");
            kept(at.teacher(), statement(Matter.ABOUT_A_CHILD, when(Instant.parse("2019-03-04T10:00:00Z"), HEARD)));
        });
    }

    @Test
    void sentTwiceAsItStandsIsOneReportAndSentAnewWithOtherWordsIsAnother() {
        var at = staffed();
        at.school().within(() -> {
            var once = statement(Matter.ABOUT_A_CHILD, Details.NONE);
            var first = kept(at.teacher(), once);
            var second = kept(at.teacher(), once);
            var third = kept(
                    at.teacher(),
                    new Statement(once.id(), once.matter(), "And then this", "", Details.NONE, List.of()));

            assertThat(second.id()).isEqualTo(first.id());
            assertThat(third.id()).isNotEqualTo(first.id());
            assertThat(reports.waiting(at.lead()))
                    .extracting(Report::words)
                    .containsExactly(once.words(), "And then this");
        });
    }

    @Test
    void theIdOfSomebodyElsesReportIsNoWayToIt() {
        var at = staffed();
        at.school().within(() -> {
            var once = statement(Matter.ABOUT_A_CHILD, Details.NONE);
            var theirs = kept(at.teacher(), once);
            var mine = kept(at.technician(), once);

            assertThat(mine.id()).isNotEqualTo(theirs.id());
            assertThat(reports.own(at.technician(), mine.id()).toldBy())
                    .isEqualTo(at.technician().person());
            assertThatThrownBy(() -> reports.own(at.technician(), theirs.id())).isInstanceOf(NotFound.class);
        });
    }

    @Test
    @Keeps({"INC-24", "INC-25"})
    void whomItIsAboutNeverReadsIt() {
        var at = staffed();
        at.school().within(() -> {
            var told = kept(
                    at.teacher(),
                    statement(Matter.ABOUT_ONLINE_SAFETY, Details.NONE, picked(at.lead(), Part.INSTIGATOR)));

            assertThat(reports.waiting(at.head())).extracting(Report::id).containsExactly(told.id());
            for (var other : List.of(at.lead(), at.deputy(), at.coordinator(), at.senior())) {
                assertThat(reports.waiting(other)).isEmpty();
                assertThatThrownBy(() -> reports.read(other, told.id())).isInstanceOf(NotFound.class);
            }
        });
    }

    @Test
    @Keeps("CMP-8")
    void whatIsAboutTheHeadIsForTheChairAloneAndSoIsItsCase() {
        var at = staffed();
        at.school().within(() -> {
            var told = kept(at.teacher(), statement(Matter.ABOUT_THE_HEAD, Details.NONE));

            assertThat(reports.waiting(at.chair())).extracting(Report::id).containsExactly(told.id());
            for (var other : List.of(at.head(), at.lead(), at.deputy(), at.coordinator(), at.senior())) {
                assertThat(reports.waiting(other)).isEmpty();
                assertThatThrownBy(() -> reports.read(other, told.id())).isInstanceOf(NotFound.class);
            }
            var opened = (Opening.Opened) cases.open(at.chair(), "staff-allegation", told.id());
            assertThat(opened.file().circle()).isEqualTo(Circle.HEAD);
            assertThatThrownBy(() -> register.read(at.head(), opened.file().id()))
                    .isInstanceOf(NotFound.class);
        });
    }

    @Test
    @Keeps("CMP-8")
    void whereNobodyLeadsTheGovernorsWhatIsAboutTheHeadFallsToTheLead() {
        var at = staffed();
        at.school().within(() -> {
            var told = kept(
                    at.teacher(), statement(Matter.ABOUT_THE_HEAD, Details.NONE, picked(at.chair(), Part.INSTIGATOR)));

            assertThat(reports.waiting(at.lead())).extracting(Report::id).containsExactly(told.id());
            assertThat(reports.waiting(at.head())).isEmpty();
            assertThat(reports.waiting(at.chair())).isEmpty();
        });
    }

    @Test
    @Keeps("INC-18")
    void aSecurityFaultIsClosedToAllButThoseWhoMendIt() {
        var at = staffed();
        at.school().within(() -> {
            var told = kept(at.teacher(), statement(Matter.SECURITY_FAULT, Details.NONE));

            assertThat(reports.waiting(at.coordinator())).extracting(Report::id).containsExactly(told.id());
            assertThat(reports.waiting(at.head())).hasSize(1);
            assertThat(reports.waiting(at.lead())).isEmpty();
            assertThat(reports.waiting(at.senior())).isEmpty();
        });
    }

    @Test
    @Keeps("INC-20")
    void whatHappenedByAccidentGoesToASeniorToo() {
        var at = staffed();
        at.school().within(() -> {
            var told = kept(at.technician(), statement(Matter.BY_ACCIDENT, Details.NONE));

            assertThat(reports.waiting(at.senior())).extracting(Report::id).containsExactly(told.id());
            assertThat(Matter.BY_ACCIDENT.isWithoutBlame()).isTrue();
        });
    }

    @Test
    @Keeps("INC-22")
    void everyKindLeadsToAProcedureThatThereIs() {
        var offered = Arrays.stream(Matter.Group.values())
                .flatMap(group -> Matter.of(group).stream())
                .toList();

        assertThat(offered)
                .hasSizeGreaterThan(25)
                .contains(
                        Matter.SHARED_PERSONAL_DATA,
                        Matter.ILLEGAL_ACCESS,
                        Matter.CONTACT_WITH_A_STRANGER,
                        Matter.CONTACT_WITH_SOMEBODY_KNOWN,
                        Matter.GROOMING,
                        Matter.CYBER_BULLYING)
                .filteredOn(matter -> matter != Matter.ABOUT_ONLINE_SAFETY)
                .allSatisfy(matter ->
                        assertThat(Procedures.ours().find(matter.procedure())).isPresent());
    }

    @Test
    void familiesWriteNamesAndLookNobodyUp() {
        var at = staffed();
        at.school().within(() -> {
            var parent = at.school().somebody("Dan Ellis", Role.PARENT);
            assertThat(reports.people(parent, "Tom")).isEmpty();
            assertThat(reports.people(at.teacher(), "Tom")).hasSize(1);

            var told = kept(
                    parent,
                    statement(
                            Matter.ABOUT_A_CHILD,
                            Details.NONE,
                            new Statement.Named(at.tom().person(), "", Part.VICTIM),
                            written("Tom from Year 6", Part.VICTIM)));
            assertThat(reports.read(at.lead(), told.id()).details().people())
                    .extracting(Details.Involved::name)
                    .containsExactly("Tom from Year 6");
        });
    }

    @Test
    void aChildHasTheOneBoxAndNotThisForm() {
        var at = staffed();
        at.school()
                .within(() -> assertThatThrownBy(
                                () -> reports.file(at.priya(), statement(Matter.ABOUT_A_CHILD, Details.NONE)))
                        .isInstanceOf(Forbidden.class));
    }
}

package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/** Who hears of what at a school: as it comes with the program, as the head says, and never without those whom safety demands. */
@PageTest
class RoutesTest {
    private final Routes routes;
    private final RouteStore store;
    private final Reports reports;
    private final AuditTrail audit;
    private final MockMvcTester mvc;
    private final TransactionTemplate transaction;
    private final Staffed at;

    RoutesTest(
            Cast cast,
            People people,
            Roster roster,
            Routes routes,
            RouteStore store,
            Reports reports,
            AuditTrail audit,
            MockMvcTester mvc,
            TransactionTemplate transaction) {
        this.routes = routes;
        this.store = store;
        this.reports = reports;
        this.audit = audit;
        this.mvc = mvc;
        this.transaction = transaction;
        this.at = Staffed.of(cast, people, roster);
    }

    private <T> T here(Supplier<T> work) {
        return Tenants.within(at.school().school(), work::get);
    }

    private Set<Role> heardBy(Matter matter) {
        return here(() -> routes.all(at.teacher())).stream()
                .filter(route -> route.matter() == matter)
                .findFirst()
                .orElseThrow()
                .heardBy();
    }

    private void change(Matter matter, Set<Role> heardBy, String procedure) {
        assertThat(here(() -> routes.change(at.head(), matter, heardBy, procedure, "The office is told anyway"))
                        .all())
                .isEmpty();
    }

    private ReportId told(Matter matter) {
        return here(() -> reports.tell(at.teacher(), matter, "It is the tablet in the hall", null, false))
                .id();
    }

    private boolean reads(Actor.Somebody actor, ReportId id) {
        try {
            return here(() -> reports.read(actor, id)).id().equals(id);
        } catch (NotFound notThere) {
            return false;
        }
    }

    @Test
    @Keeps("INC-3")
    void everybodyWhoWorksHereReadsWhereThingsGoAndEveryMatterIsThere() {
        var page = mvc.get().uri("/who-hears").with(Cast.as(at.teacher())).exchange();

        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains("Bullying online", "the safeguarding lead", "The chair of governors alone")
                .doesNotContain("href=\"/who-hears/");
        assertThat(here(() -> routes.all(at.teacher())))
                .extracting(Route::matter)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Matter.values())
                        .filter(matter -> Matter.chosen(matter.name()).isPresent())
                        .toList());
    }

    @Test
    @Keeps("INC-3")
    void whatTheHeadSaysHoldsForWhatIsToldAndForWhatFollows() {
        var before = told(Matter.DAMAGE);
        assertThat(reads(at.senior(), before)).isFalse();

        change(Matter.DAMAGE, Set.of(Role.SENIOR_LEADER), "misuse-seen");

        assertThat(reads(at.senior(), before)).isTrue();
        assertThat(reads(at.senior(), told(Matter.DAMAGE))).isTrue();
        assertThat(mvc.get().uri("/reports/" + told(Matter.DAMAGE)).with(Cast.as(at.senior())))
                .hasStatusOk()
                .bodyText()
                .contains("kind=misuse-seen");
        assertThat(here(() -> audit.newest(at.head(), "matter.routed", Long.MAX_VALUE, 5)))
                .hasSize(1);
        change(Matter.DAMAGE, Set.of(), "");
        assertThat(reads(at.senior(), before)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Matter.class,
            names = {
                "CHILD_UPSET",
                "CYBER_BULLYING",
                "CONTACT_WITH_A_STRANGER",
                "CONTACT_WITH_SOMEBODY_KNOWN",
                "GROOMING",
                "SHARED_PERSONAL_DATA",
                "IMAGE_OF_A_CHILD",
                "RADICALISATION",
                "REMOTE_LEARNING",
                "ILLEGAL_ACCESS"
            })
    @Keeps({"INC-12", "INC-22", "INC-27"})
    void ofWhatTouchesAChildsSafetyTheLeadAlwaysHears(Matter matter) {
        change(matter, Set.of(Role.SENIOR_LEADER), "misuse-seen");

        assertThat(heardBy(matter)).contains(Role.SAFEGUARDING_LEAD, Role.SENIOR_LEADER);
        assertThat(reads(at.lead(), told(matter))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Matter.class,
            names = {"GROOMING", "IMAGE_OF_A_CHILD", "RADICALISATION", "ILLEGAL_ACCESS", "ILLEGAL_CONTENT"})
    void whatProtectsAChildOrIsForThePoliceIsFollowedByOneKindInEverySchool(Matter matter) {
        change(matter, Set.of(Role.SENIOR_LEADER), "misuse-seen");

        assertThat(here(() -> routes.kind(at.head(), matter))).isEqualTo(matter.procedure());
    }

    @ParameterizedTest
    @EnumSource(
            value = Matter.class,
            names = {
                "SOMEBODY_IN_DANGER",
                "ABOUT_SOMEBODY_WHO_WORKS_HERE",
                "ABOUT_THE_HEAD",
                "SECURITY_FAULT",
                "NEEDS_HELP_NOW",
                "NOT_SAID"
            })
    void dangerAndWhatIsForAFewAloneIsNoSchoolsToSay(Matter matter) {
        assertThatThrownBy(() -> here(() -> routes.change(at.head(), matter, Set.of(), "", "Because")))
                .isInstanceOf(NotFound.class);
        assertThat(mvc.post()
                        .uri("/who-hears/" + matter)
                        .param("why", "Because")
                        .with(Cast.as(at.head())))
                .hasStatus(404);
        // and whatever was written by another program is passed over
        var held = here(() -> transaction.execute(_ -> {
            store.say(at.head(), matter, Set.of(Role.TEACHER), "misuse-seen", "Because", Instant.now());
            return store.all(at.school().school());
        }));
        assertThat(held).containsEntry(matter, Route.brought(matter));
    }

    @Test
    void theHeadAloneSaysItAndNobodyIsNamedWhoReadsNothing() {
        for (var other : List.of(at.lead(), at.coordinator(), at.senior())) {
            assertThatThrownBy(() -> here(() -> routes.change(other, Matter.DAMAGE, Set.of(), "", "Because")))
                    .isInstanceOf(Forbidden.class);
        }
        assertThat(here(() -> routes.change(at.head(), Matter.DAMAGE, Set.of(Role.TECHNICIAN), "", "Because"))
                        .with("heard-by"))
                .isNotNull();
        assertThat(here(() -> routes.change(at.head(), Matter.DAMAGE, Set.of(), "no-such-kind", "Because"))
                        .with("procedure"))
                .isNotNull();
        assertThat(heardBy(Matter.DAMAGE)).isEmpty();
    }

    @Test
    void withoutAReasonNothingIsChangedAndWhatWasChosenStaysOnThePage() {
        assertThat(mvc.post()
                        .uri("/who-hears/DAMAGE")
                        .param("heard-by", "SENIOR_LEADER")
                        .param("procedure", "misuse-seen")
                        .with(Cast.as(at.head())))
                .hasStatus(422)
                .bodyText()
                .contains("Write why it is changed.")
                .contains("value=\"SENIOR_LEADER\" checked")
                .contains("value=\"misuse-seen\" selected");
        assertThat(heardBy(Matter.DAMAGE)).isEmpty();

        assertThat(mvc.post()
                        .uri("/who-hears/DAMAGE")
                        .param("heard-by", "SENIOR_LEADER")
                        .param("why", "She orders new ones")
                        .with(Cast.as(at.head())))
                .hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/who-hears").with(Cast.as(at.teacher())))
                .bodyText()
                .contains("Mrs Lindqvist said so on", "She orders new ones");
    }
}

package org.schoolgate.demo;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.schoolgate.cases.Answering;
import org.schoolgate.cases.Drafts;
import org.schoolgate.cases.Matter;
import org.schoolgate.cases.ReportId;
import org.schoolgate.cases.Reports;
import org.schoolgate.filtering.SiteAsking;
import org.schoolgate.filtering.SiteReports;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.permissions.Asking;
import org.schoolgate.roster.Roster;
import org.schoolgate.signin.ClassSignIns;
import org.schoolgate.tenancy.Tenants;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** What waits for somebody at a school: sites for a topic, a site that a teacher found, and what a child told. */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class Waiting {
    private static final Duration TOPIC = Duration.ofDays(14);

    private final SiteAsking asking;
    private final SiteReports found;
    private final Reports told;
    private final Drafts drafts;
    private final ClassSignIns cards;
    private final Roster roster;
    private final Clock clock;

    Waiting(
            SiteAsking asking,
            SiteReports found,
            Reports told,
            Drafts drafts,
            ClassSignIns cards,
            Roster roster,
            Clock clock) {
        this.asking = asking;
        this.found = found;
        this.told = told;
        this.drafts = drafts;
        this.cards = cards;
        this.roster = roster;
        this.clock = clock;
    }

    /** Lets it wait: this teacher asks and reports for this class, and this child of it told somebody. */
    void at(DemoSchool school, String teacher, String className, int child) {
        Tenants.within(school.school(), () -> {
            var asks = staff(school, teacher);
            var wish = new SiteAsking.Wish(
                    List.of("clips.example"),
                    String.valueOf(school.classes().get(className)),
                    clock.instant().plus(TOPIC),
                    "Science: short films of volcanoes, which I have watched to the end.",
                    true,
                    "");
            if (!(asking.forReaders(asks, wish) instanceof Asking.Asked)) {
                throw new IllegalStateException("the demonstration cannot ask for " + wish.sites());
            }
            var site = new SiteReports.Finding(
                    "http://shop.example/offers", "It sells vapes, with a cartoon bear on them.", "laptop 7");
            if (!(found.report(asks, site) instanceof SiteReports.Reporting.Reported)) {
                throw new IllegalStateException("the demonstration cannot report " + site.url());
            }
            told.tell(
                    pupil(school, className, child),
                    Matter.SOMEBODY_UNKIND,
                    "Someone in our game group keeps writing mean things about my drawing.",
                    null,
                    true);
        });
    }

    /** Lets a child of this class, which has a card, have told something that was read and answered. */
    void heard(DemoSchool school, String lead, String className, int child) {
        Tenants.within(school.school(), () -> {
            cards.makeCards(
                    new Actor.Schoolgate(school.school(), "The office"),
                    Objects.requireNonNull(school.classes().get(className)).value());
            var report = told.tell(
                    pupil(school, className, child),
                    Matter.SAW_SOMETHING_BAD,
                    "An advert showed me a scary face and I keep thinking of it.",
                    null,
                    true);
            var reads = staff(school, lead);
            told.read(reads, report.id());
            if (!(told.answer(
                            reads,
                            report.id(),
                            "Thank you for telling me. It was right to tell. We talk about it after lunch, if you like.")
                    instanceof Answering.Kept)) {
                throw new IllegalStateException("the demonstration cannot answer " + report.id());
            }
        });
    }

    /** Lets this teacher have begun a report that is not sent yet. */
    void beingWritten(DemoSchool school, String teacher) {
        var typed = Map.of(
                "matter",
                List.of(Matter.CHILD_UPSET.name()),
                "words",
                List.of("At registration a child said that a film in a group chat had kept them awake."));
        Tenants.within(school.school(), () -> {
            drafts.keep(staff(school, teacher), ReportId.random(), typed);
        });
    }

    private Actor.Somebody staff(DemoSchool school, String shown) {
        var person = school.staff(shown);
        return new Actor.Somebody(
                school.school(), person, shown, roster.roles(school.school(), person, roster.today()), null);
    }

    private static Actor.Somebody pupil(DemoSchool school, String className, int number) {
        var child = school.pupils().stream()
                .filter(one -> one.className().equals(className))
                .skip(number)
                .findFirst()
                .orElseThrow();
        return new Actor.Somebody(
                school.school(), child.id(), child.name(), Set.of(Role.PUPIL), Phase.ofYear(child.yearGroup()));
    }
}

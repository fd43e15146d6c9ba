package org.schoolgate.demo;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolgate.activity.EventIntake;
import org.schoolgate.alerts.Alert;
import org.schoolgate.alerts.Alerts;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.Cases;
import org.schoolgate.cases.Saying;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateways.CallingGateway;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.messages.Alarms;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Tenants;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * What the filter of a school saw last week, at home and late in the evening, handed over by a gateway that was away until
 * now: a song that sounded like danger, and a concern that nobody has looked at yet.
 */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class FilterSaw {
    private final EventIntake intake;
    private final Gateways gateways;
    private final Pseudonyms pseudonyms;
    private final List<SchoolJob> jobs;
    private final Alerts alerts;
    private final Alarms alarms;
    private final Cases cases;
    private final Roster roster;
    private final Clock clock;

    FilterSaw(
            EventIntake intake,
            Gateways gateways,
            Pseudonyms pseudonyms,
            List<SchoolJob> jobs,
            Alerts alerts,
            Alarms alarms,
            Cases cases,
            Roster roster,
            Clock clock) {
        this.intake = intake;
        this.gateways = gateways;
        this.pseudonyms = pseudonyms;
        this.jobs = jobs;
        this.alerts = alerts;
        this.alarms = alarms;
        this.cases = cases;
        this.roster = roster;
        this.clock = clock;
    }

    /** Lets two children of this class have met with it, and the head and the lead have dealt with what rang. */
    void at(DemoSchool school, String lead, String className) {
        Tenants.within(school.school(), () -> {
            handOver(
                    school,
                    searched(school, child(school, className, 8), 1, "I want to die lyrics"),
                    refused(school, child(school, className, 9), 2, "fights.example", "violence"),
                    refused(school, child(school, className, 9), 3, "fights.example", "violence"));
            jobs.stream().filter(job -> job.name().equals("alerts.grading")).forEach(job -> job.run(school.school()));
            itWasASong(school.head(), staff(school, lead));
        });
    }

    private void itWasASong(Actor.Somebody head, Actor.Somebody lead) {
        var song = alerts.lately(lead).getFirst();
        alarms.open(lead).forEach(alarm -> alarms.acknowledge(lead, alarm.id()));
        var id = CaseId.of(((Alert.State.Followed) song.state()).subject().substring("case:".length()));
        var why = "Words of a song that the child heard on the bus. The parents were with the child, and all is well.";
        say(lead, id, "call-head", byPhone());
        say(head, id, "lead", byPhone());
        say(head, id, "safe-now", Map.of("answer", "mistake", "reason", why));
        say(lead, id, "close", Map.of("outcome", why, "policy-review", "no"));
        alerts.falseAlarm(lead, song.id(), why);
    }

    private Map<String, String> byPhone() {
        return Map.of("at", clock.instant().toString(), "how", "by phone");
    }

    private void say(Actor.Somebody by, CaseId id, String step, Map<String, String> said) {
        if (!(cases.answer(by, id, 1, step, said, null) instanceof Saying.WentOn)) {
            throw new IllegalStateException("the demonstration cannot answer " + step);
        }
    }

    private static DemoSchool.Child child(DemoSchool school, String className, int after) {
        return school.pupils().stream()
                .filter(one -> one.className().equals(className))
                .skip(after)
                .findFirst()
                .orElseThrow();
    }

    private SeenEvent searched(DemoSchool school, DemoSchool.Child child, long number, String words) {
        return event(
                school,
                child,
                number,
                "search.example",
                "/?q=" + words.replace(' ', '+'),
                "allow",
                Set.of(),
                "default");
    }

    private SeenEvent refused(DemoSchool school, DemoSchool.Child child, long number, String host, String list) {
        return event(school, child, number, host, "/", "block", Set.of(list), "category " + list);
    }

    private SeenEvent event(
            DemoSchool school,
            DemoSchool.Child child,
            long number,
            String host,
            String path,
            String answer,
            Set<String> categories,
            String rule) {
        return new SeenEvent(
                1,
                number,
                lastWeek().plusSeconds(90 * number),
                pseudonyms.of(school.school(), child.id()),
                null,
                "198.51.100.23",
                "GET",
                host,
                path,
                80,
                answer,
                categories,
                rule,
                1,
                1,
                0,
                4,
                "token 5d2f90c1");
    }

    /** Half past nine in the evening, a week ago. */
    private Instant lastWeek() {
        return roster.today()
                .minusDays(7)
                .atTime(21, 30)
                .atZone(AcademicYear.LONDON)
                .toInstant();
    }

    private void handOver(DemoSchool school, SeenEvent... events) {
        var gateway = gateways.all(new Actor.Schoolgate(school.school(), "the demonstration"))
                .getFirst();
        var calling = new CallingGateway(
                school.school(), gateway.id(), gateway.number(), gateway.name(), gateway.tokenMadeAt());
        for (var event : events) {
            intake.take(calling, Feed.JSON.writeValueAsString(event).getBytes(StandardCharsets.UTF_8));
        }
    }

    private Actor.Somebody staff(DemoSchool school, String shown) {
        var person = school.staff(shown);
        return new Actor.Somebody(
                school.school(), person, shown, roster.roles(school.school(), person, roster.today()), null);
    }
}

package org.schoolgate.demo;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.Cases;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.Opening;
import org.schoolgate.cases.Sanctions;
import org.schoolgate.cases.Saying;
import org.schoolgate.cases.Talks;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.messages.Alarms;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * What has gone wrong at a school since its year began: small things, each dealt with, and one false alarm; so that patterns, trends and
 * chronologies have something to show. It is told before everything else, as it happened before.
 */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class SinceSeptember {
    private static final Map<String, String> TEACHERS =
            Map.of("Herons", "Miss Farrow", "Swifts", "Mrs Begum", "Kingfishers", "Mr Hale", "Robins", "Miss Adeyemi");

    private static final String CLOSED = "It was talked through, and it has not happened again.";

    private static final List<Small> ALL = List.of(
            new Small(Sort.MISUSE, "Herons", 0, LocalTime.of(9, 20), "Played a game in a lesson instead of the task."),
            new Small(Sort.SITE, "Herons", 1, LocalTime.of(10, 5), "quizarcade.example"),
            new Small(Sort.MISUSE, "Swifts", 2, LocalTime.of(13, 40), "Changed the wallpaper of a shared laptop."),
            new Small(Sort.UPSET, "Herons", 3, LocalTime.of(11, 15), "“There was a scary face in the advert.”"),
            new Small(
                    Sort.MISUSE,
                    "Kingfishers",
                    4,
                    LocalTime.of(14, 10),
                    "Sent unkind words in the class chat, and took them back."),
            new Small(Sort.SITE, "Swifts", 5, LocalTime.of(9, 45), "funny-clips.example"),
            new Small(
                    Sort.MISUSE,
                    "Herons",
                    7,
                    LocalTime.of(13, 5),
                    "Used a friend’s name and password to see their drawing."),
            new Small(Sort.MISUSE, "Kingfishers", 4, LocalTime.of(14, 30), "Wrote in the class chat during a test."),
            new Small(Sort.UPSET, "Robins", 8, LocalTime.of(10, 50), "“A film about the war made me cry.”"),
            new Small(Sort.SITE, "Herons", 9, LocalTime.of(13, 20), "lyrics-for-you.example"),
            new Small(Sort.MISUSE, "Kingfishers", 10, LocalTime.of(9, 35), "Searched for ways round the filter."),
            new Small(
                    Sort.MISUSE, "Herons", 0, LocalTime.of(14, 20), "Played a game again, in a lesson on the Tudors."),
            new Small(Sort.SITE, "Swifts", 11, LocalTime.of(11, 30), "free-emojis.example"),
            new Small(Sort.MISUSE, "Kingfishers", 12, LocalTime.of(13, 50), "Photographed somebody without asking."),
            new Small(Sort.UPSET, "Herons", 13, LocalTime.of(9, 10), "“Somebody I do not know wrote to me at home.”"),
            new Small(
                    Sort.MISUSE,
                    "Kingfishers",
                    4,
                    LocalTime.of(13, 15),
                    "Left somebody out of a shared page on purpose."),
            new Small(Sort.SITE, "Robins", 14, LocalTime.of(10, 25), "horoscope-club.example"),
            new Small(Sort.MISUSE, "Swifts", 15, LocalTime.of(14, 0), "Printed forty pictures of one player."),
            new Small(Sort.MISUSE, "Herons", 16, LocalTime.of(11, 40), "Turned the sound up in the library."),
            new Small(Sort.UPSET, "Robins", 17, LocalTime.of(13, 30), "“They laughed at my drawing online.”"),
            new Small(
                    Sort.MISUSE,
                    "Kingfishers",
                    18,
                    LocalTime.of(9, 55),
                    "Told a made-up story about a teacher in a shared page."),
            new Small(Sort.SITE, "Herons", 19, LocalTime.of(14, 15), "celebrity-news.example"),
            new Small(Sort.MISUSE, "Herons", 20, LocalTime.of(10, 35), "Pulled the keys off a keyboard."),
            new Small(
                    Sort.MISUSE,
                    "Swifts",
                    21,
                    LocalTime.of(13, 25),
                    "Signed a friend out in the middle of their work."));

    private final Cases cases;
    private final Sanctions sanctions;
    private final Talks talks;
    private final Alarms alarms;
    private final Roster roster;
    private final Clock clock;

    SinceSeptember(Cases cases, Sanctions sanctions, Talks talks, Alarms alarms, Roster roster, Clock clock) {
        this.cases = cases;
        this.sanctions = sanctions;
        this.talks = talks;
        this.alarms = alarms;
        this.roster = roster;
        this.clock = clock;
    }

    private enum Sort {
        MISUSE,
        SITE,
        UPSET
    }

    /** One of them: whose, at what time of a day, and what it was. */
    private record Small(Sort sort, String className, int child, LocalTime time, String what) {}

    /** The people who see to it. */
    private record Staff(
            Actor.Somebody coordinator, Actor.Somebody teacher, Actor.Somebody lead, Actor.Somebody head) {}

    /** Lets it have happened, one after the other, from the first day of the year until the day before yesterday. */
    void at(DemoSchool school, String coordinator, String lead) {
        var now = clock.instant();
        var first = AcademicYear.at(now).firstDay();
        long days = ChronoUnit.DAYS.between(first, LocalDate.ofInstant(now, LONDON));
        Tenants.within(school.school(), () -> {
            for (int place = 0; place < ALL.size(); place++) {
                var small = ALL.get(place);
                var child = child(school, small.className(), small.child());
                var day = workday(first.plusDays(days * place / (ALL.size() + 1)));
                var happened = day.atTime(small.time()).atZone(LONDON).toInstant();
                if (happened.isBefore(now.minus(Duration.ofDays(2)))) {
                    var staff = staff(school, coordinator, TEACHERS.getOrDefault(small.className(), coordinator), lead);
                    DemoClock.at(happened.plus(Duration.ofMinutes(50)), () -> happen(staff, small, child, happened));
                }
            }
            var alarm = workday(first.plusDays(days / 2))
                    .atTime(10, 10)
                    .atZone(LONDON)
                    .toInstant();
            if (alarm.isBefore(now.minus(Duration.ofDays(2)))) {
                var staff = staff(school, coordinator, coordinator, lead);
                DemoClock.at(alarm, () -> falseAlarm(staff, alarm));
            }
        });
    }

    /** A child of this class is to have a talk with their teacher, who finds that on their first screen. */
    void talk(DemoSchool school, String coordinator, String teacher, String className) {
        var child = child(school, className, 6);
        var day = LocalDate.ofInstant(clock.instant(), LONDON).plusDays(1);
        Tenants.within(school.school(), () -> {
            var by = staff(school, coordinator);
            var id = told(
                    by, child, clock.instant().minus(Duration.ofHours(20)), "Wrote rude words into a shared page.");
            say(by, id, "sanction", Map.of("rung", "interview"), child);
            var sanction = sanctions.of(by, id).getFirst().sanction().id();
            var wrong = talks.arrange(
                    by,
                    sanction,
                    school.staff(teacher),
                    workday(day).atTime(12, 15).atZone(LONDON).toInstant(),
                    "The library");
            if (wrong.any()) {
                throw new IllegalStateException("the demonstration cannot arrange a talk: " + wrong.all());
            }
        });
    }

    private void happen(Staff staff, Small small, DemoSchool.Child child, Instant at) {
        switch (small.sort()) {
            case MISUSE -> misuse(staff, child, at, small.what());
            case SITE -> site(staff.coordinator(), at, small.what());
            case UPSET -> upset(staff, child, at, small.what());
        }
    }

    private void misuse(Staff staff, DemoSchool.Child child, Instant at, String what) {
        var by = staff.coordinator();
        var id = told(by, child, at, what);
        say(by, id, "sanction", Map.of("rung", what.length() % 2 == 0 ? "interview" : "parents told"), child);
        say(staff.teacher(), id, "parents", Map.of("at", later(at), "how", "by phone"), child);
        close(by, id);
    }

    private CaseId told(Actor.Somebody by, DemoSchool.Child child, Instant at, String what) {
        var id = open(by, "misuse-seen", child, Part.INSTIGATOR);
        say(
                by,
                id,
                "what",
                Map.of("account", child.name(), "at", at.toString(), "place", "in school", "evidence", what),
                child);
        say(by, id, "told", Map.of("at", later(at), "how", "in person"), child);
        say(by, id, "who", Map.of("answer", "pupil"), child);
        say(by, id, "pupil-rule", Map.of("answer", "behaviour"), child);
        return id;
    }

    private void site(Actor.Somebody by, Instant at, String site) {
        var id = open(by, "unsuitable-site", null, Part.OTHER);
        say(
                by,
                id,
                "site",
                Map.of(
                        "site",
                        site,
                        "at",
                        at.toString(),
                        "what",
                        "It was open in a lesson, and nobody knew whether it should be.",
                        "child-saw",
                        "yes"),
                null);
        say(by, id, "look", Map.of("answer", "suitable", "reason", "It is silly, but it harms nobody."), null);
        say(by, id, "child", Map.of("answer", "no"), null);
        say(by, id, "heard", Map.of("at", later(at), "how", "in person"), null);
        close(by, id);
    }

    private void upset(Staff staff, DemoSchool.Child child, Instant at, String words) {
        var teacher = staff.teacher();
        var id = open(staff.coordinator(), "pupil-upset", child, Part.VICTIM);
        say(teacher, id, "comfort", Map.of(), child);
        say(teacher, id, "what", Map.of("at", at.toString(), "words", words), child);
        say(teacher, id, "lead", Map.of("at", later(at), "how", "in person"), child);
        var safe = Map.of("answer", "no", "reason", "They are safe, and know whom to tell.");
        say(staff.lead(), id, "child-protection", safe, child);
        say(staff.coordinator(), id, "filter", Map.of("answer", "no"), child);
        say(teacher, id, "support", Map.of(), child);
        say(teacher, id, "parents", Map.of("at", later(at), "how", "by phone"), child);
        close(staff.lead(), id);
    }

    /** People were rung, somebody took it at once, and there was no danger. */
    private void falseAlarm(Staff staff, Instant at) {
        var lead = staff.lead();
        var id = open(lead, "danger", null, Part.OTHER);
        alarms.open(lead).forEach(alarm -> alarms.acknowledge(lead, alarm.id()));
        var told = Map.of("at", at.toString(), "how", "in person");
        say(lead, id, "call-head", told, null);
        say(staff.head(), id, "lead", told, null);
        var homework = Map.of("answer", "mistake", "reason", "It was a line from a play that the class reads.");
        say(staff.head(), id, "safe-now", homework, null);
        close(lead, id);
    }

    private void close(Actor.Somebody by, CaseId id) {
        say(by, id, "close", Map.of("outcome", CLOSED, "policy-review", "no"), null);
    }

    private CaseId open(Actor.Somebody by, String kind, DemoSchool.@Nullable Child child, Part part) {
        if (!(cases.open(by, kind, null) instanceof Opening.Opened opened)) {
            throw new IllegalStateException("the demonstration cannot open a case of " + kind);
        }
        var id = opened.file().id();
        if (child != null) {
            cases.addPerson(by, id, child.id(), part);
        }
        return id;
    }

    private void say(
            Actor.Somebody by, CaseId id, String step, Map<String, String> said, DemoSchool.@Nullable Child child) {
        if (!(cases.answer(by, id, 1, step, said, child == null ? null : child.id()) instanceof Saying.WentOn)) {
            throw new IllegalStateException("the demonstration cannot answer " + step);
        }
    }

    private static String later(Instant at) {
        return at.plus(Duration.ofMinutes(30)).toString();
    }

    private static LocalDate workday(LocalDate day) {
        var next = day;
        while (next.getDayOfWeek() == DayOfWeek.SATURDAY || next.getDayOfWeek() == DayOfWeek.SUNDAY) {
            next = next.plusDays(1);
        }
        return next;
    }

    private static DemoSchool.Child child(DemoSchool school, String className, int after) {
        return school.pupils().stream()
                .filter(one -> one.className().equals(className))
                .skip(after)
                .findFirst()
                .orElseThrow();
    }

    private Staff staff(DemoSchool school, String coordinator, String teacher, String lead) {
        return new Staff(staff(school, coordinator), staff(school, teacher), staff(school, lead), school.head());
    }

    private Actor.Somebody staff(DemoSchool school, String shown) {
        var person = school.staff(shown);
        return new Actor.Somebody(
                school.school(), person, shown, roster.roles(school.school(), person, roster.today()), null);
    }
}

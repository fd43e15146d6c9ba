package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Component;

/**
 * Who hears what somebody tells: the people of the roles that the school names (CFG-11), the child's own teachers where the
 * child is young or wants it, and of what is about an adult who works there the head alone.
 */
@Component
class WhoHears {
    /** Somebody always hears: the roles are those that read reports of the whole school, and one at least is named. */
    static final Setting<Set<Role>> ROLES = Setting.someOf(
            "cases.who-hears",
            Set.of(
                    Role.HEAD,
                    Role.SENIOR_LEADER,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.ONLINE_SAFETY_COORDINATOR),
            Set.of(Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD, Role.ONLINE_SAFETY_COORDINATOR));

    static final Setting<Boolean> TEACHERS_OF_THE_YOUNGEST = Setting.flag("cases.teachers-hear-the-youngest", true);

    private final Settings settings;
    private final Roster roster;
    private final Messages messages;

    WhoHears(Settings settings, Roster roster, Messages messages) {
        this.settings = settings;
        this.roster = roster;
        this.messages = messages;
    }

    /** Whether an actor hears of a report. */
    Predicate<Report> heardBy(Actor.Somebody actor) {
        var named = actor.roles().stream().anyMatch(settings.get(actor.school(), ROLES)::contains);
        var mayBeRung = actor.roles().stream().anyMatch(Circle.ORDINARY.roles()::contains);
        var today = roster.today();
        return report -> {
            if (report.matter().isForTheHeadAlone()) {
                return actor.is(Role.HEAD);
            }
            return named
                    || actor.is(Role.HEAD)
                    || (report.matter() == Matter.SOMEBODY_IN_DANGER && mayBeRung)
                    || (report.teachersToo() && roster.teaches(actor.school(), actor.person(), report.toldBy(), today));
        };
    }

    /** E-mails everybody who hears of it: that there is something, and where. Answers with whom. */
    List<PersonId> email(Report report) {
        var letter = Letter.of("cases.mail")
                .line(say("cases.mail.body"))
                .button(say("cases.mail.read"), "/reports/" + report.id());
        var hearers = hearers(report).stream()
                .map(Person::id)
                .filter(person -> !person.equals(report.toldBy()))
                .toList();
        hearers.forEach(person -> messages.email(report.school(), person, letter));
        return hearers;
    }

    /** Names for the words beside the button: who hears for certain, and the child's own teacher where there is one. */
    List<String> names(Actor.Somebody actor) {
        var named = displayNames(holders(actor.school()));
        var teachers =
                actor.is(Role.PUPIL) ? displayNames(teachersOf(actor.school(), actor.person())) : List.<String>of();
        var first = actor.phase() == Phase.KS2 || !actor.is(Role.PUPIL) ? named : teachers;
        var then = actor.phase() == Phase.KS2 || !actor.is(Role.PUPIL) ? teachers : named;
        var names = new ArrayList<>(first);
        then.stream().filter(name -> !names.contains(name)).forEach(names::add);
        return names.isEmpty() ? List.of(say("cases.the-head")) : names;
    }

    /** Names for what only the head reads. */
    List<String> head(SchoolId school) {
        var heads = displayNames(roster.holders(school, Set.of(Role.HEAD), roster.today()));
        return heads.isEmpty() ? List.of(say("cases.the-head")) : heads;
    }

    /** The name of whoever hears what the children of a school tell, before anybody else. */
    String first(SchoolId school) {
        return displayNames(holders(school)).stream().findFirst().orElseGet(() -> say("cases.the-head"));
    }

    private List<Person> hearers(Report report) {
        if (report.matter().isForTheHeadAlone()) {
            return roster.holders(report.school(), Set.of(Role.HEAD), roster.today());
        }
        var hearers = new LinkedHashMap<PersonId, Person>();
        var named = holders(report.school());
        (named.isEmpty() ? roster.holders(report.school(), Set.of(Role.HEAD), roster.today()) : named)
                .forEach(person -> hearers.put(person.id(), person));
        if (report.byChild() && report.teachersToo()) {
            teachersOf(report.school(), report.toldBy()).forEach(person -> hearers.putIfAbsent(person.id(), person));
        }
        return List.copyOf(hearers.values());
    }

    private List<Person> holders(SchoolId school) {
        return roster.holders(school, settings.get(school, ROLES), roster.today());
    }

    private List<Person> teachersOf(SchoolId school, PersonId pupil) {
        if (!settings.get(school, TEACHERS_OF_THE_YOUNGEST)) {
            return List.of();
        }
        return roster.pupil(school, pupil, roster.today())
                .map(found -> found.form())
                .map(form -> roster.adultsOf(school, form, ClassPart.TEACHER, roster.today()))
                .orElse(List.of());
    }

    private static List<String> displayNames(List<Person> people) {
        return people.stream().map(person -> person.name().shown()).toList();
    }
}

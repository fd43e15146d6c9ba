package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
 * child is young or wants it, those whom the matter itself concerns, and of what is about an adult who works there the head
 * alone, of what is about the head the chair of governors alone.
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

    /** Whom a child may choose besides their own teachers. */
    static final Setting<Set<Role>> CHOICES = Setting.someOf(
            "cases.children-may-choose",
            Set.of(Role.HEAD, Role.SENIOR_LEADER, Role.ONLINE_SAFETY_COORDINATOR, Role.DEPUTY_SAFEGUARDING_LEAD),
            Set.of(Role.HEAD, Role.SENIOR_LEADER));

    private static final int MOST_CHOICES = 6;

    private final Settings settings;
    private final RouteStore routes;
    private final Roster roster;
    private final Messages messages;

    WhoHears(Settings settings, RouteStore routes, Roster roster, Messages messages) {
        this.settings = settings;
        this.routes = routes;
        this.roster = roster;
        this.messages = messages;
    }

    /** Whether an actor hears of a report. Whom it is about never does. */
    Predicate<Report> heardBy(Actor.Somebody actor) {
        var named = settings.get(actor.school(), ROLES);
        var today = roster.today();
        var routed = routes.all(actor.school());
        return report -> {
            if (report.details().isAbout(actor.person())) {
                return false;
            }
            var alone = alone(report);
            if (!alone.isEmpty()) {
                return isOneOf(actor, alone);
            }
            return actor.is(Role.HEAD)
                    || isOneOf(actor, named)
                    || isOneOf(actor, concerned(report, routed))
                    || actor.person().equals(report.trusted())
                    || (report.teachersToo() && roster.teaches(actor.school(), actor.person(), report.toldBy(), today));
        };
    }

    /** The roles that alone hear of a report; none where it is for all who hear. */
    private Set<Role> alone(Report report) {
        if (report.isAboutTheHead()) {
            return whoeverIsThere(Circle.HEAD, report);
        }
        if (report.isAboutStaff()) {
            return whoeverIsThere(Circle.STAFF, report);
        }
        return report.matter().isClosedToOthers() ? Set.of(Role.ONLINE_SAFETY_COORDINATOR, Role.HEAD) : Set.of();
    }

    /** Whoever comes next hears it where nobody is left of those whom it is for. Whom it is about is nobody. */
    private Set<Role> whoeverIsThere(Circle circle, Report report) {
        return circle.inTurn().stream()
                .filter(roles -> roster.holders(report.school(), roles, roster.today()).stream()
                        .anyMatch(person -> !report.details().isAbout(person.id())))
                .findFirst()
                .orElse(circle.roles());
    }

    /** Whom what it is about concerns; a danger, all who may be rung about it. */
    private static Set<Role> concerned(Report report, Map<Matter, Route> routed) {
        var roles = EnumSet.noneOf(Role.class);
        roles.addAll(routed.getOrDefault(report.matter(), Route.brought(report.matter()))
                .heardBy());
        if (report.isDanger()) {
            roles.addAll(Circle.ORDINARY.roles());
        }
        return roles;
    }

    private static boolean isOneOf(Actor actor, Set<Role> roles) {
        return actor.roles().stream().anyMatch(roles::contains);
    }

    /** Those who alone hear of a report; empty where it is for all who hear. */
    Optional<Set<PersonId>> alone(SchoolId school, Report report) {
        return Optional.of(alone(report))
                .filter(roles -> !roles.isEmpty())
                .map(roles -> roster.holders(school, roles, roster.today()).stream()
                        .map(Person::id)
                        .collect(Collectors.toSet()));
    }

    /** E-mails everybody who hears of it: that there is something, and where. Answers with whom. */
    List<PersonId> email(Report report) {
        var hearers = hearers(report).stream()
                .map(Person::id)
                .filter(person -> !person.equals(report.toldBy()))
                .toList();
        hearers.forEach(person -> email(report, person));
        return hearers;
    }

    void email(Report report, PersonId person) {
        messages.email(
                report.school(),
                person,
                Letter.of("cases.mail")
                        .line(say("cases.mail.body"))
                        .button(say("cases.mail.read"), "/reports/" + report.id()));
    }

    /** Everybody who hears of a report. */
    Set<PersonId> hearing(Report report) {
        return hearers(report).stream().map(Person::id).collect(Collectors.toSet());
    }

    /** Names of those who hear of something that an adult told, for the page that thanks for it. */
    List<String> names(Report report) {
        var names = displayNames(hearers(report));
        return names.isEmpty() ? List.of(say("cases.the-head")) : names;
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

    /** Whom a child may choose to hear it besides those who hear all: their teachers first. */
    List<Person> choices(Actor.Somebody child) {
        if (!child.is(Role.PUPIL)) {
            return List.of();
        }
        var always = holders(child.school()).stream().map(Person::id).collect(Collectors.toSet());
        var choices = new LinkedHashMap<PersonId, Person>();
        form(child.school(), child.person()).forEach(person -> choices.putIfAbsent(person.id(), person));
        roster.holders(child.school(), settings.get(child.school(), CHOICES), roster.today())
                .forEach(person -> choices.putIfAbsent(person.id(), person));
        return choices.values().stream()
                .filter(person -> !always.contains(person.id()))
                .limit(MOST_CHOICES)
                .toList();
    }

    /** The name of whoever hears what the children of a school tell, before anybody else. */
    String first(SchoolId school) {
        return displayNames(holders(school)).stream().findFirst().orElseGet(() -> say("cases.the-head"));
    }

    private List<Person> hearers(Report report) {
        var hearers = new LinkedHashMap<PersonId, Person>();
        var alone = alone(report);
        if (!alone.isEmpty()) {
            add(hearers, report, alone);
            return List.copyOf(hearers.values());
        }
        add(hearers, report, settings.get(report.school(), ROLES));
        add(hearers, report, concerned(report, routes.all(report.school())));
        if (hearers.isEmpty()) {
            add(hearers, report, Set.of(Role.HEAD));
        }
        var trusted = report.trusted();
        if (trusted != null) {
            roster.person(report.school(), trusted).ifPresent(person -> hearers.putIfAbsent(person.id(), person));
        }
        if (report.byChild() && report.teachersToo()) {
            teachersOf(report.school(), report.toldBy()).forEach(person -> hearers.putIfAbsent(person.id(), person));
        }
        return List.copyOf(hearers.values());
    }

    private void add(Map<PersonId, Person> hearers, Report report, Set<Role> roles) {
        if (!roles.isEmpty()) {
            roster.holders(report.school(), roles, roster.today()).stream()
                    .filter(person -> !report.details().isAbout(person.id()))
                    .forEach(person -> hearers.putIfAbsent(person.id(), person));
        }
    }

    private List<Person> holders(SchoolId school) {
        return roster.holders(school, settings.get(school, ROLES), roster.today());
    }

    private List<Person> teachersOf(SchoolId school, PersonId pupil) {
        if (!settings.get(school, TEACHERS_OF_THE_YOUNGEST)) {
            return List.of();
        }
        return form(school, pupil);
    }

    /** The teachers of the class that a child is in. */
    private List<Person> form(SchoolId school, PersonId pupil) {
        return roster.pupil(school, pupil, roster.today())
                .map(found -> found.form())
                .map(form -> roster.adultsOf(school, form, ClassPart.TEACHER, roster.today()))
                .orElse(List.of());
    }

    private static List<String> displayNames(List<Person> people) {
        return people.stream().map(person -> person.name().shown()).toList();
    }
}

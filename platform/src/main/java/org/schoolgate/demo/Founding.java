package org.schoolgate.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.TrustId;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.GuardianFacts;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.PersonName;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.Source;
import org.schoolgate.roster.Span;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Founds the two schools of the demonstration: who works there, the classes, the children and who stands for them. */
@Component
class Founding {
    private static final int A_CLASS = 30;

    private final Schools schools;
    private final Roster roster;
    private final People people;
    private final Guardianships guardianships;
    private final TransactionTemplate transaction;

    Founding(
            Schools schools,
            Roster roster,
            People people,
            Guardianships guardianships,
            PlatformTransactionManager transactions) {
        this.schools = schools;
        this.roster = roster;
        this.people = people;
        this.guardianships = guardianships;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Somebody who works at a school of the demonstration. */
    record Worker(
            String title,
            String given,
            String family,
            List<Role> roles,
            @Nullable String teaches) {
        String shown() {
            return title + " " + family;
        }
    }

    /** A class and the year group that is in it. */
    record Form(String name, int yearGroup, String room) {}

    /** A family that the story of the demonstration speaks of. */
    record Family(String child, String family, String className, LocalDate born, List<Adult> adults) {}

    /** A guardian of a named family. */
    record Adult(String given, String family, Relation relation, String email) {}

    TrustId trust(String name) {
        return Tenants.untenanted(() -> schools.foundTrust(name));
    }

    DemoSchool school(
            TrustId trust,
            String name,
            String domain,
            List<Worker> workers,
            List<Form> forms,
            List<Family> families,
            long seed) {
        var school = Tenants.untenanted(() -> schools.found(trust, name));
        return Tenants.within(school, () -> {
            var founder = new Actor.Schoolgate(school, "the demonstration");
            var classes = classes(founder, forms);
            var staff = staff(founder, domain, workers, classes);
            var children = new ArrayList<DemoSchool.Child>();
            var names = new Names(seed);
            for (var form : forms) {
                transaction.executeWithoutResult(
                        _ -> children.addAll(children(founder, form, classes, families, names)));
            }
            var head = workers.getFirst();
            return new DemoSchool(
                    school,
                    name,
                    domain,
                    new Actor.Somebody(school, the(staff, head.shown()), head.shown(), Set.copyOf(head.roles()), null),
                    staff,
                    classes,
                    children);
        });
    }

    private static <T> T the(Map<String, T> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    private LocalDate firstDay() {
        return AcademicYear.of(roster.today()).firstDay();
    }

    private Map<String, ClassId> classes(Actor founder, List<Form> forms) {
        var classes = new LinkedHashMap<String, ClassId>();
        transaction.executeWithoutResult(_ -> forms.forEach(form -> {
            var id = ClassId.random();
            people.put(
                    founder,
                    new SchoolClass(
                            id,
                            AcademicYear.of(roster.today()),
                            form.name(),
                            ClassKind.FORM,
                            List.of(form.yearGroup()),
                            form.room(),
                            null));
            classes.put(form.name(), id);
        }));
        return classes;
    }

    private Map<String, PersonId> staff(
            Actor founder, String domain, List<Worker> workers, Map<String, ClassId> classes) {
        var staff = new LinkedHashMap<String, PersonId>();
        transaction.executeWithoutResult(_ -> workers.forEach(worker -> {
            var email = "%s.%s@%s"
                    .formatted(worker.given().substring(0, 1), worker.family(), domain)
                    .toLowerCase(java.util.Locale.ROOT);
            var person = people.join(
                    founder,
                    NewPerson.called(worker.title(), worker.given(), worker.family(), email),
                    worker.roles().getFirst(),
                    firstDay());
            worker.roles().stream().skip(1).forEach(role -> people.giveRole(founder, person, role, firstDay()));
            if (worker.teaches() != null) {
                people.place(
                        founder,
                        person,
                        the(classes, worker.teaches()),
                        worker.roles().contains(Role.TEACHER) ? ClassPart.TEACHER : ClassPart.HELPER,
                        Source.HAND,
                        new Span(firstDay(), null));
            }
            staff.put(worker.shown(), person);
        }));
        return staff;
    }

    private List<DemoSchool.Child> children(
            Actor founder, Form form, Map<String, ClassId> classes, List<Family> families, Names names) {
        var children = new ArrayList<DemoSchool.Child>();
        var named = families.stream()
                .filter(family -> family.className().equals(form.name()))
                .toList();
        for (var family : named) {
            children.add(child(founder, form, the(classes, form.name()), family));
        }
        for (int more = named.size(); more < A_CLASS; more++) {
            children.add(child(founder, form, the(classes, form.name()), anyFamily(form, names)));
        }
        return children;
    }

    private Family anyFamily(Form form, Names names) {
        var family = names.family();
        var born = firstDay().minusYears(form.yearGroup() + 5L).plusDays(names.below(365));
        var adults = new ArrayList<Adult>();
        adults.add(adult(names, family, names.inHundred(70) ? Relation.MOTHER : Relation.FATHER));
        if (names.inHundred(60)) {
            adults.add(adult(names, names.inHundred(75) ? family : names.family(), Relation.PARENT));
        }
        return new Family(names.given(), family, form.name(), born, adults);
    }

    private static Adult adult(Names names, String family, Relation relation) {
        var given = names.given();
        return new Adult(
                given,
                family,
                relation,
                "%s.%s.%d@families.example"
                        .formatted(given, family, names.below(10_000))
                        .toLowerCase(java.util.Locale.ROOT));
    }

    private DemoSchool.Child child(Actor founder, Form form, ClassId into, Family family) {
        var child = people.join(
                founder,
                new NewPerson(PersonName.of(family.child(), family.family()), family.born(), null, null, null),
                Role.PUPIL,
                firstDay());
        people.setYear(founder, child, AcademicYear.of(roster.today()), form.yearGroup(), firstDay());
        people.place(founder, child, into, ClassPart.PUPIL, Source.HAND, new Span(firstDay(), null));
        var guardians = new ArrayList<PersonId>();
        for (var adult : family.adults()) {
            var guardian = people.join(
                    founder,
                    new NewPerson(PersonName.of(adult.given(), adult.family()), null, adult.email(), null, null),
                    Role.PARENT,
                    firstDay());
            guardianships.put(
                    founder,
                    child,
                    guardian,
                    new GuardianFacts(
                            adult.relation(),
                            Responsibility.HELD,
                            guardians.size() + 1,
                            guardians.isEmpty(),
                            Caution.NONE,
                            ""),
                    Source.HAND,
                    firstDay());
            guardians.add(guardian);
        }
        return new DemoSchool.Child(
                child, family.child() + " " + family.family(), form.name(), form.yearGroup(), guardians);
    }
}

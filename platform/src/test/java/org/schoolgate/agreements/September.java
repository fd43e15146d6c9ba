package org.schoolgate.agreements;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
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
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.Source;
import org.schoolgate.roster.Span;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.TestClock;

/** Greenfield in September 2026: Tom of the Robins and Priya of the Kingfishers, their families, and the adults. */
final class September {
    static final AcademicYear YEAR = new AcademicYear(2026);
    static final LocalDate FIRST = LocalDate.of(2026, 9, 1);

    private final People people;
    private final Guardianships guardianships;
    private final AgreementTexts texts;
    final Greenfield greenfield;
    final Actor.Somebody head;
    final Actor.Somebody coordinator;
    final Actor.Somebody office;
    final Actor.Somebody hale;
    final Actor.Somebody governor;
    final Actor.Somebody tom;
    final Actor.Somebody priya;
    final Actor.Somebody dan;
    final Actor.Somebody sarah;
    final Actor.Somebody anil;
    final ClassId robins;
    final ClassId kingfishers;

    September(Cast cast, People people, Guardianships guardianships, AgreementTexts texts) {
        this.people = people;
        this.guardianships = guardianships;
        this.texts = texts;
        this.greenfield = cast.greenfield();
        Actor by = greenfield.head();
        var at = new Object() {
            Actor.Somebody head = greenfield.head();
            Actor.Somebody coordinator = head;
            Actor.Somebody office = head;
            Actor.Somebody hale = head;
            Actor.Somebody governor = head;
            Actor.Somebody tom = head;
            Actor.Somebody priya = head;
            Actor.Somebody dan = head;
            Actor.Somebody sarah = head;
            Actor.Somebody anil = head;
            ClassId robins = ClassId.random();
            ClassId kingfishers = ClassId.random();
        };
        on(FIRST, () -> {
            at.head = join(by, "Mrs", "Karin", "Lindqvist", null, Role.HEAD);
            at.coordinator = join(by, "Miss", "Jo", "Farrow", null, Role.ONLINE_SAFETY_COORDINATOR);
            at.office = join(by, "", "Kim", "Lane", null, Role.OFFICE);
            at.hale = join(by, "Mr", "Ben", "Hale", null, Role.TEACHER);
            at.governor = join(by, "Mr", "Ian", "Lowe", null, Role.GOVERNOR);
            form(by, at.robins, "Robins", 1);
            form(by, at.kingfishers, "Kingfishers", 5);
            at.tom = pupil(by, "Tom", "Whitlock", 1, at.robins);
            at.priya = pupil(by, "Priya", "Nair", 5, at.kingfishers);
            place(by, at.hale, at.robins, ClassPart.TEACHER);
            place(by, at.hale, at.kingfishers, ClassPart.TEACHER);
            at.dan = join(by, "", "Dan", "Whitlock", null, Role.PARENT);
            at.sarah = join(by, "", "Sarah", "Whitlock", null, Role.PARENT);
            at.anil = join(by, "", "Anil", "Nair", null, Role.PARENT);
            stands(at.dan, at.tom, Relation.FATHER, 1, Responsibility.HELD, Caution.NONE);
            stands(at.sarah, at.tom, Relation.MOTHER, 2, Responsibility.HELD, Caution.NONE);
            stands(at.anil, at.priya, Relation.FATHER, 1, Responsibility.HELD, Caution.NONE);
        });
        this.head = at.head;
        this.coordinator = at.coordinator;
        this.office = at.office;
        this.hale = at.hale;
        this.governor = at.governor;
        this.tom = at.tom;
        this.priya = at.priya;
        this.dan = at.dan;
        this.sarah = at.sarah;
        this.anil = at.anil;
        this.robins = at.robins;
        this.kingfishers = at.kingfishers;
    }

    /** Does the work at this school, at nine in the morning of that day. */
    void on(LocalDate day, Runnable work) {
        at(day.atTime(9, 0).atZone(AcademicYear.LONDON).toInstant(), work);
    }

    void at(Instant moment, Runnable work) {
        TestClock.at(moment, () -> greenfield.within(work));
    }

    /** Every agreement of the library in force. */
    void textsInForce() {
        for (var audience : Audience.values()) {
            var draft = texts.draft(head, audience, Change.MAJOR);
            texts.approve(head, draft.id());
            texts.putInForce(head, draft.id(), FIRST.plusDays(14));
        }
    }

    List<Actor.Somebody> adults() {
        return List.of(head, coordinator, office, hale, governor, dan, sarah, anil);
    }

    static Set<Audience> everybody() {
        return EnumSet.allOf(Audience.class);
    }

    void stands(
            Actor.Somebody adult,
            Actor.Somebody child,
            Relation relation,
            int order,
            Responsibility responsibility,
            Caution caution) {
        guardianships.put(
                greenfield.head(),
                child.person(),
                adult.person(),
                new GuardianFacts(relation, responsibility, order, null, caution, ""),
                Source.HAND,
                FIRST);
    }

    Actor.Somebody pupil(Actor by, String given, String family, int year, ClassId form) {
        var pupil = join(by, "", given, family, Phase.ofYear(year), Role.PUPIL);
        people.setYear(by, pupil.person(), YEAR, year, FIRST);
        place(by, pupil, form, ClassPart.PUPIL);
        return pupil;
    }

    private void place(Actor by, Actor.Somebody who, ClassId form, ClassPart part) {
        people.place(by, who.person(), form, part, Source.HAND, new Span(FIRST, null));
    }

    Actor.Somebody join(Actor by, String title, String given, String family, @Nullable Phase phase, Role role) {
        var name = new PersonName(title, given, family, "");
        PersonId id = people.join(
                by,
                new NewPerson(
                        name,
                        role == Role.PUPIL ? LocalDate.of(2020, 3, 4) : null,
                        role == Role.PUPIL ? null : given.toLowerCase(Locale.ROOT) + "@mail.example",
                        null,
                        null),
                role,
                FIRST);
        return new Actor.Somebody(greenfield.school(), id, name.shown(), Set.of(role), phase);
    }

    private void form(Actor by, ClassId id, String name, int year) {
        people.put(by, new SchoolClass(id, YEAR, name, ClassKind.FORM, List.of(year), "", null));
    }
}

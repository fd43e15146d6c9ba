package org.schoolgate.roster;

import static org.schoolgate.ui.Words.say;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.ListTaken;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.RosterAccess.Operation;
import org.schoolgate.ui.Csv;
import org.schoolgate.ui.Paging;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people may see of the roster: everybody, or the classes that they are in, and no more. */
@Service
@Transactional(readOnly = true)
public class Lists {
    private static final int ON_A_PAGE = 25;
    private static final int MOST_IN_A_FILE = 20_000;

    private final Roster roster;
    private final Admissions admissions;
    private final PersonStore people;
    private final ClassStore classes;
    private final GuardianshipStore guardianships;
    private final ObjectProvider<PersonCard> cards;
    private final ApplicationEventPublisher events;

    Lists(
            Roster roster,
            Admissions admissions,
            PersonStore people,
            ClassStore classes,
            GuardianshipStore guardianships,
            ObjectProvider<PersonCard> cards,
            ApplicationEventPublisher events) {
        this.roster = roster;
        this.admissions = admissions;
        this.people = people;
        this.classes = classes;
        this.guardianships = guardianships;
        this.cards = cards;
        this.events = events;
    }

    /** A class in the list of classes. */
    public record ClassLine(SchoolClass schoolClass, List<Person> teachers, int pupils) {}

    /** A class with everybody in it. */
    public record ClassPage(SchoolClass schoolClass, List<Person> teachers, List<Person> helpers, List<Pupil> pupils) {}

    /** Somebody in a list, with what they are today. */
    public record Line(Person person, Set<Role> roles, String place) {
        /** Whether they belong to the school today. */
        public boolean isHere() {
            return !roles.isEmpty();
        }
    }

    /**
     * A person with all that this reader may see of them.
     *
     * @param guardians of a pupil; empty where the reader may not see them
     * @param mayReadNotes whether the reader may read what stands behind a caution, once they say what for
     * @param showsNotes whether they have said so
     * @param cards what other modules know of the person
     */
    public record PersonPage(
            Line line,
            List<Membership> memberships,
            List<ClassMember> classes,
            List<Guardian> guardians,
            List<Pupil> children,
            @Nullable String upn,
            boolean maySeeGuardians,
            boolean mayReadNotes,
            boolean showsNotes,
            boolean mayGiveRoles,
            boolean mayKeep,
            boolean mayChangeGuardians,
            List<PersonCard.Card> cards) {
        /** Whether there is something that staff must know of a guardian. */
        public boolean hasNotes() {
            return guardians.stream().anyMatch(guardian -> guardian.caution() != Caution.NONE);
        }

        /** Whether this is or was a child of the school. */
        public boolean isPupil() {
            return memberships.stream().anyMatch(one -> one.role() == Role.PUPIL);
        }

        /** Whether this is a child whose time here has no end yet. */
        public boolean staysOn() {
            return memberships.stream()
                    .anyMatch(one -> one.role() == Role.PUPIL && one.span().lastDay() == null);
        }

        /** Mailboxes that several guardians of the child read, each with their names. */
        public Map<String, List<String>> sharedMailboxes() {
            var shared = new TreeMap<String, List<String>>();
            guardians.stream()
                    .filter(guardian -> guardian.person().email() != null)
                    .collect(Collectors.groupingBy(guardian ->
                            Objects.requireNonNull(guardian.person().email()).toLowerCase(Locale.ROOT)))
                    .forEach((mailbox, readers) -> {
                        if (readers.size() > 1) {
                            shared.put(
                                    mailbox,
                                    readers.stream()
                                            .map(guardian ->
                                                    guardian.person().name().full())
                                            .toList());
                        }
                    });
            return shared;
        }
    }

    /**
     * What is written of somebody, to be put right.
     *
     * @param mayReach whether the reader may say where they are written to
     */
    public record Details(
            Line line, @Nullable String upn, @Nullable Pupil pupil, List<Membership> memberships, boolean mayReach) {
        /** Whether this is or was a child of the school. */
        public boolean isPupil() {
            return memberships.stream().anyMatch(one -> one.role() == Role.PUPIL);
        }

        /** Whether somebody's time in this role goes on without an end, or ends on a day to come. */
        public boolean isHereAs(Role role, LocalDate today) {
            return memberships.stream()
                    .anyMatch(one -> one.role() == role && !one.span().isOverBefore(today));
        }
    }

    /** The classes of today that this reader may see. */
    public List<ClassLine> classes(Actor actor) {
        var today = roster.today();
        var all = RosterAccess.ACCESS.allows(actor, Operation.SEE_EVERYBODY);
        if (!all) {
            RosterAccess.ACCESS.require(actor, Operation.SEE_OWN_CLASSES);
        }
        return roster.classes(actor.school(), today).stream()
                .filter(one -> all || isOwn(actor, one.id()))
                .map(one -> new ClassLine(
                        one,
                        roster.adultsOf(actor.school(), one.id(), ClassPart.TEACHER, today),
                        classes.countPupils(actor.school(), one.id(), today)))
                .toList();
    }

    /** One class, with its pupils of today. */
    public ClassPage schoolClass(Actor actor, ClassId id) {
        requireToSee(actor, id);
        var today = roster.today();
        var school = actor.school();
        return new ClassPage(
                roster.schoolClass(school, id).orElseThrow(() -> new NotFound("class " + id)),
                roster.adultsOf(school, id, ClassPart.TEACHER, today),
                roster.adultsOf(school, id, ClassPart.HELPER, today),
                roster.pupilsOf(school, id, today));
    }

    /** The class as a spreadsheet reads it; that somebody took it out is on the record. */
    @Transactional
    public String spreadsheet(Actor actor, ClassId id) {
        var page = schoolClass(actor, id);
        events.publishEvent(new ListTaken(
                actor, "class", "class:" + id, Map.of(), page.pupils().size()));
        var heads = List.of(
                say("roster.sheet.family"),
                say("roster.sheet.given"),
                say("roster.sheet.known-as"),
                say("roster.sheet.year"),
                say("roster.sheet.class"));
        var rows = page.pupils().stream()
                .map(pupil -> List.of(
                        pupil.name().family(),
                        pupil.name().given(),
                        pupil.name().knownAs(),
                        YearWords.year(pupil.yearGroup()),
                        page.schoolClass().name()))
                .toList();
        return Csv.of(heads, rows);
    }

    /** People whose name, class or number {@code part} is, today's first: one page of them. */
    public Found search(Actor actor, String part, int page) {
        RosterAccess.ACCESS.require(actor, Operation.SEE_EVERYBODY);
        var today = roster.today();
        var total = part.isBlank() ? 0 : people.countMatching(actor.school(), part, today);
        var paging = new Paging(page, ON_A_PAGE, total, "/people?q=" + encode(part.strip()));
        if (total == 0) {
            return new Found(List.of(), paging);
        }
        return new Found(
                people.matching(actor.school(), part, today, paging.offset(), ON_A_PAGE).stream()
                        .map(person -> toLine(actor, person))
                        .toList(),
                paging);
    }

    /** One page of those who were looked for. */
    public record Found(List<Line> lines, Paging paging) {}

    /** The same people as a spreadsheet reads them; that somebody took it out is on the record. */
    @Transactional
    public String peopleSpreadsheet(Actor actor, String part) {
        RosterAccess.ACCESS.require(actor, Operation.SEE_EVERYBODY);
        var today = roster.today();
        var found = part.isBlank()
                ? Set.<PersonId>of()
                : people.matching(actor.school(), part, today, 0, MOST_IN_A_FILE).stream()
                        .map(Person::id)
                        .collect(Collectors.toSet());
        var names = classes.all(actor.school()).stream().collect(Collectors.toMap(SchoolClass::id, SchoolClass::name));
        var rows = roster.census(actor.school(), today).people().stream()
                .filter(entry -> found.contains(entry.id()))
                .map(entry -> row(entry, names))
                .toList();
        events.publishEvent(ListTaken.ofSchool(actor, "people", Map.of("search", part.strip()), rows.size()));
        var heads = List.of(
                say("roster.sheet.family"),
                say("roster.sheet.given"),
                say("roster.sheet.known-as"),
                say("roster.people.is"),
                say("roster.sheet.year"),
                say("roster.sheet.class"));
        return Csv.of(heads, rows);
    }

    private List<String> row(Census.Entry entry, Map<ClassId, String> names) {
        var today = roster.today();
        var name = entry.person().name();
        var roles = entry.memberships().stream()
                .filter(one -> one.span().contains(today))
                .map(Membership::role)
                .distinct()
                .sorted()
                .map(role -> say("roster.role." + role))
                .collect(Collectors.joining(", "));
        return List.of(
                name.family(),
                name.given(),
                name.knownAs(),
                roles.isEmpty() ? say("roster.people.gone") : roles,
                entry.is(Role.PUPIL, today) ? YearWords.year(entry.yearGroup()) : "",
                entry.placements().stream()
                        .map(place -> names.getOrDefault(place.schoolClass(), ""))
                        .distinct()
                        .collect(Collectors.joining(", ")));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Who works here and as what. */
    public List<Line> staff(Actor actor) {
        RosterAccess.ACCESS.require(actor, Operation.SEE_STAFF);
        var kinds = Arrays.stream(Role.values())
                .filter(role -> role != Role.PUPIL && role != Role.PARENT)
                .collect(Collectors.toSet());
        return roster.holders(actor.school(), kinds, roster.today()).stream()
                .map(person -> toLine(actor, person))
                .toList();
    }

    /** One person, as far as this reader may see, without what stands behind a caution. */
    public PersonPage person(Actor actor, PersonId id) {
        return person(actor, id, false);
    }

    /** The same with the notes, for somebody who may read them and says what for; that goes on the record. */
    @Transactional
    public PersonPage personWithNotes(Actor actor, PersonId id, NotePurpose purpose) {
        RosterAccess.ACCESS.require(actor, Operation.READ_CAUTIONS);
        var page = person(actor, id, true);
        if (page.hasNotes()) {
            events.publishEvent(new CautionRead(actor, id, purpose));
        }
        return page;
    }

    private PersonPage person(Actor actor, PersonId id, boolean notes) {
        var today = roster.today();
        var school = actor.school();
        if (!RosterAccess.ACCESS.allows(actor, Operation.SEE_EVERYBODY)) {
            RosterAccess.ACCESS.require(actor, Operation.SEE_OWN_CLASSES);
            var teaches = actor.personId()
                    .map(adult -> roster.teaches(school, adult, id, today))
                    .orElse(false);
            if (!teaches) {
                throw new NotFound("person " + id);
            }
        }
        var person = roster.person(school, id).orElseThrow(() -> new NotFound("person " + id));
        var seesGuardians = RosterAccess.ACCESS.allows(actor, Operation.SEE_GUARDIANS);
        var guardians = seesGuardians ? guardianships.of(school, List.of(id), today) : List.<Guardian>of();
        return new PersonPage(
                toLine(actor, person),
                roster.memberships(school, id),
                classes.of(school, id),
                guardians,
                seesGuardians ? roster.childrenOf(school, id, today) : List.of(),
                upn(school, id),
                seesGuardians,
                RosterAccess.ACCESS.allows(actor, Operation.READ_CAUTIONS),
                notes,
                RosterAccess.ACCESS.allows(actor, Operation.GIVE_ROLES),
                RosterAccess.ACCESS.allows(actor, Operation.KEEP_PEOPLE),
                RosterAccess.ACCESS.allows(actor, Operation.CHANGE_GUARDIANS),
                cards(actor, id));
    }

    private List<PersonCard.Card> cards(Actor actor, PersonId id) {
        return cards.orderedStream()
                .sorted(Comparator.comparingInt(PersonCard::order))
                .flatMap(card -> card.about(actor, id).stream())
                .toList();
    }

    /** What is written of somebody, to be put right. */
    public Details details(Actor actor, PersonId id) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var school = actor.school();
        var person = roster.person(school, id).orElseThrow(() -> new NotFound("person " + id));
        return new Details(
                toLine(actor, person),
                upn(school, id),
                roster.pupil(school, id, roster.today()).orElse(null),
                roster.memberships(school, id),
                admissions.mayReach(actor, id));
    }

    /** A guardian of a child, to be put right; reading what stands behind a caution is on the record. */
    @Transactional
    public Guardian guardian(Actor actor, PersonId pupil, PersonId guardian) {
        RosterAccess.ACCESS.require(actor, Operation.CHANGE_GUARDIANS);
        var found = roster.guardian(actor.school(), pupil, guardian, roster.today())
                .orElseThrow(() -> new NotFound("guardian %s of %s".formatted(guardian, pupil)));
        if (found.caution() != Caution.NONE) {
            events.publishEvent(new CautionRead(actor, pupil, NotePurpose.RECORDS));
        }
        return found;
    }

    /** The child to whom somebody wants to add a guardian, and the place in the order that is free. */
    public FreePlace freePlace(Actor actor, PersonId pupil) {
        RosterAccess.ACCESS.require(actor, Operation.CHANGE_GUARDIANS);
        var child =
                roster.pupil(actor.school(), pupil, roster.today()).orElseThrow(() -> new NotFound("pupil " + pupil));
        var order = roster.guardiansOf(actor.school(), pupil, roster.today()).stream()
                .mapToInt(Guardian::order)
                .max()
                .orElse(0);
        return new FreePlace(child, order + 1);
    }

    /** A child, and the next place in the order of their guardians. */
    public record FreePlace(Pupil child, int order) {}

    /** The forms into which a pupil can be put: the open ones, and those made for the coming year. */
    public List<SchoolClass> forms(Actor actor) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var today = roster.today();
        return classes.all(actor.school()).stream()
                .filter(one -> one.kind() == ClassKind.FORM && one.isOpen(today))
                .toList();
    }

    /** The number that the country has given a pupil: the lasting one before one that stands in. */
    private @Nullable String upn(SchoolId school, PersonId id) {
        return people.externalIds(school, id).stream()
                .filter(known -> known.source() == IdSource.UPN)
                .map(PersonStore.ExternalId::value)
                .min(Comparator.comparing((String value) -> new Upn(value).isTemporary())
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    /** Somebody in a list, for whoever may find anybody. */
    public Line line(Actor actor, Person person) {
        RosterAccess.ACCESS.require(actor, Operation.SEE_EVERYBODY);
        return toLine(actor, person);
    }

    private Line toLine(Actor actor, Person person) {
        var roles = roster.roles(actor.school(), person.id(), roster.today());
        var place = roster.pupil(actor.school(), person.id(), roster.today())
                .map(YearWords::place)
                .orElse("");
        return new Line(person, roles, place);
    }

    private boolean isOwn(Actor actor, ClassId id) {
        return actor.personId()
                .map(adult -> roster.isAdultOf(actor.school(), adult, id, roster.today()))
                .orElse(false);
    }

    /** A class that is not theirs is not there for them. */
    private void requireToSee(Actor actor, ClassId id) {
        if (RosterAccess.ACCESS.allows(actor, Operation.SEE_EVERYBODY)) {
            return;
        }
        if (!RosterAccess.ACCESS.allows(actor, Operation.SEE_OWN_CLASSES)) {
            throw new Forbidden(actor, Operation.SEE_OWN_CLASSES.name());
        }
        if (!isOwn(actor, id)) {
            throw new NotFound("class " + id);
        }
    }
}

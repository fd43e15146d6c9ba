package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CaseEvent.What;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Entry;
import org.schoolgate.cases.procedure.Field;
import org.schoolgate.cases.procedure.Step;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What follows from cases, while they are open and after: who does what until when, and policies that are to be looked at
 * again (INC-26). Whose an action is reads its sentence and nothing else of the case.
 */
@Service
public class FollowUps implements CaseStrand {
    private static final int LONGEST = 2_000;

    private final FollowUpStore store;
    private final CaseDoor door;
    private final CaseLetters letters;
    private final Roster roster;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    FollowUps(
            FollowUpStore store,
            CaseDoor door,
            CaseLetters letters,
            Roster roster,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.door = door;
        this.letters = letters;
        this.roster = roster;
        this.events = events;
        this.clock = clock;
    }

    /** What somebody is to do; null is what was not chosen. */
    public record Wish(
            String what, @Nullable PersonId owner, @Nullable LocalDate due) {}

    /**
     * What follows from one case.
     *
     * @param owners who may be given something to do
     */
    public record Desk(FollowUp followUp, List<Person> owners, LocalDate today) {
        public Desk {
            owners = List.copyOf(owners);
        }
    }

    /** For whoever reads all of a case. */
    @Transactional(readOnly = true)
    public Desk desk(Actor.Somebody actor, CaseId id) {
        return of(door.findWhole(actor, id).one());
    }

    /** Of a case that its reader has open. */
    @Transactional(readOnly = true)
    public Desk of(Case one) {
        var school = one.file().school();
        var id = one.file().id();
        return new Desk(
                new FollowUp(store.actions(school, id), store.reviews(school, id)), owners(one), roster.today());
    }

    /** Staff, but for whom the case is about. */
    private List<Person> owners(Case one) {
        var facts = one.facts();
        return roster.staff(one.file().school(), roster.today()).stream()
                .filter(person -> !facts.isSubject(person.id()))
                .toList();
    }

    /** Gives somebody something to do. */
    @Transactional
    public Problems set(Actor.Somebody actor, CaseId id, Wish wish) {
        var one = door.lockWhole(actor, id).one();
        var owner = owners(one).stream()
                .filter(person -> person.id().equals(wish.owner()))
                .findFirst();
        var due = wish.due();
        var problems = Problems.none()
                .when(isNoText(wish.what()), "what", say("cases.follow.no-what"))
                .when(owner.isEmpty(), "owner", say("cases.follow.no-owner"))
                .when(due == null, "due", say("cases.follow.no-due"))
                .when(due != null && due.isBefore(roster.today()), "due", say("cases.follow.due-past"));
        if (problems.any() || owner.isEmpty() || due == null) {
            return problems;
        }
        var action = new FollowUp.Action(
                ActionId.random(),
                id,
                wish.what().strip(),
                owner.get().id(),
                owner.get().name().full(),
                due,
                actor.person(),
                actor.name(),
                clock.instant(),
                null,
                null);
        set(actor, one.file(), action);
        return problems;
    }

    private void set(Actor by, CaseFile on, FollowUp.Action action) {
        store.add(by.school(), action);
        events.publishEvent(event(by, action, What.ACTION_SET));
        if (by.personId().filter(action.owner()::equals).isEmpty()) {
            letters.action(on, action, action.owner(), "cases.action");
        }
    }

    /** What is still to be done for somebody alone. */
    Optional<FollowUp.Action> openAbout(SchoolId school, PersonId person) {
        return store.openAbout(school, person).stream().findFirst();
    }

    /** Somebody is to see that a child's file reaches the next school, where nobody is to already. */
    void sendFile(Actor by, CaseFile on, Person child, Person owner, LocalDate due) {
        if (openAbout(by.school(), child.id()).isEmpty()) {
            set(
                    by,
                    on,
                    new FollowUp.Action(
                            ActionId.random(),
                            on.id(),
                            say("cases.parcel.action", child.name().full()),
                            owner.id(),
                            owner.name().full(),
                            due,
                            by.personId().orElse(owner.id()),
                            by.name(),
                            clock.instant(),
                            child.id(),
                            null));
        }
    }

    /** The next school has signed for the child's file. */
    void fileIsThere(Actor.Somebody by, PersonId child) {
        for (var action : store.openAbout(by.school(), child)) {
            var end = new FollowUp.End(true, say("cases.parcel.action.done"), clock.instant(), by.name());
            if (store.end(by, action.id(), end)) {
                events.publishEvent(event(by, action, What.ACTION_ENDED));
            }
        }
    }

    private static CaseEvent event(Actor by, FollowUp.Action action, What what) {
        return new CaseEvent(
                by,
                action.of(),
                what,
                Map.of("action", action.id().toString(), "owner", action.owner().toString()));
    }

    /** What somebody is to do, whatever they read of its case. */
    @Transactional(readOnly = true)
    public List<FollowUp.Action> mine(Actor.Somebody actor) {
        CasePolicy.ACCESS.require(actor, Operation.HAVE_ACTIONS);
        return store.open(actor.school(), actor.person());
    }

    /** How much that is, for the menu. */
    @Transactional(readOnly = true)
    public int count(Actor.Somebody actor) {
        CasePolicy.ACCESS.require(actor, Operation.HAVE_ACTIONS);
        return store.howManyOpen(actor.school(), actor.person());
    }

    public LocalDate today() {
        return roster.today();
    }

    /** What became of ending something. */
    public record Ended(FollowUp.Action action, Problems problems) {}

    /** It is done, or is not to be done any more: for whose it is, and whoever reads the case whole. */
    @Transactional
    public Ended end(Actor.Somebody actor, ActionId wanted, boolean done, String words) {
        CasePolicy.ACCESS.require(actor, Operation.HAVE_ACTIONS);
        var action = store.find(actor.school(), wanted).orElseThrow(() -> new NotFound("action " + wanted));
        if (!action.owner().equals(actor.person())) {
            door.findWhole(actor, action.of());
        }
        var problems = Problems.none()
                .when(!done && words.isBlank(), "words", say("cases.follow.no-why"))
                .when(words.length() > LONGEST, "words", say("cases.evidence.long", LONGEST));
        if (!problems.any()
                && store.end(actor, wanted, new FollowUp.End(done, words.strip(), clock.instant(), actor.name()))) {
            events.publishEvent(event(actor, action, What.ACTION_ENDED));
        }
        return new Ended(action, problems);
    }

    /** E-mails those who are late, and the second time also who gave it to them. */
    @Transactional
    void remind(Actor.Schoolgate by, Instant since) {
        var now = clock.instant();
        for (var action : store.late(by.school(), roster.today(), since)) {
            var file = door.cover(by.school(), action.of());
            var before = store.reminded(by.school(), action.id(), now);
            letters.action(file, action, action.owner(), "cases.action-late");
            if (before > 0 && !action.writtenBy().equals(action.owner())) {
                letters.action(file, action, action.writtenBy(), "cases.action-late-other");
            }
            events.publishEvent(event(by, action, What.ACTION_REMINDED));
        }
    }

    /** A case is closed, and whoever closes it wants a policy to be looked at again. */
    void follow(Actor.Somebody actor, CaseFile file, Step step, Entry entry) {
        if (step.act() instanceof Act.Close
                && entry instanceof Entry.Said said
                && Field.YES.equals(said.values().get("policy-review"))) {
            var outcome = said.values().getOrDefault("outcome", "");
            var lessons = said.values().getOrDefault("lessons", "");
            keep(actor, file.id(), lessons.isBlank() ? outcome : lessons);
        }
    }

    private void keep(Actor.Somebody actor, CaseId id, String words) {
        var review = new FollowUp.Review(ReviewId.random(), id, words, actor.name(), clock.instant(), null);
        store.add(actor, review);
        events.publishEvent(new CaseEvent(
                actor, id, What.REVIEW_WANTED, Map.of("review", review.id().toString())));
    }

    /** Says that a policy is to be looked at again, and which. */
    @Transactional
    public Problems want(Actor.Somebody actor, CaseId id, String words) {
        door.lockWhole(actor, id);
        var problems = Problems.none().when(isNoText(words), "review", say("cases.follow.no-review"));
        if (!problems.any()) {
            keep(actor, id, words.strip());
        }
        return problems;
    }

    /** A review with the case that led to it. */
    public record Wanted(CaseFile file, FollowUp.Review review) {}

    /** The policies that are to be looked at again, of those cases that the reader reads whole; the open ones first. */
    @Transactional(readOnly = true)
    public List<Wanted> reviews(Actor.Somebody actor) {
        return wanted(actor, store.reviews(actor.school()));
    }

    /** How many of them nobody has looked at. */
    @Transactional(readOnly = true)
    public int waiting(Actor.Somebody actor) {
        return wanted(actor, store.open(actor.school())).size();
    }

    private List<Wanted> wanted(Actor.Somebody actor, List<FollowUp.Review> reviews) {
        CasePolicy.ACCESS.require(actor, Operation.REVIEW_POLICIES);
        return reviews.stream()
                .map(review -> new Wanted(door.cover(actor.school(), review.of()), review))
                .filter(wanted -> door.sight(actor, wanted.file()) == Sight.WHOLE)
                .toList();
    }

    /** Somebody has looked at the policy. */
    @Transactional
    public Problems reviewed(Actor.Somebody actor, ReviewId wanted, String words) {
        var review = reviews(actor).stream()
                .filter(one -> one.review().id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new NotFound("review " + wanted));
        var problems = Problems.none().when(isNoText(words), "words", say("cases.follow.no-came"));
        if (!problems.any()
                && store.end(actor, wanted, new FollowUp.Done(words.strip(), clock.instant(), actor.name()))) {
            events.publishEvent(
                    new CaseEvent(actor, review.file().id(), What.REVIEW_DONE, Map.of("review", wanted.toString())));
        }
        return problems;
    }

    private static boolean isNoText(String typed) {
        return typed.isBlank() || typed.length() > LONGEST;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Happening> happenings(Case one) {
        var school = one.file().school();
        var id = one.file().id();
        var href = "/cases/" + id + "#follow-up";
        return Stream.concat(
                        store.actions(school, id).stream().flatMap(action -> story(action, href)),
                        store.reviews(school, id).stream().flatMap(review -> story(review, href)))
                .toList();
    }

    /** What is to be done for one child is the school's own, and goes into no paper in which one child is named. */
    private static Stream<Happening> story(FollowUp.Action action, String href) {
        var about = action.about();
        return told(action, href)
                .map(happening ->
                        about == null ? happening : happening.about(about).staysInside());
    }

    private static Stream<Happening> told(FollowUp.Action action, String href) {
        var name = "action-" + action.id();
        var set = Happening.of(
                name,
                action.writtenAt(),
                action.writtenByName(),
                say("cases.follow.story", action.ownerName(), Dates.day(action.due())),
                "flag",
                href,
                new Happening.Line(say("cases.follow.what"), action.what()));
        var end = action.end();
        return end == null
                ? Stream.of(set)
                : Stream.of(
                        set,
                        Happening.of(
                                name + "-end",
                                end.at(),
                                end.by(),
                                say(end.done() ? "cases.follow.story.done" : "cases.follow.story.dropped"),
                                end.done() ? "check" : "minus",
                                href,
                                new Happening.Line(action.what(), end.words())));
    }

    private static Stream<Happening> story(FollowUp.Review review, String href) {
        var name = "review-" + review.id();
        var wanted = Happening.of(
                name,
                review.wantedAt(),
                review.wantedBy(),
                say("cases.follow.story.review"),
                "book-open",
                href,
                new Happening.Line(say("cases.follow.why"), review.words()));
        var done = review.done();
        return done == null
                ? Stream.of(wanted)
                : Stream.of(
                        wanted,
                        Happening.of(
                                name + "-done",
                                done.at(),
                                done.by(),
                                say("cases.follow.story.reviewed"),
                                "check",
                                href,
                                new Happening.Line(say("cases.follow.came"), done.words())));
    }
}

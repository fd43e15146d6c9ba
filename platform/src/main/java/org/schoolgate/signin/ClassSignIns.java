package org.schoolgate.signin;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.ui.Picto;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How the youngest sign in: the three pictures of their class's card, their name, their secret picture (PWD-4).
 *
 * <p>A picture is easily guessed, so it is worth little by itself: it works while an adult holds the class's supervised
 * session open, for children of the early years and Key Stage 1, three times; then the adult helps. What it opens ends with
 * the adult's session.
 */
@Service
public class ClassSignIns {
    /** What a class's card is made of. */
    public static final List<Picto> CARD_PICTURES = List.of(
            Picto.APPLE,
            Picto.BOAT,
            Picto.STAR,
            Picto.BIRD,
            Picto.FISH,
            Picto.TREE,
            Picto.SUN,
            Picto.BUS,
            Picto.FOOTBALL);

    /** What children's secrets are chosen from. */
    public static final List<Picto> SECRET_PICTURES = List.of(
            Picto.CAT,
            Picto.OWL,
            Picto.FOX,
            Picto.FROG,
            Picto.HEDGEHOG,
            Picto.BEE,
            Picto.BUTTERFLY,
            Picto.TORTOISE,
            Picto.PENGUIN);

    /** How many pictures a card has. */
    public static final int CARD_LENGTH = 3;

    private static final int MOST_DRAWS = 10_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AccountStore store;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Everybody everybody;
    private final SignInSettings settings;
    private final Tries tries;
    private final ClassPass pass;
    private final ObjectProvider<SupervisedSessions> supervision;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ClassSignIns(
            AccountStore store,
            Accounts accounts,
            Sessions sessions,
            Everybody everybody,
            SignInSettings settings,
            Tries tries,
            ClassPass pass,
            ObjectProvider<SupervisedSessions> supervision,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.accounts = accounts;
        this.sessions = sessions;
        this.everybody = everybody;
        this.settings = settings;
        this.tries = tries;
        this.pass = pass;
        this.supervision = supervision;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What pressing a class's card led to. */
    public sealed interface Card {
        /** The class is in a supervised session; {@code pass} is for the browser. */
        record Found(String pass) implements Card {}

        /** No class with this card is in a supervised session now; which of the two is not said. */
        record NotNow() implements Card {}

        record Shut() implements Card {}
    }

    /** What pressing a secret picture led to. */
    public sealed interface Pressed {
        record Welcome(Actor.Somebody who, Sessions.Begun begun) implements Pressed {}

        record NotThat() implements Pressed {}

        /** Three were wrong, or the lesson is over: the adult helps. */
        record AskYourTeacher() implements Pressed {}
    }

    /** A class at the screen: its name and the children who may press theirs. */
    public record Lesson(SchoolId school, String className, List<Actor.Somebody> children) {}

    /** A class's card, and the secret of each child who signs in by it, for the adult who keeps them. */
    public record Cards(String className, List<Picto> card, List<ChildCard> children) {}

    /** One child's card. */
    public record ChildCard(PersonId person, String name, Optional<Picto> secret) {}

    /** Looks for the class with this card. */
    public Card card(SchoolId school, List<Picto> pressed, Where where) {
        if (tries.count(Tries.Kind.CLASS_CARD, where.address()).isPresent()) {
            return new Card.Shut();
        }
        var found = within(
                school,
                () -> usesPictures(school)
                        ? store.classOfCard(school, written(pressed))
                                .filter(id -> signsInByPicture(school, id))
                                .flatMap(id -> openOf(school, id))
                        : Optional.<SupervisedSessions.Supervised>empty());
        if (found.isEmpty()) {
            return new Card.NotNow();
        }
        tries.takeBack(Tries.Kind.CLASS_CARD, where.address());
        return new Card.Found(
                pass.write(new ClassPass.Lesson(school, found.get().id())));
    }

    /**
     * The children of the class with this card, whether or not its lesson is on; nobody where there is none. For what asks for
     * more than the card, and counts its own tries.
     */
    @Transactional(readOnly = true)
    public Set<PersonId> pupilsOf(SchoolId school, List<Picto> pressed) {
        return store.classOfCard(school, written(pressed))
                .flatMap(id -> classOf(school, id))
                .map(list -> Set.copyOf(list.pupils()))
                .orElse(Set.of());
    }

    /** Whether the class of a child has a card. */
    @Transactional(readOnly = true)
    public boolean hasCard(SchoolId school, PersonId child) {
        return everybody.classes(school).stream()
                .filter(one -> one.pupils().contains(child))
                .anyMatch(one -> store.card(school, one.id()).isPresent());
    }

    /** The class that this browser's pass is for, while its supervised session is open. */
    public Optional<Lesson> lesson(String passed) {
        return pass.read(passed)
                .flatMap(lesson -> within(
                        lesson.school(),
                        () -> open(lesson)
                                .flatMap(open -> classOf(lesson.school(), open.classId()))
                                .map(list ->
                                        new Lesson(lesson.school(), list.name(), children(lesson.school(), list)))));
    }

    /** A child presses a picture. */
    public Pressed press(String passed, PersonId child, Picto picture, Where where) {
        var lesson = pass.read(passed);
        if (lesson.isEmpty()) {
            return new Pressed.AskYourTeacher();
        }
        var school = lesson.get().school();
        var counted = counted(lesson.get().supervised(), child);
        if (tries.count(Tries.Kind.PICTURE, counted).isPresent()) {
            return new Pressed.AskYourTeacher();
        }
        var pressed = within(school, () -> press(lesson.get(), child, picture, where));
        if (pressed instanceof Pressed.Welcome) {
            tries.forget(Tries.Kind.PICTURE, counted);
        }
        return pressed;
    }

    /** The adult lets a child try again, in the session that they hold open. */
    @Transactional
    public void giveTriesBack(Actor by, PersonId child) {
        everybody.require(by, SignInAccess.Operation.CLASS_CARDS, child);
        everybody.get(by.school(), child);
        opens(by.school()).forEach(open -> tries.forget(Tries.Kind.PICTURE, counted(open.id(), child)));
        events.publishEvent(AccountEvent.of(by, AccountEvent.What.TRIES_GIVEN_BACK, child));
    }

    /** The classes whose cards the actor keeps. */
    @Transactional(readOnly = true)
    public List<ClassLists.ClassList> classesOf(Actor actor) {
        SignInAccess.ACCESS.require(actor, SignInAccess.Operation.CLASS_CARDS);
        boolean all = everybody.reachesAll(actor, SignInAccess.Operation.CLASS_CARDS);
        return everybody.classes(actor.school()).stream()
                .filter(one ->
                        all || actor.personId().filter(one.adults()::contains).isPresent())
                .filter(one -> !one.pupils().isEmpty())
                .toList();
    }

    /** The cards of a class. */
    @Transactional(readOnly = true)
    public Cards cards(Actor actor, UUID classId) {
        var list = kept(actor, classId);
        var school = actor.school();
        return new Cards(
                list.name(),
                store.card(school, classId).map(ClassSignIns::read).orElse(List.of()),
                children(school, list).stream()
                        .map(child -> new ChildCard(
                                child.person(),
                                child.name(),
                                store.pictures(school, child.person()).map(Picto::valueOf)))
                        .toList());
    }

    /** Makes a new card for a class, and a secret picture for each child who has none. The old card opens nothing more. */
    @Transactional
    public void makeCards(Actor actor, UUID classId) {
        var list = kept(actor, classId);
        var school = actor.school();
        store.card(school, classId, unusedCard(school), clock.instant());
        for (var child : children(school, list)) {
            if (store.pictures(school, child.person()).isEmpty()) {
                newSecret(actor, child);
            }
        }
        events.publishEvent(new AccountEvent(
                actor,
                AccountEvent.What.CLASS_CARD_MADE,
                actor.personId().orElseGet(PersonId::random),
                Map.of("class", classId.toString())));
    }

    /** Gives a child another secret picture, and ends what the old one opened. */
    @Transactional
    public void changeSecret(Actor actor, PersonId child) {
        everybody.require(actor, SignInAccess.Operation.CLASS_CARDS, child);
        var who = everybody.get(actor.school(), child);
        if (UserKind.of(who) != UserKind.YOUNG_PUPIL) {
            throw new NotFound("secret picture of " + child);
        }
        newSecret(actor, who);
        sessions.endAllOf(actor, child, Ending.PASSWORD, null);
    }

    private Pressed press(ClassPass.Lesson lesson, PersonId child, Picto picture, Where where) {
        var school = lesson.school();
        var who = open(lesson)
                .flatMap(open -> classOf(school, open.classId()))
                .filter(list -> list.pupils().contains(child))
                .flatMap(_ -> everybody.find(school, child))
                .filter(one -> UserKind.of(one) == UserKind.YOUNG_PUPIL);
        if (who.isEmpty() || !usesPictures(school)) {
            return new Pressed.AskYourTeacher();
        }
        if (!store.pictures(school, child).equals(Optional.of(picture.name()))) {
            events.publishEvent(new AccountFailure(
                    new Actor.Schoolgate(school, "class page"),
                    "person:" + child,
                    Map.of("address", where.address(), "device", where.device())));
            return new Pressed.NotThat();
        }
        return new Pressed.Welcome(who.get(), sessions.begin(who.get(), Way.PICTURE, where, lesson.supervised()));
    }

    private void newSecret(Actor actor, Actor.Somebody child) {
        var school = child.school();
        if (store.find(school, child.person()).isEmpty()) {
            store.open(school, child.person(), accounts.freeName(school, child.name()), clock.instant());
        }
        var before = store.pictures(school, child.person());
        var others = new ArrayList<>(SECRET_PICTURES);
        others.removeIf(one -> before.equals(Optional.of(one.name())));
        store.pictures(
                school,
                child.person(),
                others.get(RANDOM.nextInt(others.size())).name());
        events.publishEvent(AccountEvent.of(actor, AccountEvent.What.PICTURE_SET, child.person()));
    }

    private ClassLists.ClassList kept(Actor actor, UUID classId) {
        SignInAccess.ACCESS.require(actor, SignInAccess.Operation.CLASS_CARDS);
        var list = classOf(actor.school(), classId).orElseThrow(() -> new NotFound("class " + classId));
        if (!everybody.reachesAll(actor, SignInAccess.Operation.CLASS_CARDS)
                && actor.personId().filter(list.adults()::contains).isEmpty()) {
            throw new Forbidden(actor, SignInAccess.Operation.CLASS_CARDS.name());
        }
        return list;
    }

    private boolean signsInByPicture(SchoolId school, UUID classId) {
        return classOf(school, classId)
                .filter(list -> !children(school, list).isEmpty())
                .isPresent();
    }

    /** The children of a class who sign in by picture, by name. */
    private List<Actor.Somebody> children(SchoolId school, ClassLists.ClassList list) {
        return list.pupils().stream()
                .flatMap(pupil -> everybody.find(school, pupil).stream())
                .filter(pupil -> UserKind.of(pupil) == UserKind.YOUNG_PUPIL)
                .sorted(Comparator.comparing(Actor.Somebody::name))
                .toList();
    }

    private boolean usesPictures(SchoolId school) {
        return settings.get(school, SignInSettings.YOUNG_PUPILS) == SignInSettings.YoungPupils.PICTURE;
    }

    private List<SupervisedSessions.Supervised> opens(SchoolId school) {
        return supervision
                .orderedStream()
                .flatMap(one -> one.open(school).stream())
                .toList();
    }

    private Optional<SupervisedSessions.Supervised> openOf(SchoolId school, UUID classId) {
        return opens(school).stream()
                .filter(one -> one.classId().equals(classId))
                .findFirst();
    }

    private Optional<SupervisedSessions.Supervised> open(ClassPass.Lesson lesson) {
        return opens(lesson.school()).stream()
                .filter(one -> one.id().equals(lesson.supervised()))
                .findFirst();
    }

    private Optional<ClassLists.ClassList> classOf(SchoolId school, UUID classId) {
        return everybody.classes(school).stream()
                .filter(one -> one.id().equals(classId))
                .findFirst();
    }

    private String unusedCard(SchoolId school) {
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
            var all = new ArrayList<>(CARD_PICTURES);
            Collections.shuffle(all, RANDOM);
            var card = written(all.subList(0, CARD_LENGTH));
            if (store.classOfCard(school, card).isEmpty()) {
                return card;
            }
        }
        throw new IllegalStateException("every class card of school %s is taken".formatted(school));
    }

    private <T> T within(SchoolId school, Supplier<T> work) {
        return Tenants.within(school, () -> transaction.<T>execute(_ -> work.get()));
    }

    private static String counted(UUID supervised, PersonId child) {
        return supervised + "\n" + child;
    }

    private static String written(List<Picto> pictures) {
        return pictures.stream().map(Picto::name).collect(Collectors.joining(","));
    }

    private static List<Picto> read(String pictures) {
        return Arrays.stream(pictures.split(",", -1)).map(Picto::valueOf).toList();
    }
}

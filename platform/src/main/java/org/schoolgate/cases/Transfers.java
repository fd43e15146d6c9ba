package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.TransferEvent.What;
import org.schoolgate.documents.Evidence;
import org.schoolgate.documents.EvidenceId;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.messages.Posted;
import org.schoolgate.messages.Visit;
import org.schoolgate.signin.Passphrases;
import org.schoolgate.signin.Passwords;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A child's file that goes to the next school: by a letter with a link and never in the letter, with words that somebody
 * there hears by telephone, and with a receipt. And the numbers under which a case stands in other systems.
 */
@Service
public class Transfers implements CaseStrand {
    /** What the link in the letter is for. */
    static final String PURPOSE = "cases.transfer";

    private static final Duration LASTING = Duration.ofDays(14);
    private static final int LONGEST = 200;
    /** What stands between words, however they are typed. */
    private static final Pattern BETWEEN = Pattern.compile("[\\s,.\\p{Pd}]+");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@,;<>\"]+@[^\\s@,;<>\"]+\\.[^\\s@,;<>\"]+");

    private final CaseDoor door;
    private final CaseExports exports;
    private final TransferStore store;
    private final OneTimeLinks links;
    private final Messages messages;
    private final CaseLetters letters;
    private final FollowUps followUps;
    private final Passwords passwords;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Transfers(
            CaseDoor door,
            CaseExports exports,
            TransferStore store,
            OneTimeLinks links,
            Messages messages,
            CaseLetters letters,
            FollowUps followUps,
            Passwords passwords,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.door = door;
        this.exports = exports;
        this.store = store;
        this.links = links;
        this.messages = messages;
        this.letters = letters;
        this.followUps = followUps;
        this.passwords = passwords;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public boolean isOfPeople() {
        return true;
    }

    /** Wrong words stand with the transfer and on the record. */
    @Override
    @Transactional(readOnly = true)
    public List<Happening> happenings(Case one) {
        return store.of(one.file().school(), one.file().id()).stream()
                .flatMap(sent -> IntStream.range(0, sent.steps().size())
                        .filter(place ->
                                !Transfer.WORDS.contains(sent.steps().get(place).kind()))
                        .mapToObj(place -> happening(one.file().id(), sent, place)))
                .toList();
    }

    private static Happening happening(CaseId in, Transfer one, int place) {
        var step = one.steps().get(place);
        return Happening.of(
                        "transfer-" + one.id() + "-" + place,
                        step.at(),
                        step.name(),
                        say("cases.transfer.step." + step.kind().name()),
                        "send",
                        "/cases/" + in + "/transfers#transfer-" + one.id(),
                        new Happening.Line(
                                say("cases.transfer.title"),
                                say("cases.transfer.one", one.childName(), one.toSchool())))
                .about(one.child());
    }

    /** A transfer and how far it has come. */
    public record Sent(Transfer transfer, Transfer.State state) {}

    /** Where a case went besides, with all from which somebody chooses what goes. */
    public record Desk(CaseExports.Desk out, List<Sent> sent, List<Reference> references) {
        public Desk {
            sent = List.copyOf(sent);
            references = List.copyOf(references);
        }
    }

    /** What somebody wants to send, and whom they will ring about it. */
    public record Wish(
            @Nullable PersonId child,
            String toSchool,
            String address,
            String contact,
            String telephone,
            List<EvidenceId> files) {
        public Wish {
            files = List.copyOf(files);
        }
    }

    @Transactional
    public Desk look(Actor.Somebody actor, CaseId id) {
        var out = exports.desk(actor, id);
        door.read(actor, id);
        return new Desk(
                out,
                store.of(actor.school(), id).stream()
                        .map(one -> new Sent(one, state(actor, one)))
                        .toList(),
                store.references(actor.school(), id));
    }

    /** All that was sent of a child, the newest first. */
    List<Sent> of(Actor actor, PersonId child) {
        return store.of(actor.school(), child).stream()
                .map(one -> new Sent(one, state(actor, one)))
                .toList();
    }

    private Transfer.State state(Actor actor, Transfer one) {
        if (one.last(Transfer.Kind.ACCEPTED).isPresent()) {
            return Transfer.State.ACCEPTED;
        }
        if (one.isLocked()) {
            return Transfer.State.LOCKED;
        }
        if (one.last(Transfer.Kind.FETCHED).isPresent()) {
            return Transfer.State.FETCHED;
        }
        var refused = one.last(Transfer.Kind.SENT)
                .map(Transfer.Step::letter)
                .flatMap(letter -> messages.state(actor.school(), letter))
                .filter(Message.State.Refused.class::isInstance);
        return refused.isPresent() ? Transfer.State.FAILED : Transfer.State.PENDING;
    }

    /** Writes to the other school that a file waits for it. */
    @Transactional
    public Problems send(Actor.Somebody actor, CaseId id, Wish wish) {
        var desk = exports.lockedDesk(actor, id);
        var child = desk.children().stream()
                .filter(one -> wish.child() != null && one.is(wish.child()))
                .findFirst();
        var problems = check(Problems.none().when(child.isEmpty(), "child", say("cases.transfer.no-child")), wish);
        if (problems.any() || child.isEmpty() || wish.child() == null) {
            return problems;
        }
        begin(actor, id, List.of(id), wish.child(), child.get().name(), wish, desk.files());
        return problems;
    }

    /** Adds what is wrong with where it is to go. */
    static Problems check(Problems problems, Wish wish) {
        return problems.when(isNoLine(wish.toSchool()), "school", say("cases.transfer.no-school"))
                .when(
                        wish.address().length() > LONGEST
                                || !ADDRESS.matcher(wish.address()).matches(),
                        "address",
                        say("cases.transfer.no-address"))
                .when(isNoLine(wish.contact()), "contact", say("cases.transfer.no-contact"))
                .when(isNoLine(wish.telephone()), "telephone", say("cases.transfer.no-telephone"));
    }

    /**
     * Keeps what goes, and writes the first letter.
     *
     * @param alone the case that goes by itself; null where it is a parcel
     */
    void begin(
            Actor.Somebody actor,
            @Nullable CaseId alone,
            List<CaseId> cases,
            PersonId child,
            String childName,
            Wish wish,
            List<Evidence> files) {
        var now = clock.instant();
        var one = new Transfer(
                TransferId.random(),
                alone,
                cases,
                child,
                childName,
                wish.toSchool().strip(),
                wish.address(),
                wish.contact().strip(),
                wish.telephone().strip(),
                PersonId.random(),
                files.stream().map(Evidence::id).filter(wish.files()::contains).toList(),
                actor.person(),
                actor.name(),
                null,
                List.of());
        store.add(actor.school(), one, now);
        write(actor, one, now);
    }

    /** Writes once more: the old link is good for nothing from then on. False where the other school has it. */
    @Transactional
    public boolean sendAgain(Actor.Somebody actor, CaseId id, TransferId wanted) {
        exports.lockedDesk(actor, id);
        return again(actor, find(actor, id, wanted));
    }

    boolean again(Actor.Somebody actor, Transfer one) {
        if (one.last(Transfer.Kind.ACCEPTED).isPresent()) {
            return false;
        }
        links.revoke(actor, one.holder(), PURPOSE, subject(one.id()));
        write(actor, one, clock.instant());
        return true;
    }

    /** A parcel is not of the case alone: whoever sends it again has all of the child's file in front of them. */
    private Transfer find(Actor.Somebody actor, CaseId id, TransferId wanted) {
        return store.find(actor.school(), wanted)
                .filter(transfer -> id.equals(transfer.of()))
                .orElseThrow(() -> new NotFound("transfer " + wanted));
    }

    /** New words, with those whom to ring. */
    public record ToTell(Transfer transfer, String words) {
        /** Without the words. */
        @Override
        public String toString() {
            return "ToTell[" + transfer.id() + "]";
        }
    }

    /**
     * Makes the words with which a file opens, and all that was said before is good for nothing. They are in the answer and
     * nowhere else. Empty where the other school has the file.
     */
    @Transactional
    public Optional<ToTell> giveWords(Actor.Somebody actor, CaseId id, TransferId wanted) {
        exports.lockedDesk(actor, id);
        return words(actor, find(actor, id, wanted));
    }

    Optional<ToTell> words(Actor.Somebody actor, Transfer one) {
        if (one.last(Transfer.Kind.ACCEPTED).isPresent()) {
            return Optional.empty();
        }
        var words = Passphrases.suggest();
        store.putWords(actor.school(), one.id(), passwords.keep(words));
        store.add(actor.school(), one.id(), Transfer.Step.of(Transfer.Kind.WORDS_GIVEN, clock.instant(), actor.name()));
        events.publishEvent(TransferEvent.of(actor, one, What.TRANSFER_WORDS_GIVEN));
        return Optional.of(new ToTell(one, words));
    }

    /** The letter names neither the child nor the case. */
    private void write(Actor.Somebody actor, Transfer one, Instant now) {
        var link = links.issue(actor, one.holder(), PURPOSE, subject(one.id()), "/handover", LASTING);
        var letter = Letter.of(PURPOSE)
                .line(say("cases.transfer.letter", actor.name()))
                .line(say("cases.transfer.letter.words", actor.name(), one.contact()))
                .line(say("cases.transfer.letter.days", LASTING.toDays()))
                .linkButton(say("cases.transfer.letter.open"));
        var posted = messages.emailOutside(actor.school(), one.toSchool(), one.address(), letter, link);
        var id = posted instanceof Posted.Waiting(var message) ? message : null;
        store.add(actor.school(), one.id(), new Transfer.Step(Transfer.Kind.SENT, now, actor.name(), id, null));
        events.publishEvent(new TransferEvent(actor, one, What.TRANSFER_SENT, Map.of("to", one.address())));
    }

    /** The transfer that somebody came for by their link. */
    @Transactional(readOnly = true)
    public Optional<Transfer> of(Visit visit) {
        return visit.purpose().equals(PURPOSE) ? store.find(visit.school(), id(visit)) : Optional.empty();
    }

    /** What became of the words that somebody typed. */
    public sealed interface Tried {
        record Open() implements Tried {}

        record NotThat(int left) implements Tried {}

        /** There are no words, or none that are good any more. */
        record Shut() implements Tried {}
    }

    /**
     * Tries the words that were told by telephone. The try is counted before it is looked at, and nothing is held open
     * while it is.
     */
    public Tried open(Visit visit, String typed) {
        var school = visit.school();
        var id = id(visit);
        var taken = Optional.ofNullable(transaction.execute(_ -> store.takeTry(school, id)))
                .flatMap(found -> found);
        if (taken.isEmpty()) {
            return new Tried.Shut();
        }
        var isRight = typed.length() <= LONGEST
                && passwords.isRight(
                        BETWEEN.matcher(typed).replaceAll(" ").strip().toLowerCase(Locale.UK),
                        taken.get().hash());
        return Objects.requireNonNull(transaction.execute(_ -> tried(visit, taken.get(), isRight)));
    }

    private Tried tried(Visit visit, TransferStore.Try taken, boolean isRight) {
        var one = required(visit);
        var by = holder(visit, one);
        var now = clock.instant();
        if (isRight && store.giveBack(visit.school(), one.id(), taken)) {
            store.add(
                    visit.school(),
                    one.id(),
                    new Transfer.Step(Transfer.Kind.WORDS_RIGHT, now, one.toSchool(), null, visit.id()));
            events.publishEvent(TransferEvent.of(by, one, What.TRANSFER_WORDS_RIGHT));
            return new Tried.Open();
        }
        store.add(visit.school(), one.id(), Transfer.Step.of(Transfer.Kind.WORDS_WRONG, now, one.toSchool()));
        events.publishEvent(TransferEvent.of(by, one, What.TRANSFER_WORDS_WRONG));
        var left = Transfer.MOST_WRONG - taken.wrong();
        if (left > 0) {
            return new Tried.NotThat(left);
        }
        letters.transferLocked(door.facts(visit.school(), one.cases().getFirst()), one.sentBy());
        return new Tried.Shut();
    }

    private Transfer required(Visit visit) {
        return of(visit).orElseThrow(() -> new NotFound("transfer of " + visit.link()));
    }

    /** One that has been opened by its words on this very visit. */
    private Transfer opened(Visit visit) {
        var one = required(visit);
        if (!one.isOpenFor(visit.id())) {
            throw new NotFound("words for transfer " + one.id());
        }
        return one;
    }

    /** Hands the file over to whoever came by the link and said the words. */
    @Transactional
    public Parcel fetch(Visit visit) {
        var one = opened(visit);
        var by = holder(visit, one);
        var parcel = exports.handOver(by, one);
        store.add(visit.school(), one.id(), Transfer.Step.of(Transfer.Kind.FETCHED, clock.instant(), one.toSchool()));
        events.publishEvent(TransferEvent.of(by, one, What.TRANSFER_FETCHED));
        return parcel;
    }

    /** The other school says that it has the file; its link has done what it was for. */
    @Transactional
    public Problems accept(Visit visit, String name) {
        var one = opened(visit);
        var problems = Problems.none()
                .when(isNoLine(name), "name", say("cases.transfer.no-name"))
                .when(one.last(Transfer.Kind.FETCHED).isEmpty(), "name", say("cases.transfer.not-fetched"));
        if (problems.any()) {
            return problems;
        }
        var by = new Actor.Somebody(visit.school(), visit.person(), name.strip(), Set.of(), null);
        store.add(visit.school(), one.id(), Transfer.Step.of(Transfer.Kind.ACCEPTED, clock.instant(), name.strip()));
        events.publishEvent(TransferEvent.of(by, one, What.TRANSFER_ACCEPTED));
        followUps.fileIsThere(by, one.child());
        links.useUp(by, visit.link());
        return problems;
    }

    /** Writes down under which number the case stands in another system. */
    @Transactional
    public Problems refer(Actor.Somebody actor, CaseId id, String system, String number, @Nullable LocalDate day) {
        exports.lockedDesk(actor, id);
        var now = clock.instant();
        var problems = Problems.none()
                .when(isNoLine(system), "system", say("cases.reference.no-system"))
                .when(isNoLine(number), "number", say("cases.reference.no-number"))
                .when(day == null, "day", say("cases.reference.no-day"));
        if (problems.any() || day == null) {
            return problems;
        }
        store.add(actor, id, new Reference(system.strip(), number.strip(), day, actor.name()), now);
        events.publishEvent(CaseEvent.of(actor, id, CaseEvent.What.REFERENCE_ADDED));
        return problems;
    }

    private static Actor.Somebody holder(Visit visit, Transfer one) {
        return new Actor.Somebody(visit.school(), visit.person(), one.toSchool(), Set.of(), null);
    }

    private static boolean isNoLine(String typed) {
        return typed.isBlank() || typed.length() > LONGEST;
    }

    private static String subject(TransferId id) {
        return "transfer:" + id;
    }

    private static TransferId id(Visit visit) {
        return new TransferId(UUID.fromString(visit.subject().substring("transfer:".length())));
    }
}

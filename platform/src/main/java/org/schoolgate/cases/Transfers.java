package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CaseEvent.What;
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
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A child's file that goes to the next school: by a letter with a link and never in the letter, and with a receipt. And the
 * numbers under which a case stands in other systems.
 */
@Service
public class Transfers {
    /** What the link in the letter is for. */
    static final String PURPOSE = "cases.transfer";

    private static final Duration LASTING = Duration.ofDays(14);
    private static final int LONGEST = 200;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@,;<>\"]+@[^\\s@,;<>\"]+\\.[^\\s@,;<>\"]+");

    private final CaseDoor door;
    private final CaseExports exports;
    private final TransferStore store;
    private final OneTimeLinks links;
    private final Messages messages;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Transfers(
            CaseDoor door,
            CaseExports exports,
            TransferStore store,
            OneTimeLinks links,
            Messages messages,
            ApplicationEventPublisher events,
            Clock clock) {
        this.door = door;
        this.exports = exports;
        this.store = store;
        this.links = links;
        this.messages = messages;
        this.events = events;
        this.clock = clock;
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

    /** What somebody wants to send. */
    public record Wish(@Nullable PersonId child, String toSchool, String address, List<EvidenceId> files) {
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

    private Transfer.State state(Actor actor, Transfer one) {
        if (one.last(Transfer.Kind.ACCEPTED).isPresent()) {
            return Transfer.State.ACCEPTED;
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
        var problems = Problems.none()
                .when(child.isEmpty(), "child", say("cases.transfer.no-child"))
                .when(isNoLine(wish.toSchool()), "school", say("cases.transfer.no-school"))
                .when(
                        wish.address().length() > LONGEST
                                || !ADDRESS.matcher(wish.address()).matches(),
                        "address",
                        say("cases.transfer.no-address"));
        if (problems.any() || child.isEmpty() || wish.child() == null) {
            return problems;
        }
        var now = clock.instant();
        var files = desk.files().stream()
                .map(piece -> piece.id())
                .filter(wish.files()::contains)
                .toList();
        var one = new Transfer(
                TransferId.random(),
                id,
                wish.child(),
                child.get().name(),
                wish.toSchool().strip(),
                wish.address(),
                PersonId.random(),
                files,
                actor.person(),
                actor.name(),
                List.of());
        store.add(actor.school(), one, now);
        write(actor, one, now);
        return problems;
    }

    /** Writes once more: the old link is good for nothing from then on. False where the other school has it. */
    @Transactional
    public boolean sendAgain(Actor.Somebody actor, CaseId id, TransferId wanted) {
        exports.lockedDesk(actor, id);
        var one = store.find(actor.school(), wanted)
                .filter(transfer -> transfer.of().equals(id))
                .orElseThrow(() -> new NotFound("transfer " + wanted));
        if (one.last(Transfer.Kind.ACCEPTED).isPresent()) {
            return false;
        }
        links.revoke(actor, one.holder(), PURPOSE, subject(one.id()));
        write(actor, one, clock.instant());
        return true;
    }

    /** The letter names neither the child nor the case. */
    private void write(Actor.Somebody actor, Transfer one, Instant now) {
        var link = links.issue(actor, one.holder(), PURPOSE, subject(one.id()), "/handover", LASTING);
        var letter = Letter.of(PURPOSE)
                .line(say("cases.transfer.letter", actor.name()))
                .line(say("cases.transfer.letter.days", LASTING.toDays()))
                .linkButton(say("cases.transfer.letter.open"));
        var posted = messages.emailOutside(actor.school(), one.toSchool(), one.address(), letter, link);
        var id = posted instanceof Posted.Waiting(var message) ? message : null;
        store.add(actor.school(), one.id(), new Transfer.Step(Transfer.Kind.SENT, now, actor.name(), id));
        events.publishEvent(new CaseEvent(
                actor,
                one.of(),
                What.TRANSFER_SENT,
                Map.of("transfer", one.id().toString(), "child", one.child().toString(), "to", one.address())));
    }

    /** The transfer that somebody came for by their link. */
    @Transactional(readOnly = true)
    public Optional<Transfer> of(Visit visit) {
        return visit.purpose().equals(PURPOSE) ? store.find(visit.school(), id(visit)) : Optional.empty();
    }

    /** Hands the file over to whoever came by the link. */
    @Transactional
    public Taken fetch(Visit visit) {
        var one = of(visit).orElseThrow(() -> new NotFound("transfer of " + visit.link()));
        var by = holder(visit, one);
        var taken = exports.handOver(by, one);
        store.add(
                visit.school(),
                one.id(),
                new Transfer.Step(Transfer.Kind.FETCHED, clock.instant(), one.toSchool(), null));
        events.publishEvent(new CaseEvent(
                by, one.of(), What.TRANSFER_FETCHED, Map.of("transfer", one.id().toString())));
        return taken;
    }

    /** The other school says that it has the file; its link has done what it was for. */
    @Transactional
    public Problems accept(Visit visit, String name) {
        var one = of(visit).orElseThrow(() -> new NotFound("transfer of " + visit.link()));
        var problems = Problems.none()
                .when(isNoLine(name), "name", say("cases.transfer.no-name"))
                .when(one.last(Transfer.Kind.FETCHED).isEmpty(), "name", say("cases.transfer.not-fetched"));
        if (problems.any()) {
            return problems;
        }
        var by = new Actor.Somebody(visit.school(), visit.person(), name.strip(), Set.of(), null);
        store.add(
                visit.school(),
                one.id(),
                new Transfer.Step(Transfer.Kind.ACCEPTED, clock.instant(), name.strip(), null));
        events.publishEvent(new CaseEvent(
                by,
                one.of(),
                What.TRANSFER_ACCEPTED,
                Map.of("transfer", one.id().toString())));
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
        events.publishEvent(CaseEvent.of(actor, id, What.REFERENCE_ADDED));
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

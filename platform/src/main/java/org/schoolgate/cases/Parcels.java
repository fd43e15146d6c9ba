package org.schoolgate.cases;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.documents.Evidence;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Left;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Problems;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * All of a child's file that the next school needs, in one parcel: chosen on one page, told with one set of words, signed for
 * once. It is for those who keep children safe, as they read all of which the next school has to know.
 */
@Service
public class Parcels {
    /** In how many school days the next school has a file, counted from the child's last day here. */
    public static final int SCHOOL_DAYS = 5;

    private final CaseStore store;
    private final TransferStore transferStore;
    private final Transfers transfers;
    private final CaseExports exports;
    private final CaseDoor door;
    private final Viewers viewers;
    private final FollowUps followUps;
    private final OpenDays openDays;
    private final Roster roster;
    private final AuditTrail audit;

    Parcels(
            CaseStore store,
            TransferStore transferStore,
            Transfers transfers,
            CaseExports exports,
            CaseDoor door,
            Viewers viewers,
            FollowUps followUps,
            OpenDays openDays,
            Roster roster,
            AuditTrail audit) {
        this.store = store;
        this.transferStore = transferStore;
        this.transfers = transfers;
        this.exports = exports;
        this.door = door;
        this.viewers = viewers;
        this.followUps = followUps;
        this.openDays = openDays;
        this.roster = roster;
        this.audit = audit;
    }

    /**
     * A case that can go along.
     *
     * @param part as what the child is on it
     * @param files the evidence that can go with it: none where it has to stay shut
     */
    public record Choice(CaseFile file, OnCase.Part part, List<Evidence> files, boolean shut) {
        public Choice {
            files = List.copyOf(files);
        }

        /** Whether it goes along unless somebody decides otherwise: a witness's case is mostly another child's. */
        public boolean isUsual() {
            return part != OnCase.Part.WITNESS;
        }
    }

    /** Why a case that its reader knows stays here. */
    public enum Why {
        /** It is about somebody who works here. */
        STAFF,
        /** This program cannot follow it. */
        LOST
    }

    /** A case that stays here. */
    public record Kept(CaseFile file, Why why) {}

    /**
     * From which somebody chooses. A case that they do not read is neither in the one nor in the other.
     *
     * @param sent what went before, the newest first
     * @param due by when the next school has it; null where nobody has said that the child leaves
     */
    public record Desk(
            Person child,
            List<Choice> choices,
            List<Kept> kept,
            List<Transfers.Sent> sent,
            @Nullable LocalDate due,
            LocalDate today) {
        public Desk {
            choices = List.copyOf(choices);
            kept = List.copyOf(kept);
            sent = List.copyOf(sent);
        }
    }

    /** Whether somebody sends the file of this person, who is or was a pupil; the same whether there is anything in it or not. */
    @Transactional(readOnly = true)
    public boolean sends(Actor.Somebody actor, PersonId id) {
        return CasePolicy.ACCESS.allows(actor, Operation.SEND_FILES) && isPupil(actor.school(), id);
    }

    /** To choose from, which goes on the record before it is shown. */
    @Transactional
    public Desk look(Actor.Somebody actor, PersonId id) {
        var desk = desk(actor, id);
        audit.now(new ChronologyRead(actor, id, desk.child().name().full()));
        return desk;
    }

    private Desk desk(Actor.Somebody actor, PersonId id) {
        CasePolicy.ACCESS.require(actor, Operation.SEND_FILES);
        var school = actor.school();
        var child = child(school, id);
        var viewer = viewers.of(actor);
        var choices = new ArrayList<Choice>();
        var kept = new ArrayList<Kept>();
        for (var found : store.with(school, id)) {
            switch (found) {
                case CaseStore.Kept.Found(var one) -> {
                    if (CasePolicy.exports(viewer, one.facts())) {
                        if (one.file().circle().isOfPupilsAlone()) {
                            choice(one, id).ifPresent(choices::add);
                        } else {
                            kept.add(new Kept(one.file(), Why.STAFF));
                        }
                    }
                }
                case CaseStore.Kept.Lost(var file, var _) -> {
                    if (CasePolicy.exports(viewer, store.facts(file))) {
                        kept.add(new Kept(file, Why.LOST));
                    }
                }
            }
        }
        return new Desk(
                child,
                choices,
                kept,
                transfers.of(actor, id).stream()
                        .filter(sent -> sent.transfer().isParcel())
                        .toList(),
                followUps.openAbout(school, id).map(FollowUp.Action::due).orElse(null),
                roster.today());
    }

    private Optional<Choice> choice(Case one, PersonId child) {
        var desk = exports.desk(one);
        return one.person(child)
                .filter(OnCase::isPupil)
                .map(person -> new Choice(one.file(), person.part(), desk.files(), desk.shut()));
    }

    /** Somebody who is or was a pupil: an adult goes to no next school. */
    private Person child(SchoolId school, PersonId id) {
        return roster.person(school, id)
                .filter(_ -> isPupil(school, id))
                .orElseThrow(() -> new NotFound("pupil " + id));
    }

    private boolean isPupil(SchoolId school, PersonId id) {
        return roster.memberships(school, id).stream().anyMatch(one -> one.role() == Role.PUPIL);
    }

    /** Writes to the other school that all of it waits for them. */
    @Transactional
    public Problems send(Actor.Somebody actor, PersonId id, Collection<CaseId> wanted, Transfers.Wish wish) {
        var desk = desk(actor, id);
        var chosen = desk.choices().stream()
                .filter(choice -> wanted.contains(choice.file().id()))
                .toList();
        var problems =
                Transfers.check(Problems.none().when(chosen.isEmpty(), "cases", say("cases.parcel.no-case")), wish);
        if (problems.any()) {
            return problems;
        }
        chosen.forEach(choice -> door.lock(actor, choice.file().id()));
        transfers.begin(
                actor,
                null,
                chosen.stream().map(choice -> choice.file().id()).toList(),
                id,
                desk.child().name().full(),
                wish,
                chosen.stream().flatMap(choice -> choice.files().stream()).toList());
        roster.person(actor.school(), actor.person())
                .ifPresent(sender -> followUps.sendFile(
                        actor, chosen.getLast().file(), desk.child(), sender, limit(actor.school(), roster.today())));
        return problems;
    }

    private LocalDate limit(SchoolId school, LocalDate from) {
        var end = openDays.of(school).after(from.atStartOfDay(LONDON).toInstant(), SCHOOL_DAYS);
        return LocalDate.ofInstant(end, LONDON);
    }

    /** Writes once more: the old link is good for nothing from then on. False where the other school has it. */
    @Transactional
    public boolean sendAgain(Actor.Somebody actor, PersonId child, TransferId wanted) {
        return transfers.again(actor, find(actor, child, wanted));
    }

    /** Makes new words to tell by telephone. Empty where the other school has the file. */
    @Transactional
    public Optional<Transfers.ToTell> giveWords(Actor.Somebody actor, PersonId child, TransferId wanted) {
        return transfers.words(actor, find(actor, child, wanted));
    }

    /** One of this child: whoever sends files reads all that is in it, and what they do not is not handed over. */
    private Transfer find(Actor.Somebody actor, PersonId child, TransferId wanted) {
        CasePolicy.ACCESS.require(actor, Operation.SEND_FILES);
        return transferStore
                .find(actor.school(), wanted)
                .filter(one -> one.isParcel() && one.child().equals(child))
                .orElseThrow(() -> new NotFound("transfer " + wanted));
    }

    /** A child whose file the next school needs leaves, and somebody who keeps children safe sees to it. */
    @EventListener
    void on(Left left) {
        if (left.role() == Role.PUPIL) {
            var school = left.by().school();
            store.with(school, left.person()).reversed().stream()
                    .flatMap(kept -> kept instanceof CaseStore.Kept.Found(var one) ? Stream.of(one) : Stream.empty())
                    .filter(one -> one.file().circle().isOfPupilsAlone())
                    .filter(one ->
                            choice(one, left.person()).filter(Choice::isUsual).isPresent())
                    .findFirst()
                    .ifPresent(one -> leaves(left, one));
        }
    }

    private void leaves(Left left, Case newest) {
        var school = left.by().school();
        var facts = newest.facts();
        Stream.of(Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD, Role.HEAD)
                .flatMap(role -> roster.holders(school, EnumSet.of(role), roster.today()).stream())
                .filter(person -> !facts.isSubject(person.id()))
                .findFirst()
                .ifPresent(owner -> followUps.sendFile(
                        new Actor.Schoolgate(school, "Schoolgate"),
                        newest.file(),
                        child(school, left.person()),
                        owner,
                        limit(school, left.lastDay())));
    }
}

package org.schoolgate.signin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Recipients;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * New starters: who could sign in and has no account yet. An adult is sent a link by which they set their own password; a
 * pupil is given a first one, which is shown once. Parents need no account, and the youngest come by their class's card.
 */
@Service
public class NewStarters {
    /** So many a press: each pupil's password takes a moment to make. */
    public static final int AT_ONCE = 40;

    private final Accounts accounts;
    private final AccountStore store;
    private final Everybody everybody;
    private final SignInSettings settings;
    private final ObjectProvider<Recipients> recipients;
    private final ObjectProvider<People> people;

    NewStarters(
            Accounts accounts,
            AccountStore store,
            Everybody everybody,
            SignInSettings settings,
            ObjectProvider<Recipients> recipients,
            ObjectProvider<People> people) {
        this.accounts = accounts;
        this.store = store;
        this.everybody = everybody;
        this.settings = settings;
        this.recipients = recipients;
        this.people = people;
    }

    /** Adults, or a class, of whom some have no account. {@code className} is null for the adults. */
    public record Group(String id, @Nullable String className, List<Starter> people) {}

    /** Somebody without an account; {@code address} is where their link would go. */
    public record Starter(Actor.Somebody who, Optional<String> address) {}

    /** What became of one wish to open an account. */
    public sealed interface Start {
        Actor.Somebody who();

        /** A pupil's first password, to be told to them and shown once. */
        record Given(Actor.Somebody who, String name, String password, Instant until) implements Start {
            /** Without the password. */
            @Override
            public String toString() {
                return "Given[" + name + "]";
            }
        }

        record LinkSent(Actor.Somebody who, String address) implements Start {}

        /** The school has no address to send the link to. */
        record NoAddress(Actor.Somebody who) implements Start {}

        /** Somebody else signs in with this address. */
        record AddressTaken(Actor.Somebody who, String address) implements Start {}
    }

    /** Everybody who could sign in and has no account, the adults first. */
    @Transactional(readOnly = true)
    public List<Group> waiting(Actor by) {
        SignInAccess.ACCESS.require(by, SignInAccess.Operation.OPEN_ACCOUNTS);
        var school = by.school();
        var have = store.all(school).stream().map(Account::person).collect(Collectors.toSet());
        var groups = new ArrayList<Group>();
        var adults = Stream.of(Role.values())
                .filter(role -> role != Role.PUPIL && role != Role.PARENT)
                .flatMap(role -> withRole(school, role))
                .distinct()
                .filter(who -> !have.contains(who.person()))
                .sorted(Comparator.comparing(Actor.Somebody::name))
                .map(who -> new Starter(who, address(who)))
                .toList();
        if (!adults.isEmpty()) {
            groups.add(new Group("adults", null, adults));
        }
        for (var list : everybody.classes(school)) {
            var pupils = list.pupils().stream()
                    .filter(pupil -> !have.contains(pupil))
                    .flatMap(pupil -> everybody.find(school, pupil).stream())
                    .filter(this::signsInByPassword)
                    .sorted(Comparator.comparing(Actor.Somebody::name))
                    .map(who -> new Starter(who, Optional.empty()))
                    .toList();
            if (!pupils.isEmpty()) {
                groups.add(new Group(list.id().toString(), list.name(), pupils));
            }
        }
        return groups;
    }

    /** Opens accounts for those among these who have none, as far as a press goes. */
    @Transactional
    public List<Start> open(Actor by, Collection<PersonId> chosen) {
        return waiting(by).stream()
                .flatMap(group -> group.people().stream())
                .filter(starter -> chosen.contains(starter.who().person()))
                .limit(AT_ONCE)
                .map(starter -> open(by, starter))
                .toList();
    }

    private Start open(Actor by, Starter starter) {
        var who = starter.who();
        if (UserKind.of(who).isPupil()) {
            accounts.open(by, who.person(), "");
            var name = store.find(who.school(), who.person()).orElseThrow().name();
            if (accounts.reset(by, who.person()) instanceof Accounts.Reset.Given(var password, var until)) {
                return new Start.Given(who, name, password, until);
            }
            throw new IllegalStateException("no password was given to " + who.person());
        }
        if (starter.address().isEmpty()) {
            return new Start.NoAddress(who);
        }
        var address = starter.address().get();
        if (accounts.open(by, who.person(), address) instanceof Accounts.Opened.NameTaken) {
            return new Start.AddressTaken(who, address);
        }
        accounts.sendLink(by, who, "signin.welcome-letter");
        return new Start.LinkSent(who, address);
    }

    private boolean signsInByPassword(Actor.Somebody pupil) {
        return UserKind.of(pupil) == UserKind.KS2_PUPIL
                || settings.get(pupil.school(), SignInSettings.YOUNG_PUPILS) == SignInSettings.YoungPupils.PASSWORD;
    }

    private Stream<Actor.Somebody> withRole(SchoolId school, Role role) {
        return people.orderedStream().flatMap(one -> one.withRole(school, role).stream());
    }

    private Optional<String> address(Actor.Somebody who) {
        return recipients
                .orderedStream()
                .flatMap(one -> one.recipient(who.school(), who.person()).stream())
                .map(Recipients.Recipient::address)
                .findFirst();
    }
}

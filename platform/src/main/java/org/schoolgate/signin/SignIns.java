package org.schoolgate.signin;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.signin.LetterWishStore.What;
import org.schoolgate.signin.LetterWishStore.Wish;
import org.schoolgate.tenancy.Directory;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ways in for people who are not signed in: from what somebody shows to who they are.
 *
 * <p>A name that is nobody's gets the same answer, after the same work, with the same number of tries, as a name with a
 * wrong password.
 */
@Service
public class SignIns {
    /** The purpose of links by which a parent comes in. */
    public static final String FAMILY = "family";

    private static final int LONGEST_ADDRESS = 254;

    private final AccountStore store;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Everybody everybody;
    private final Tries tries;
    private final LetterWishStore wishes;
    private final Directory directory;
    private final Schools schools;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    SignIns(
            AccountStore store,
            Passwords passwords,
            Sessions sessions,
            Everybody everybody,
            Tries tries,
            LetterWishStore wishes,
            Directory directory,
            Schools schools,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.passwords = passwords;
        this.sessions = sessions;
        this.everybody = everybody;
        this.tries = tries;
        this.wishes = wishes;
        this.directory = directory;
        this.schools = schools;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What became of an attempt to sign in. */
    public sealed interface Outcome {
        record Welcome(Actor.Somebody who, Sessions.Begun begun) implements Outcome {}

        record Wrong() implements Outcome {}

        /** Too many tries: the next one counts after that time. */
        record Shut(Instant until) implements Outcome {}
    }

    /** Who somebody is to a school now. */
    public Optional<Actor.Somebody> find(SchoolId school, PersonId person) {
        return Tenants.within(school, () -> everybody.find(school, person));
    }

    /** With a name and a password, at the school that was chosen or that the name belongs to. */
    public Outcome withPassword(Optional<SchoolId> chosen, String name, String password, Where where) {
        var wanted = Accounts.normal(name);
        var school = school(chosen, wanted);
        var counted = school.map(SchoolId::toString).orElse("nowhere") + "\n" + wanted;
        var shut = tries.count(Tries.Kind.ADDRESS, where.address()).or(() -> tries.count(Tries.Kind.NAME, counted));
        if (shut.isPresent()) {
            return new Outcome.Shut(shut.get());
        }
        var account = school.flatMap(here -> account(here, wanted));
        var isRight = isRight(school, account, password);
        if (!isRight || school.isEmpty() || account.isEmpty()) {
            school.ifPresent(here -> failed(here, account, where));
            return new Outcome.Wrong();
        }
        var here = school.get();
        var who = find(here, account.get().person());
        if (who.isEmpty()) {
            failed(here, account, where);
            return new Outcome.Wrong();
        }
        tries.forget(Tries.Kind.NAME, counted);
        tries.takeBack(Tries.Kind.ADDRESS, where.address());
        return new Outcome.Welcome(
                who.get(), Tenants.within(here, () -> sessions.begin(who.get(), Way.PASSWORD, where, null)));
    }

    /** The password once more: a session that was locked, or an act that asks for it afresh. */
    public Outcome again(Actor.Somebody who, Session session, String password, Where where) {
        var school = who.school();
        var counted = "again\n" + who.person();
        var shut = tries.count(Tries.Kind.NAME, counted);
        if (shut.isPresent()) {
            return new Outcome.Shut(shut.get());
        }
        var account = Tenants.within(school, () -> transaction.execute(_ -> store.find(school, who.person())));
        if (!isRight(Optional.of(school), account, password)) {
            failed(school, account, where);
            return new Outcome.Wrong();
        }
        tries.forget(Tries.Kind.NAME, counted);
        Tenants.within(school, () -> sessions.prove(school, session.id()));
        return new Outcome.Welcome(who, new Sessions.Begun(session, ""));
    }

    /** By one press, for a visitor of the demonstration. */
    public Outcome inDemonstration(SchoolId school, PersonId person, Where where) {
        return find(school, person)
                .<Outcome>map(who -> new Outcome.Welcome(
                        who, Tenants.within(school, () -> sessions.begin(who, Way.DEMONSTRATION, where, null))))
                .orElseGet(Outcome.Wrong::new);
    }

    /** Whether somebody may say once more today that they found a password out: a prank must not lock a class out. */
    public boolean mayReport(Actor.Somebody reporter) {
        return tries.count(Tries.Kind.REPORT, reporter.person().toString()).isEmpty();
    }

    /** Asks for a link to set a new password, which goes to an adult of that name. Nobody learns whether there is one. */
    public void forgotten(String name, Where where) {
        wish(What.PASSWORD, name, where);
    }

    /** Asks for a link to their own pages for every parent with this address. Nobody learns whether there is one. */
    public void parentLink(String address, Where where) {
        wish(What.FAMILY, address, where);
    }

    /** The same work whoever is asked for: who it is for is looked up later, by {@link DoorLetters}. */
    private void wish(What what, String typed, Where where) {
        var wish = new Wish(what, Accounts.normal(typed));
        if (tries.count(Tries.Kind.LETTER, where.address()).isPresent()
                || wish.address().length() > LONGEST_ADDRESS) {
            return;
        }
        for (var school : schools.all()) {
            Tenants.within(
                    school.id(),
                    () -> transaction.executeWithoutResult(_ -> wishes.add(school.id(), wish, clock.instant())));
        }
    }

    /** Where a name belongs: the chosen school where it has that name, else the one that the name leads to. */
    private Optional<SchoolId> school(Optional<SchoolId> chosen, String name) {
        List<School> all = schools.all();
        if (all.size() == 1) {
            return Optional.of(all.getFirst().id());
        }
        var known = chosen.filter(id -> all.stream().anyMatch(one -> one.id().equals(id)));
        if (!name.contains("@")) {
            return known;
        }
        return known.filter(here -> account(here, name).isPresent())
                .or(() -> directory.find(Directory.Kind.SIGN_IN_NAME, name))
                .or(() -> known);
    }

    private Optional<Account> account(SchoolId school, String name) {
        return Tenants.within(school, () -> transaction.execute(_ -> store.named(school, name)));
    }

    private boolean isRight(Optional<SchoolId> school, Optional<Account> account, String password) {
        var hash = school.flatMap(here -> account.flatMap(one ->
                Tenants.within(here, () -> transaction.execute(_ -> store.hash(here, one.person())))));
        if (hash.isEmpty()) {
            passwords.pretend(password);
            return false;
        }
        boolean matches = passwords.isRight(password, hash.get());
        var until = account.map(Account::givenUntil);
        return matches && (until.isEmpty() || until.get().isAfter(clock.instant()));
    }

    private void failed(SchoolId school, Optional<Account> account, Where where) {
        var page = new Actor.Schoolgate(school, "sign-in page");
        var facts = Map.of("address", where.address(), "device", where.device());
        Tenants.within(
                school,
                () -> transaction.executeWithoutResult(_ -> events.publishEvent(new AccountFailure(
                        page, account.map(one -> "person:" + one.person()).orElse("name:unknown"), facts))));
    }
}

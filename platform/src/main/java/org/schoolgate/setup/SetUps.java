package org.schoolgate.setup;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.PersonName;
import org.schoolgate.roster.Roster;
import org.schoolgate.signin.Account;
import org.schoolgate.signin.Accounts;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes an empty installation a school. It can be done once, by whoever reads the console. */
@Service
@ConditionalOnProperty(name = "schoolgate.set-up", havingValue = "true")
public class SetUps {
    /** How long a key works. */
    public static final Duration KEY_LASTS = Duration.ofDays(3);

    private final SetUpCode code;
    private final Schools schools;
    private final People people;
    private final Roster roster;
    private final Accounts accounts;
    private final OneTimeLinks links;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private volatile boolean isDone;

    SetUps(
            SetUpCode code,
            Schools schools,
            People people,
            Roster roster,
            Accounts accounts,
            OneTimeLinks links,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.code = code;
        this.schools = schools;
        this.people = people;
        this.roster = roster;
        this.accounts = accounts;
        this.links = links;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What became of a try to set the school up. */
    public sealed interface Outcome {
        /** The keys are told once. */
        record Begun(String school, Key head, Key technician) implements Outcome {}

        record WrongCode(Duration pause) implements Outcome {}

        record TooEarly(Duration pause) implements Outcome {}

        /** Too many codes were wrong: only a new start helps. */
        record Shut() implements Outcome {}

        /** There is a school already. */
        record NotAgain() implements Outcome {}
    }

    /**
     * How somebody comes in for the first time: by a link with which they choose their password.
     *
     * @param email what they sign in with from then on
     * @param link the path of a one-time link; whoever has it can choose the password
     */
    public record Key(String name, String email, String link) {
        /** Without the link. */
        @Override
        public String toString() {
            return "Key[" + email + "]";
        }
    }

    /** Whether this installation has no school yet. */
    public boolean isOpen() {
        if (!isDone) {
            isDone = !schools.all().isEmpty();
        }
        return !isDone;
    }

    /** Founds the school with its head and its technician, all or nothing, if the code is the one on the console. */
    public Outcome begin(String typedCode, Beginning beginning) {
        if (!isOpen()) {
            return new Outcome.NotAgain();
        }
        return switch (code.compare(typedCode)) {
            case SetUpCode.Try.Right() -> found(beginning);
            case SetUpCode.Try.Wrong(var pause) -> new Outcome.WrongCode(pause);
            case SetUpCode.Try.TooEarly(var pause) -> new Outcome.TooEarly(pause);
            case SetUpCode.Try.Shut() -> new Outcome.Shut();
        };
    }

    private Outcome found(Beginning beginning) {
        var school = SchoolId.random();
        return Tenants.within(school, () -> Objects.requireNonNull(transaction.execute(_ -> found(school, beginning))));
    }

    private Outcome found(SchoolId school, Beginning beginning) {
        if (!schools.foundFirst(school, beginning.school())) {
            return new Outcome.NotAgain();
        }
        var setUp = new Actor.Schoolgate(school, "the set-up page");
        events.publishEvent(new SchoolFounded(setUp, beginning.school()));
        return new Outcome.Begun(
                beginning.school(),
                join(setUp, beginning.head(), Role.HEAD),
                join(setUp, beginning.technician(), Role.TECHNICIAN));
    }

    private Key join(Actor by, Beginning.Adult adult, Role role) {
        var name = new PersonName(adult.title(), adult.given(), adult.family(), "");
        var person = people.join(by, new NewPerson(name, null, adult.email(), null, null), role, roster.today());
        return switch (accounts.open(by, person, adult.email())) {
            case Accounts.Opened.Now(var account) -> key(by, person, name.shown(), account.name());
            case Accounts.Opened.HadOne _, Accounts.Opened.NameTaken _ ->
                throw new IllegalStateException("an empty school has an account for " + role);
        };
    }

    /**
     * New keys for the school's heads and technicians where none of them has ever chosen a password: the page with the first
     * ones may have been closed too early. Whoever can start the program may have them.
     */
    List<Key> keysWhileNobodyIsIn() {
        var all = schools.all();
        if (all.size() != 1) {
            return List.of();
        }
        var school = all.getFirst().id();
        var console = new Actor.Schoolgate(school, "the console");
        return Tenants.within(
                school,
                () -> Objects.requireNonNull(transaction.execute(_ -> {
                    var keepers = new LinkedHashMap<Person, Account>();
                    for (var person : roster.holders(school, List.of(Role.HEAD, Role.TECHNICIAN), roster.today())) {
                        accounts.find(console, person.id()).ifPresent(account -> keepers.put(person, account));
                    }
                    return keepers.values().stream().anyMatch(Account::hasPassword)
                            ? List.<Key>of()
                            : keepers.entrySet().stream()
                                    .map(one -> key(
                                            console,
                                            one.getKey().id(),
                                            one.getKey().name().shown(),
                                            one.getValue().name()))
                                    .toList();
                })));
    }

    private Key key(Actor by, PersonId person, String name, String email) {
        var subject = "person:" + person;
        links.revoke(by, person, Accounts.SET_PASSWORD, subject);
        var link = links.issue(by, person, Accounts.SET_PASSWORD, subject, "/set-password", KEY_LASTS);
        return new Key(name, email, link.path());
    }
}

package org.schoolgate.setup;

import java.time.Duration;
import java.util.Objects;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.PersonName;
import org.schoolgate.roster.Roster;
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
    private final SetUpCode code;
    private final Schools schools;
    private final People people;
    private final Roster roster;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private volatile boolean isDone;

    SetUps(
            SetUpCode code,
            Schools schools,
            People people,
            Roster roster,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.code = code;
        this.schools = schools;
        this.people = people;
        this.roster = roster;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What became of a try to set the school up. */
    public sealed interface Outcome {
        record Begun(Beginning beginning) implements Outcome {}

        record WrongCode(Duration pause) implements Outcome {}

        record TooEarly(Duration pause) implements Outcome {}

        /** Too many codes were wrong: only a new start helps. */
        record Shut() implements Outcome {}

        /** There is a school already. */
        record NotAgain() implements Outcome {}
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
            case SetUpCode.Try.Right() -> found(beginning) ? new Outcome.Begun(beginning) : new Outcome.NotAgain();
            case SetUpCode.Try.Wrong(var pause) -> new Outcome.WrongCode(pause);
            case SetUpCode.Try.TooEarly(var pause) -> new Outcome.TooEarly(pause);
            case SetUpCode.Try.Shut() -> new Outcome.Shut();
        };
    }

    private boolean found(Beginning beginning) {
        var school = SchoolId.random();
        return Tenants.within(
                school,
                () -> Objects.requireNonNull(transaction.execute(_ -> {
                    if (!schools.foundFirst(school, beginning.school())) {
                        return false;
                    }
                    var setUp = new Actor.Schoolgate(school, "the set-up page");
                    events.publishEvent(new SchoolFounded(setUp, beginning.school()));
                    join(setUp, beginning.head(), Role.HEAD);
                    join(setUp, beginning.technician(), Role.TECHNICIAN);
                    return true;
                })));
    }

    private void join(Actor by, Beginning.Adult adult, Role role) {
        var name = new PersonName(adult.title(), adult.given(), adult.family(), "");
        people.join(by, new NewPerson(name, null, adult.email(), null, null), role, roster.today());
    }
}

package org.schoolgate.messages;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.AlarmEvent.What;
import org.schoolgate.messages.Attempt.Heard;
import org.schoolgate.tenancy.Directory;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people do on the telephone: lift, press a key, put down, send a code back. It comes from outside and does not say
 * whose it is; the secret of the attempt does. However often or late the same thing is told, it counts once.
 */
@Service
public class TelephoneLine {
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");

    private final AlarmStore store;
    private final Alarms alarms;
    private final Directory directory;
    private final Schools schools;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    TelephoneLine(
            AlarmStore store,
            Alarms alarms,
            Directory directory,
            Schools schools,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.alarms = alarms;
        this.directory = directory;
        this.schools = schools;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What whoever is on the line hears next. */
    public sealed interface Says {
        /** Somebody may be in danger, and which key to press. */
        record Asks(String school, boolean test) implements Says {}

        /** They have it. */
        record ThankYou(boolean test) implements Says {}

        /** The next is rung. */
        record RingsTheNext() implements Says {}

        /** Somebody has it already, or it is over. */
        record Over() implements Says {}

        /** Nothing: nobody is there, or we do not know them. */
        record Nothing() implements Says {}
    }

    /** How a call came to its end, as the network saw it. */
    public enum Ending {
        COMPLETED,
        ENGAGED,
        NO_ANSWER,
        FAILED
    }

    /** Somebody lifted, or a machine did. */
    public Says answered(String secret, boolean machine) {
        return on(secret, (alarm, attempt) -> {
            if (machine) {
                hear(alarm, attempt, Heard.VOICEMAIL);
                return new Says.Nothing();
            }
            if (!alarm.isOpen()) {
                hear(alarm, attempt, Heard.TOO_LATE);
                return new Says.Over();
            }
            hear(alarm, attempt, Heard.ANSWERED);
            return asks(alarm);
        });
    }

    /** A key was pressed. Every key but the two asks again. */
    public Says pressed(String secret, String key) {
        return on(secret, (alarm, attempt) -> switch (key) {
            case "1" -> takes(alarm, attempt, Alarm.How.KEYPAD);
            case "2" -> {
                if (!alarm.isOpen()) {
                    yield new Says.Over();
                }
                hear(alarm, attempt, Heard.PASSED_ON);
                yield new Says.RingsTheNext();
            }
            default -> alarm.isOpen() ? asks(alarm) : new Says.Over();
        });
    }

    /** The call is over. */
    public void over(String secret, Ending ending) {
        on(secret, (alarm, attempt) -> {
            if (!attempt.isSettled()) {
                hear(
                        alarm,
                        attempt,
                        switch (ending) {
                            case COMPLETED -> Heard.HUNG_UP;
                            case ENGAGED -> Heard.ENGAGED;
                            case NO_ANSWER -> Heard.NO_ANSWER;
                            case FAILED -> Heard.FAILED;
                        });
            }
            return new Says.Nothing();
        });
    }

    /** A text message came back. */
    public Says replied(String number, String words) {
        var found = CODE.matcher(words);
        if (!found.find()) {
            return new Says.Nothing();
        }
        var code = found.group();
        return directory
                .find(Directory.Kind.TELEPHONE, reply(number, code))
                .map(school -> Tenants.within(
                        school,
                        () -> transaction.execute(_ -> at(
                                school,
                                store.byCode(school, number, code),
                                (alarm, attempt) -> takes(alarm, attempt, Alarm.How.REPLY)))))
                .orElseGet(Says.Nothing::new);
    }

    /** Somebody answered in the provider's name who was not it. */
    public void forged(String secret) {
        on(secret, (alarm, attempt) -> {
            events.publishEvent(new AlarmEvent(
                    us(alarm.school()), alarm.id(), alarm.subject(), What.FORGED, attempt.person(), Map.of()));
            return new Says.Nothing();
        });
    }

    private interface Deed {
        Says on(Alarm alarm, Attempt attempt);
    }

    private Says on(String secret, Deed deed) {
        return directory
                .find(Directory.Kind.TELEPHONE, secret)
                .map(school -> Tenants.within(
                        school,
                        () -> transaction.execute(
                                _ -> at(school, store.bySecret(school, Directory.hash(secret)), deed))))
                .orElseGet(Says.Nothing::new);
    }

    /** With the alarm locked, as it is then. */
    private Says at(SchoolId school, Optional<AlarmStore.Place> place, Deed deed) {
        if (place.isEmpty()) {
            return new Says.Nothing();
        }
        alarms.hold(store.find(school, place.get().alarm()).orElseThrow());
        var alarm = store.find(school, place.get().alarm()).orElseThrow();
        return deed.on(alarm, alarm.attempts().get(place.get().attempt() - 1));
    }

    private Says takes(Alarm alarm, Attempt attempt, Alarm.How how) {
        if (alarm.test()) {
            hear(alarm, attempt, Heard.ACKNOWLEDGED);
            return new Says.ThankYou(true);
        }
        var somebody = new Actor.Somebody(alarm.school(), attempt.person(), attempt.name(), Set.of(), null);
        return switch (alarms.acknowledge(somebody, alarm, how)) {
            case Alarms.Acknowledging.Yours() -> {
                hear(alarm, attempt, Heard.ACKNOWLEDGED);
                yield new Says.ThankYou(false);
            }
            case Alarms.Acknowledging.SomebodyHasIt(var _) -> {
                hear(alarm, attempt, Heard.TOO_LATE);
                yield new Says.Over();
            }
        };
    }

    private Says asks(Alarm alarm) {
        return new Says.Asks(schools.find(alarm.school()).map(School::name).orElse(""), alarm.test());
    }

    /** What is told twice is heard once. */
    private void hear(Alarm alarm, Attempt attempt, Heard heard) {
        if (attempt.has(heard)) {
            return;
        }
        store.hear(alarm.school(), new AlarmStore.Place(alarm.id(), attempt.number()), clock.instant(), heard, "");
        events.publishEvent(new AlarmEvent(
                us(alarm.school()),
                alarm.id(),
                alarm.subject(),
                What.HEARD,
                attempt.person(),
                Map.of("heard", heard.name(), "attempt", Integer.toString(attempt.number()))));
    }

    private static Actor us(SchoolId school) {
        return new Actor.Schoolgate(school, "Schoolgate");
    }

    /** Under what a reply is found: only from the number to which its code was sent. */
    static String reply(String number, String code) {
        return number + " " + code;
    }
}

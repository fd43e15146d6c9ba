package org.schoolgate.messages;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.AlarmEvent.What;
import org.schoolgate.messages.Attempt.Heard;
import org.schoolgate.tenancy.Directory;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Goes round the ladder for every alarm that is open.
 *
 * <p>What is to be tried next is worked out from the rows alone, at every round, so nothing is lost by a restart and no
 * pause has to be remembered. An attempt is a row before it is a call: whoever dies in between leaves one of which no word
 * comes, and the next is tried when its time is over, instead of a second call to the same person.
 */
@Component
class AlarmRound implements SchoolJob {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmRound.class);

    /** Whoever cannot be rung at all costs no time: so many are passed over in one round of the clockwork. */
    private static final int MOST_IN_A_ROUND = 40;

    /** How long a secret of a call, or a code, is good for an answer. */
    private static final Duration ANSWERS_COUNT = Duration.ofDays(1);

    private static final Duration LATELY = Duration.ofDays(2);
    private static final LocalTime TEST_AT = LocalTime.of(10, 0);
    private static final int SECRET_BYTES = 24;
    private static final int CODES = 1_000_000;

    private final AlarmStore store;
    private final Alarms alarms;
    private final PhoneLadders ladders;
    private final Telephone telephone;
    private final Messages messages;
    private final Directory directory;
    private final Schools schools;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final SecureRandom random = new SecureRandom();

    AlarmRound(
            AlarmStore store,
            Alarms alarms,
            PhoneLadders ladders,
            Telephone telephone,
            Messages messages,
            Directory directory,
            Schools schools,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.alarms = alarms;
        this.ladders = ladders;
        this.telephone = telephone;
        this.messages = messages;
        this.directory = directory;
        this.schools = schools;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String name() {
        return "messages.alarms";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void run(SchoolId school) {
        for (var alarm : transaction.execute(_ -> store.open(school))) {
            try {
                int tried = 0;
                while (tried < MOST_IN_A_ROUND && goOn(school, alarm.id())) {
                    tried++;
                }
            } catch (RuntimeException e) {
                LOG.error("alarm {} is held up", alarm.id(), e);
            }
        }
        hangUp(school);
        transaction
                .execute(_ -> store.taken(school, clock.instant().minus(LATELY)))
                .forEach(this::followUp);
        transaction.executeWithoutResult(_ -> weeklyTest(school));
    }

    /** An attempt that is written down and has still to be made. */
    private record Begun(Alarm alarm, Attempt attempt, String secret) {
        AlarmStore.Place place() {
            return new AlarmStore.Place(alarm.id(), attempt.number());
        }
    }

    /** Whether there is more to do about it at once. */
    private boolean goOn(SchoolId school, AlarmId id) {
        Optional<Begun> begun = transaction.execute(_ -> begin(school, id));
        if (begun.isEmpty()) {
            return false;
        }
        var one = begun.get();
        return switch (one.attempt().channel()) {
            case EMAIL -> true;
            case CALL -> place(one, telephone.call(one.attempt().to(), one.secret()));
            case TEXT -> place(one, telephone.text(one.attempt().to(), text(one)));
        };
    }

    private Optional<Begun> begin(SchoolId school, AlarmId id) {
        store.lock(id);
        var alarm = store.find(school, id).filter(Alarm::isOpen);
        return alarm.flatMap(open -> begin(open, clock.instant()));
    }

    private Optional<Begun> begin(Alarm alarm, Instant now) {
        var ladder = ladders.ladder(alarm.school());
        var there = telephone.isThere();
        var tries = alarm.test()
                ? there ? ladder.testTries(now) : List.<Ladder.Try>of()
                : ladder.tries(now, notRung(alarm, ladder), there, alarm.failed());
        var again = Duration.ofMinutes(settings.get(alarm.school(), MessagesConfiguration.RING_AGAIN_MINUTES));
        return switch (alarm.next(now, tries, again)) {
            case Alarm.Move.Wait() -> Optional.empty();
            case Alarm.Move.TestOver() -> {
                store.end(alarm.school(), alarm.id(), new Alarm.End(now, Alarm.How.TEST_OVER, null, ""));
                events.publishEvent(event(alarm, What.TEST_OVER, null, Map.of()));
                yield Optional.empty();
            }
            case Alarm.Move.Ring(var next, var round) -> Optional.of(begin(alarm, next, round, now));
        };
    }

    /** Whom it is about, and who is on the ladder still and nothing to the school any more. */
    private Set<PersonId> notRung(Alarm alarm, Ladder ladder) {
        var may = alarms.candidates(alarm.school());
        var spared = new HashSet<>(alarms.spared(alarm));
        ladder.rungs().stream()
                .map(Rung::person)
                .filter(person -> !may.contains(person))
                .forEach(spared::add);
        return spared;
    }

    private Begun begin(Alarm alarm, Ladder.Try next, int round, Instant now) {
        var channel = next.channel();
        var number = channel.isByTelephone() ? next.rung().number() : "";
        var secret = channel == Channel.CALL ? secret(alarm.school(), now) : "";
        var attempt = new Attempt(
                alarm.attempts().size() + 1,
                round,
                next.rung().person(),
                next.rung().name(),
                channel,
                number,
                channel == Channel.TEXT ? code(alarm.school(), number, now) : "",
                now,
                List.of());
        store.add(alarm, attempt, secret.isEmpty() ? null : Directory.hash(secret));
        events.publishEvent(event(
                alarm,
                What.RUNG,
                attempt.person(),
                Map.of("by", channel.name(), "attempt", Integer.toString(attempt.number()))));
        var begun = new Begun(alarm, attempt, secret);
        if (channel == Channel.EMAIL) {
            write(begun, now);
        }
        return begun;
    }

    private void write(Begun begun, Instant now) {
        var alarm = begun.alarm();
        var posted = messages.email(
                alarm.school(),
                begun.attempt().person(),
                Words.in(
                        messages.languageOf(alarm.school(), begun.attempt().person()),
                        () -> Letter.of("messages.alarm")
                                .line(say("messages.alarm.letter"))
                                .line(say("messages.alarm.999"))
                                .button(say("messages.alarm.look"), "/alarms/" + alarm.id())));
        store.hear(
                alarm.school(),
                begun.place(),
                now,
                posted instanceof Posted.NoAddress ? Heard.FAILED : Heard.PLACED,
                "");
    }

    /** Keeps what the provider said. Whether the next can be tried at once. */
    private boolean place(Begun one, Telephone.Answer answer) {
        var school = one.alarm().school();
        transaction.executeWithoutResult(_ -> {
            var now = clock.instant();
            switch (answer) {
                case Telephone.Answer.Placed(var reference) ->
                    store.hear(school, one.place(), now, Heard.PLACED, reference);
                case Telephone.Answer.NotNow(var why) -> store.hear(school, one.place(), now, Heard.FAILED, why);
            }
        });
        return answer instanceof Telephone.Answer.NotNow;
    }

    /** Somebody has it: whoever else is on the line may put down, and a call that was placed a moment too late ends. */
    private void hangUp(SchoolId school) {
        var ended = transaction.execute(_ -> store.ended(school, clock.instant().minus(Channel.CALL.patience())));
        for (var alarm : ended) {
            alarm.attempts().stream()
                    .filter(attempt -> attempt.channel() == Channel.CALL && !attempt.isSettled())
                    .forEach(attempt -> attempt.reference().ifPresent(reference -> {
                        telephone.hangUp(reference);
                        transaction.executeWithoutResult(_ -> store.hear(
                                school,
                                new AlarmStore.Place(alarm.id(), attempt.number()),
                                clock.instant(),
                                Heard.TOO_LATE,
                                ""));
                    }));
        }
    }

    private String text(Begun one) {
        var name = transaction
                .execute(_ -> schools.find(one.alarm().school()).map(School::name))
                .orElse("");
        return one.alarm().test()
                ? say("messages.text.test", name, one.attempt().code())
                : say("messages.text.alarm", name, one.attempt().code());
    }

    /** Somebody has it: are they on it? If nothing was done they are reminded, and then everybody is rung again. */
    private void followUp(Alarm alarm) {
        var end = alarm.end();
        if (end == null || end.person() == null) {
            return;
        }
        Integer minutes = transaction.execute(_ -> settings.get(alarm.school(), MessagesConfiguration.REMIND_MINUTES));
        var pause = Duration.ofMinutes(minutes);
        var since = alarm.remindedAt() == null ? end.at() : alarm.remindedAt();
        if (clock.instant().isBefore(since.plus(pause))
                || transaction.execute(_ -> alarms.movedSince(alarm, end.at()))) {
            return;
        }
        if (alarm.remindedAt() == null) {
            remind(alarm, end.person());
        } else {
            transaction.executeWithoutResult(
                    _ -> alarms.begin(us(alarm.school()), alarm.subject(), alarm.nth() + 1, alarm.path(), false));
        }
    }

    private void remind(Alarm alarm, PersonId person) {
        var school = alarm.school();
        transaction.executeWithoutResult(_ -> {
            store.remind(school, alarm.id(), clock.instant());
            messages.email(
                    school,
                    person,
                    Words.in(
                            messages.languageOf(school, person),
                            () -> Letter.of("messages.reminder")
                                    .line(say("messages.reminder.letter"))
                                    .line(say("messages.alarm.999"))
                                    .button(say("messages.alarm.look"), "/alarms/" + alarm.id())));
            events.publishEvent(event(alarm, What.REMINDED, person, Map.of()));
        });
        if (telephone.isThere()) {
            var rungs = transaction.execute(_ -> ladders.ladder(school).rungs());
            rungs.stream()
                    .filter(rung -> rung.person().equals(person) && rung.has(Channel.TEXT))
                    .findFirst()
                    .ifPresent(rung -> telephone.text(rung.number(), say("messages.text.reminder")));
        }
    }

    /** Once a week, on a day that the school names and on which it is open, every number is tried. */
    private void weeklyTest(SchoolId school) {
        var there = LocalDateTime.ofInstant(clock.instant(), LONDON);
        var wanted = settings.get(school, MessagesConfiguration.TEST_DAY);
        if (!telephone.isThere()
                || !wanted.is(there.getDayOfWeek())
                || there.toLocalTime().isBefore(TEST_AT)) {
            return;
        }
        var ladder = ladders.ladder(school);
        var monday = there.toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .atStartOfDay(LONDON)
                .toInstant();
        if (ladder.hours(clock.instant()) != Hours.HOLIDAY
                && !ladder.rungs().isEmpty()
                && store.tests(school, 1).stream()
                        .noneMatch(test -> !test.begunAt().isBefore(monday))) {
            alarms.beginTest(us(school));
        }
    }

    private String secret(SchoolId school, Instant now) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        directory.put(Directory.Kind.TELEPHONE, secret, school, now.plus(ANSWERS_COUNT));
        return secret;
    }

    /** Six digits that no other school has sent to that number lately. */
    private String code(SchoolId school, String number, Instant now) {
        while (true) {
            var code = "%06d".formatted(random.nextInt(CODES));
            if (directory.put(
                    Directory.Kind.TELEPHONE, TelephoneLine.reply(number, code), school, now.plus(ANSWERS_COUNT))) {
                return code;
            }
        }
    }

    private static AlarmEvent event(Alarm alarm, What what, @Nullable PersonId person, Map<String, String> more) {
        return new AlarmEvent(us(alarm.school()), alarm.id(), alarm.subject(), what, person, more);
    }

    private static Actor us(SchoolId school) {
        return new Actor.Schoolgate(school, "Schoolgate");
    }
}

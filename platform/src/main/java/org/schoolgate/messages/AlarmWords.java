package org.schoolgate.messages;

import static org.schoolgate.ui.Words.say;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.schoolgate.messages.Attempt.Heard;
import org.schoolgate.ui.Dates;

/** What pages say of alarms. */
public final class AlarmWords {
    private AlarmWords() {}

    /** How far it is, in a sentence. */
    public static String state(Alarm alarm) {
        var end = alarm.end();
        if (end == null) {
            return say(alarm.test() ? "messages.alarm.state.test" : "messages.alarm.state.open");
        }
        return switch (end.how()) {
            case KEYPAD, REPLY, PAGE ->
                say("messages.alarm.state." + end.how().name(), end.name(), Dates.moment(end.at()));
            case CALLED_OFF -> say("messages.alarm.state.CALLED_OFF", Dates.moment(end.at()));
            case TEST_OVER -> say("messages.alarm.state.TEST_OVER", Dates.moment(end.at()));
        };
    }

    /** Whether there is nobody whom it may ring. */
    public static boolean isSilent(Alarm alarm, Instant now) {
        return alarm.attempts().isEmpty() && !now.isBefore(alarm.begunAt().plus(Duration.ofMinutes(1)));
    }

    /** What came of an attempt. */
    public static String came(Attempt attempt, Instant now) {
        return attempt.last()
                .filter(heard -> attempt.isSettled() || !attempt.isOver(now))
                .map(heard -> say("messages.heard." + heard.name()))
                .orElseGet(() -> say(attempt.isOver(now) ? "messages.heard.nothing" : "messages.heard.yet"));
    }

    /** Who did or did not press 1 in a test, by name; a dash for nobody. */
    public static String reached(Alarm test, boolean reached) {
        var names = test.attempts().stream()
                .filter(attempt -> attempt.has(Heard.ACKNOWLEDGED) == reached)
                .map(Attempt::name)
                .distinct()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? say("messages.alarms.none") : names;
    }

    public static String icon(Channel channel) {
        return switch (channel) {
            case CALL -> "phone";
            case TEXT -> "smartphone";
            case EMAIL -> "mail";
        };
    }

    public static String dot(Attempt attempt) {
        return attempt.has(Heard.ACKNOWLEDGED) ? "a" : attempt.has(Heard.FAILED) ? "d" : "";
    }
}

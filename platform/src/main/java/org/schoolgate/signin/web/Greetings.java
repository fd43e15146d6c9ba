package org.schoolgate.signin.web;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.LocalTime;
import org.schoolgate.kernel.AcademicYear;
import org.springframework.stereotype.Component;

/** The small words of the door that depend on the hour. */
@Component
class Greetings {
    private static final LocalTime NOON = LocalTime.NOON;
    private static final LocalTime EVENING = LocalTime.of(18, 0);

    private final Clock clock;

    Greetings(Clock clock) {
        this.clock = clock;
    }

    String now() {
        var time = LocalTime.ofInstant(clock.instant(), AcademicYear.LONDON);
        if (time.isBefore(NOON)) {
            return say("signin.door.morning");
        }
        return time.isBefore(EVENING) ? say("signin.door.afternoon") : say("signin.door.evening");
    }
}

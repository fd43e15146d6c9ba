package org.schoolgate.agreements;

import java.time.Duration;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.SchoolJob;
import org.springframework.stereotype.Component;

/** Asks whoever has joined since a round was opened, and reminds whoever has not answered, until it is closed. */
@Component
class RoundReminders implements SchoolJob {
    private final Rounds rounds;

    RoundReminders(Rounds rounds) {
        this.rounds = rounds;
    }

    @Override
    public String name() {
        return "agreements.reminders";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(15);
    }

    @Override
    public void run(SchoolId school) {
        rounds.catchUp(school);
    }
}

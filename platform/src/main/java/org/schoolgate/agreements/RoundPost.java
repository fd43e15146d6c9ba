package org.schoolgate.agreements;

import java.time.Duration;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.SchoolJob;
import org.springframework.stereotype.Component;

/** Writes the letters of a round that has just been opened, in small handfuls: a round may be left while it goes on. */
@Component
class RoundPost implements SchoolJob {
    private static final int AT_ONCE = 20;

    private final Rounds rounds;

    RoundPost(Rounds rounds) {
        this.rounds = rounds;
    }

    @Override
    public String name() {
        return "agreements.letters";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void run(SchoolId school) {
        while (rounds.writeSome(school, AT_ONCE)) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}

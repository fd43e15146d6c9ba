package org.schoolgate.cases;

import java.time.Clock;
import java.time.Duration;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.SchoolJob;
import org.springframework.stereotype.Component;

/** Reminds those who are late with what they were to do after a case, the day after and every third day. */
@Component
class FollowUpClock implements SchoolJob {
    private static final Duration BETWEEN = Duration.ofDays(3);

    private final FollowUps followUps;
    private final Clock clock;

    FollowUpClock(FollowUps followUps, Clock clock) {
        this.followUps = followUps;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "cases.follow-ups";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(30);
    }

    @Override
    public void run(SchoolId school) {
        followUps.remind(
                new Actor.Schoolgate(school, "Schoolgate"), clock.instant().minus(BETWEEN));
    }
}

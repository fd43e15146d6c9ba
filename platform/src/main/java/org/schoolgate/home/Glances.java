package org.schoolgate.home;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolgate.gateways.FeedVersion;
import org.schoolgate.gateways.PolicyCopies;
import org.schoolgate.home.FirstScreens.Glance;
import org.schoolgate.kernel.SchoolId;
import org.springframework.stereotype.Component;

/**
 * Each school at a glance. To count it asks about every pupil, which in a school of thousands takes longer than all else on
 * a first screen; so it is kept until a change or the clock makes anybody's access another, and at most ten minutes: where
 * no gateway asks, nobody watches the clock.
 */
@Component
public class Glances {
    private static final Duration LASTING = Duration.ofMinutes(10);

    private final FirstScreens screens;
    private final PolicyCopies copies;
    private final Clock clock;
    private final Map<SchoolId, Kept> kept = new ConcurrentHashMap<>();

    Glances(FirstScreens screens, PolicyCopies copies, Clock clock) {
        this.screens = screens;
        this.copies = copies;
        this.clock = clock;
    }

    private record Kept(FeedVersion version, Instant at, Glance glance) {
        boolean isGood(FeedVersion now, Instant moment) {
            return version.equals(now) && !moment.isBefore(at) && moment.isBefore(at.plus(LASTING));
        }
    }

    /** All pupils by year, counts only. */
    public Glance of(SchoolId school) {
        // before it is counted: what changes meanwhile makes the next reader count again
        var version = copies.version(school);
        var now = clock.instant();
        var before = kept.get(school);
        if (before != null && before.isGood(version, now)) {
            return before.glance();
        }
        var glance = screens.glance(school);
        kept.put(school, new Kept(version, now, glance));
        return glance;
    }
}

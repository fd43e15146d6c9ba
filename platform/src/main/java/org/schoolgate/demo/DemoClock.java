package org.schoolgate.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** The clock of a demonstration: now, or the moment in the past at which something is told to have happened. */
@Primary
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
final class DemoClock extends Clock {
    private static final ScopedValue<Instant> MOMENT = ScopedValue.newInstance();

    private final Clock clock;

    DemoClock(@Qualifier("clock") Clock clock) {
        this.clock = clock;
    }

    /** Does the work as if it were that moment, for the thread that does it. */
    static void at(Instant moment, Runnable work) {
        ScopedValue.where(MOMENT, moment).run(work);
    }

    @Override
    public Instant instant() {
        return MOMENT.isBound() ? MOMENT.get() : clock.instant();
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return clock.withZone(zone);
    }
}

package org.schoolgate.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.schoolgate.alerts.Alert.State;
import org.schoolgate.alerts.AlertEvent.What;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DeclaredSettings;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.tenancy.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets go of signals that were put aside once the school has kept them long enough, with all that they held. What nobody has
 * decided waits however long it takes, and what led to a case is kept with that.
 */
@Component
class AlertKeeping implements SchoolJob {
    /** Long enough that what comes again next term is seen beside it. */
    static final Setting<Integer> KEEP_DAYS = Setting.number("alerts.keep-days", 365, 30, 2_555);

    private final AlertStore store;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    AlertKeeping(
            AlertStore store,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Configuration(proxyBeanMethods = false)
    static class Declared {
        @Bean
        DeclaredSettings alertsDeclared() {
            return DeclaredSettings.of("alerts", KEEP_DAYS);
        }
    }

    @Override
    public String name() {
        return "alerts.keeping";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run(SchoolId school) {
        transaction.executeWithoutResult(_ -> letGo(school));
    }

    private void letGo(SchoolId school) {
        var before = firstKept(school);
        long gone = store.forgetBefore(before);
        if (gone > 0) {
            events.publishEvent(new AlertEvent(
                    new Actor.Schoolgate(school, "Schoolgate"),
                    "school:" + school,
                    What.LET_GO,
                    Map.of("signals", String.valueOf(gone), "put-aside-before", before.toString())));
        }
    }

    /** What was put aside before that is gone. */
    Instant firstKept(SchoolId school) {
        return clock.instant().minus(keeps(school));
    }

    /** Until when a signal is kept that was put aside. */
    Instant until(SchoolId school, State.PutAside aside) {
        return aside.at().plus(keeps(school));
    }

    private Duration keeps(SchoolId school) {
        return Duration.ofDays(settings.get(school, KEEP_DAYS));
    }
}

package org.schoolgate.activity;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes place for the days to come, makes those that are over ready to be searched, and lets go of what has been kept
 * long enough. A day that no school keeps any more is
 * dropped whole; of a day that another school still keeps, a school's own events are taken out.
 */
@Component
class Keeping implements SchoolJob {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);
    private static final int DAYS_AHEAD = 7;

    private final SeenEventStore store;
    private final Days days;
    private final Schools schools;
    private final Settings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Keeping(
            SeenEventStore store,
            Days days,
            Schools schools,
            Settings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.days = days;
        this.schools = schools;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String name() {
        return "activity.keeping";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run(SchoolId school) {
        if (isFirst(school)) {
            makePlace();
            dropWholeDays();
            days.all().forEach(days::index);
        }
        long gone = transaction.execute(_ -> store.forgetBefore(firstKept(school)));
        if (gone > 0) {
            LOG.info("school {} has kept {} events long enough; they are gone", school, gone);
        }
    }

    /** What is everybody's is done once a round. */
    private boolean isFirst(SchoolId school) {
        return schools.all().stream()
                .map(School::id)
                .min(SchoolId::compareTo)
                .filter(school::equals)
                .isPresent();
    }

    private void makePlace() {
        days.make(
                IntStream.rangeClosed(0, DAYS_AHEAD).mapToObj(today()::plusDays).toList());
    }

    private void dropWholeDays() {
        var firstKeptByAny = schools.all().stream()
                .map(school -> Tenants.within(school.id(), () -> firstKept(school.id())))
                .min(LocalDate::compareTo)
                .orElse(LocalDate.MIN);
        var over = days.all().stream()
                .filter(day -> day.isBefore(firstKeptByAny))
                .sorted()
                .toList();
        days.drop(over);
        if (!over.isEmpty()) {
            LOG.info("{} days that no school keeps any more are gone, up to {}", over.size(), over.getLast());
        }
    }

    private LocalDate firstKept(SchoolId school) {
        return today().minusDays(settings.get(school, ActivitySettings.KEEP_DAYS));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}

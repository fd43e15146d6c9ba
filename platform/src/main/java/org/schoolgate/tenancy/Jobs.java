package org.schoolgate.tenancy;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The clockwork: runs every {@link SchoolJob} in its turn, once across all processes, and again after a restart. */
@Component
@ConditionalOnProperty(name = "schoolgate.jobs", havingValue = "true", matchIfMissing = true)
class Jobs implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final Scheduler scheduler;
    private final Schools schools;

    Jobs(DataSource dataSource, Schools schools, List<SchoolJob> jobs) {
        this.schools = schools;
        this.scheduler = Scheduler.create(dataSource)
                .startTasks(jobs.stream().map(this::task).toList())
                .threads(2)
                .pollingInterval(Duration.ofSeconds(1))
                .shutdownMaxWait(Duration.ofSeconds(5))
                .build();
    }

    private RecurringTask<Void> task(SchoolJob job) {
        return Tasks.recurring(job.name(), FixedDelay.of(job.every())).execute((_, _) -> round(job));
    }

    private void round(SchoolJob job) {
        for (var school : schools.all()) {
            try {
                Tenants.within(school.id(), () -> job.run(school.id()));
            } catch (RuntimeException e) {
                LOG.error("job {} failed for school {}", job.name(), school.id(), e);
            }
        }
    }

    @Override
    public void start() {
        scheduler.start();
    }

    @Override
    public void stop() {
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return scheduler.getSchedulerState().isStarted()
                && !scheduler.getSchedulerState().isShuttingDown();
    }
}

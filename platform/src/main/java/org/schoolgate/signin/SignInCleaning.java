package org.schoolgate.signin;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Directory;
import org.schoolgate.tenancy.SchoolJob;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets go of what sign-in has kept long enough: sessions by the school's setting, spent tickets, old counts of tries. */
@Component
class SignInCleaning implements SchoolJob {
    private static final Duration TRIES_LAST = Duration.ofDays(2);
    private static final Duration TICKETS_LAST = Duration.ofDays(1);

    private final SessionStore sessions;
    private final Tries tries;
    private final Directory directory;
    private final SignInSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    SignInCleaning(
            SessionStore sessions,
            Tries tries,
            Directory directory,
            SignInSettings settings,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.sessions = sessions;
        this.tries = tries;
        this.directory = directory;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Old sessions are gone; how many, and how long they had been kept. */
    record SessionsForgotten(Actor by, int sessions, int days) implements Audited {
        @Override
        public String kind() {
            return "sessions.forgotten";
        }

        @Override
        public String subject() {
            return "sessions";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("sessions", Integer.toString(sessions), "kept-days", Integer.toString(days));
        }
    }

    @Override
    public String name() {
        return "signin.cleaning";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(6);
    }

    @Override
    public void run(SchoolId school) {
        transaction.executeWithoutResult(_ -> {
            var now = clock.instant();
            int days = settings.get(school, SignInSettings.KEEP_SESSIONS_DAYS);
            int gone = sessions.forget(school, now.minus(Duration.ofDays(days)), now.minus(TICKETS_LAST));
            if (gone > 0) {
                events.publishEvent(new SessionsForgotten(new Actor.Schoolgate(school, "clock"), gone, days));
            }
            tries.forgetBefore(now.minus(TRIES_LAST));
            directory.forget();
        });
    }
}

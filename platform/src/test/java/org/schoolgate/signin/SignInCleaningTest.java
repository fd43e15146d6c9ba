package org.schoolgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.schoolgate.testing.TestClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class SignInCleaningTest {
    private static final Instant TEN = Instant.parse("2090-11-23T10:00:00Z");
    private static final Where DESK = new Where("192.0.2.7", "desk", "Chrome on a Chromebook");
    private static final Where HOME = new Where("203.0.113.40", "ipad-1", "Safari on an iPad");

    private final Cast cast;
    private final Roll roll;
    private final Sessions sessions;
    private final Tickets tickets;
    private final SignInCleaning cleaning;
    private final AuditTrail trail;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    SignInCleaningTest(
            Cast cast,
            Roll roll,
            Sessions sessions,
            Tickets tickets,
            SignInCleaning cleaning,
            AuditTrail trail,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.cast = cast;
        this.roll = roll;
        this.sessions = sessions;
        this.tickets = tickets;
        this.cleaning = cleaning;
        this.trail = trail;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    private Cast.Greenfield school() {
        var school = cast.greenfield();
        roll.put(school.teacher(), school.pupil());
        return school;
    }

    private void at(Cast.Greenfield school, Instant when, Runnable work) {
        TestClock.at(when, () -> school.within(work));
    }

    private List<SessionId> sessionsOf(Cast.Greenfield school) {
        return sessions.recent(school.teacher(), school.teacher().person()).stream()
                .map(Session::id)
                .toList();
    }

    @Test
    void sessionsGoWhenTheSchoolsYearIsOverAndNotADaySooner() {
        var school = school();
        at(school, TEN, () -> {
            var old = sessions.begin(school.teacher(), Way.PASSWORD, DESK, null).session();
            tickets.issue(old, "gateway-1");
            sessions.end(school.teacher(), old.id(), Ending.SIGNED_OUT);
        });
        at(school, TEN.plus(Duration.ofDays(364)), () -> {
            sessions.begin(school.teacher(), Way.PASSWORD, DESK, null);
            cleaning.run(school.school());
            assertThat(sessionsOf(school)).hasSize(2);
        });
        at(school, TEN.plus(Duration.ofDays(366)), () -> {
            cleaning.run(school.school());
            assertThat(sessionsOf(school)).hasSize(1);
            assertThat(trail.newest(school.head(), "sessions.forgotten", Long.MAX_VALUE, 5))
                    .as("that they were forgotten is on the record")
                    .hasSize(1);
        });
    }

    @Test
    void aSessionStaysWhileASignOnItWaitsToBeLookedAt() {
        var school = school();
        at(school, TEN, () -> {
            var one = sessions.begin(school.teacher(), Way.PASSWORD, DESK, null).session();
            var two = sessions.begin(school.teacher(), Way.PASSWORD, HOME, null).session();
            assertThat(sessions.sharedUse(school.head())).hasSize(1);
            sessions.end(school.teacher(), one.id(), Ending.SIGNED_OUT);
            sessions.end(school.teacher(), two.id(), Ending.SIGNED_OUT);
        });
        at(school, TEN.plus(Duration.ofDays(400)), () -> {
            cleaning.run(school.school());
            assertThat(sessionsOf(school)).hasSize(1);
            var sign = sessions.sharedUse(school.head()).getFirst();
            sessions.lookedAt(school.head(), sign.id(), "Two rooms, one teacher");
            cleaning.run(school.school());
            assertThat(sessionsOf(school)).as("just looked at").hasSize(1);
        });
        at(school, TEN.plus(Duration.ofDays(800)), () -> {
            cleaning.run(school.school());
            assertThat(sessionsOf(school)).isEmpty();
        });
    }

    @Test
    void countsOfTriesGoWhenTheirWindowIsLongOver() {
        var school = school();
        school.within(() -> {
            transaction.executeWithoutResult(_ -> {
                put("OLD", "3 days");
                put("NEW", "1 hour");
            });
            cleaning.run(school.school());
            assertThat(transaction.<Long>execute(_ -> count("OLD"))).isZero();
            assertThat(transaction.<Long>execute(_ -> count("NEW"))).isOne();
        });
    }

    private void put(String kind, String ago) {
        jdbc.sql("""
                insert into sign_in_try (kind, hash, tries, first_at)
                values (:kind, sha256('x'), 4, now() - :ago::interval)
                on conflict (kind, hash) do update set first_at = excluded.first_at
                """).param("kind", kind).param("ago", ago).update();
    }

    private long count(String kind) {
        return jdbc.sql("select count(*) from sign_in_try where kind = :kind")
                .param("kind", kind)
                .query(Long.class)
                .single();
    }
}

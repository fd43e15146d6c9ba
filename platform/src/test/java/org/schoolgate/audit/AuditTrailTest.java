package org.schoolgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.tenancy.database.Database;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
@Keeps({"AGR-26", "APR-8", "REV-10"})
class AuditTrailTest {
    private final Cast cast;
    private final AuditTrail trail;
    private final PublishedHeads heads;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Database database;
    private final DataFolder folder;

    AuditTrailTest(
            Cast cast,
            AuditTrail trail,
            PublishedHeads heads,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Database database,
            DataFolder folder) {
        this.cast = cast;
        this.trail = trail;
        this.heads = heads;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.database = database;
        this.folder = folder;
    }

    record Happened(Actor by, String subject, Map<String, String> facts) implements Audited {
        @Override
        public String kind() {
            return "test.happened";
        }
    }

    private void happen(Actor by, String... subjects) {
        Tenants.within(
                by.school(),
                () -> transaction.executeWithoutResult(_ -> {
                    for (var subject : subjects) {
                        events.publishEvent(new Happened(by, subject, Map.of("word", "fact of " + subject)));
                    }
                }));
    }

    private Verification verify(Actor by) {
        return Tenants.within(by.school(), () -> trail.verify(by));
    }

    @Test
    void whatATransactionDidIsSealedInOrder() {
        var school = cast.greenfield();
        happen(school.head(), "one", "two");
        happen(school.head(), "three");

        assertThat(verify(school.head()))
                .satisfies(found -> assertThat(found.holds()).isTrue())
                .returns(3L, Verification::entries);
        school.within(() -> assertThat(trail.newest(school.head(), "test", Long.MAX_VALUE, 10))
                .extracting(AuditEntry::subject)
                .containsExactly("three", "two", "one"));
    }

    @Test
    void whatWasRolledBackDidNotHappen() {
        var school = cast.greenfield();
        assertThatThrownBy(() -> school.within(() -> transaction.executeWithoutResult(_ -> {
                    events.publishEvent(new Happened(school.head(), "gone", Map.of()));
                    throw new IllegalStateException("the use case failed");
                })))
                .hasMessage("the use case failed");

        assertThat(verify(school.head()).entries()).isZero();
    }

    @Test
    void whatHappensOutsideATransactionIsRefused() {
        var school = cast.greenfield();

        assertThatThrownBy(() -> events.publishEvent(new Happened(school.head(), "loose", Map.of())))
                .hasMessageContaining("outside a transaction");
    }

    @Test
    void thirtyTwoWritersAtOnceMakeOneChainEvenWhenItIsEmpty() throws Exception {
        var school = cast.greenfield();
        var go = new CountDownLatch(1);
        var done = new ArrayList<Future<String>>();
        try (var writers = Executors.newFixedThreadPool(32)) {
            for (int writer = 0; writer < 32; writer++) {
                var name = "writer " + writer;
                done.add(writers.submit(() -> {
                    go.await();
                    for (int entry = 0; entry < 8; entry++) {
                        happen(school.head(), name + " entry " + entry);
                    }
                    return name;
                }));
            }
            go.countDown();
            for (var writer : done) {
                writer.get();
            }
        }

        assertThat(verify(school.head()))
                .satisfies(found -> assertThat(found.faults()).isEmpty())
                .returns(256L, Verification::entries);
    }

    @Test
    void anEditedRowIsNamed() {
        var school = cast.greenfield();
        happen(school.head(), "one", "two", "three");
        asTheOwner(school.school(), "update audit_entry set facts = '{\"word\": \"a lie\"}' where number = 2");

        assertThat(verify(school.head()).faults()).containsExactly(new Verification.Fault.Edited(2));
    }

    @Test
    void fieldsDoNotRunIntoEachOther() {
        var school = cast.greenfield();
        happen(school.head(), "one");
        asTheOwner(
                school.school(),
                "update audit_entry set kind = kind || left(subject, 1), subject = substr(subject, 2) where number = 1");

        assertThat(verify(school.head()).faults()).containsExactly(new Verification.Fault.Edited(1));
    }

    @Test
    void aCutTailIsFound() {
        var school = cast.greenfield();
        happen(school.head(), "one", "two", "three");
        asTheOwner(school.school(), "delete from audit_entry where number = 3");

        assertThat(verify(school.head()).faults()).containsExactly(new Verification.Fault.CutShort(2, 3));
    }

    @Test
    void aCutTailWhoseHeadWasMovedBackTooIsFoundByThePublishedHead() {
        var school = cast.greenfield();
        happen(school.head(), "one", "two", "three");
        school.within(() -> heads.run(school.school()));
        asTheOwner(
                school.school(),
                "delete from audit_entry where number = 3",
                "update audit_head set number = 2, hash = (select hash from audit_entry where number = 2)");

        assertThat(verify(school.head()).faults()).containsExactly(new Verification.Fault.CutShort(2, 3));
    }

    @Test
    void aPublishedHeadIsNotGluedToOneThatAFullDiskCutShort() throws IOException {
        var school = cast.greenfield();
        happen(school.head(), "one");
        var file = folder.folder("audit-heads").resolve(school.school() + ".heads");
        Files.writeString(file, "9");
        school.within(() -> heads.run(school.school()));

        assertThat(heads.of(school.school())).containsOnlyKeys(1L);
        assertThat(verify(school.head()).faults()).isEmpty();
    }

    @Test
    void aMissingRowIsNamed() {
        var school = cast.greenfield();
        happen(school.head(), "one", "two", "three");
        asTheOwner(school.school(), "delete from audit_entry where number = 2");

        assertThat(verify(school.head()).faults()).containsExactly(new Verification.Fault.Missing(1, 3));
    }

    @Test
    void factsCanBeErasedAndTheChainStillHolds() {
        var school = cast.greenfield();
        happen(school.head(), "one", "two");
        asTheOwner(school.school(), "update audit_entry set facts = null where number = 1");

        assertThat(verify(school.head()))
                .satisfies(found -> assertThat(found.holds()).isTrue())
                .returns(1L, Verification::erased);
    }

    @Test
    void theProgramItselfCannotChangeWhatIsSealed() {
        var school = cast.greenfield();
        happen(school.head(), "one");

        assertThatThrownBy(() -> {
                    try (var connection = DriverManager.getConnection(
                                    database.url(), Database.RUN_TIME_ROLE, database.runTimePassword());
                            var statement = connection.createStatement()) {
                        statement.execute("set schoolgate.school = '%s'".formatted(school.school()));
                        statement.execute("update audit_entry set actor_name = 'somebody else'");
                    }
                })
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void anActRefusedInAFailedTransactionStaysOnTheRecord() {
        var school = cast.greenfield();
        assertThatThrownBy(() -> school.within(() -> transaction.executeWithoutResult(_ -> {
                    trail.now(new Happened(school.pupil(), "refused", Map.of()));
                    throw new IllegalStateException("refused");
                })))
                .hasMessage("refused");

        assertThat(verify(school.head()).entries()).isEqualTo(1);
    }

    private void asTheOwner(SchoolId school, String... statements) {
        try (var connection = DriverManager.getConnection(
                        database.url(), "schoolgate_owner", folder.secret("database-owner"));
                var statement = connection.createStatement()) {
            statement.execute("set schoolgate.school = '%s'".formatted(school));
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

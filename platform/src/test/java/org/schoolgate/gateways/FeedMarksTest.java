package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.PageTest;
import org.springframework.transaction.PlatformTransactionManager;

@PageTest
class FeedMarksTest {
    private final Schools schools;
    private final FeedVersionStore versions;
    private final PolicyCopies copies;
    private final PlatformTransactionManager transactions;
    private final SchoolId school;

    @TempDir
    Path folder = Path.of("");

    FeedMarksTest(
            Cast cast,
            Schools schools,
            FeedVersionStore versions,
            PolicyCopies copies,
            PlatformTransactionManager transactions) {
        this.schools = schools;
        this.versions = versions;
        this.copies = copies;
        this.transactions = transactions;
        this.school = cast.greenfield().school();
    }

    private FeedVersion version() {
        return Tenants.within(school, () -> copies.version(school));
    }

    /** The program starts on this database, and stops. */
    private void run() {
        var marks = new FeedMarks(new DataFolder(folder), schools, versions, transactions);
        marks.start();
        marks.stop();
    }

    @Test
    void aRestartGoesOnWithTheEpoch() {
        version();
        run();
        var before = version();

        run();

        assertThat(version()).isEqualTo(before);
    }

    @Test
    void aDatabaseThatIsBehindWhatWasReachedBeginsANewEpoch() throws IOException {
        version();
        run();
        var restored = version();
        var file = folder.resolve("policy/marks");
        Files.write(file, List.of("%s %d %d".formatted(school, restored.epoch(), restored.number() + 1)));

        run();

        assertThat(version().epoch()).isGreaterThan(restored.epoch());
    }

    @Test
    void aDatabaseThatIsBehindAnEpochBeginsOneAfterThat() throws IOException {
        version();
        run();
        long later = version().epoch() + 1_000_000_000;
        Files.write(folder.resolve("policy/marks"), List.of("%s %d 3".formatted(school, later)));

        run();

        assertThat(version().epoch()).isEqualTo(later + 1);
    }

    @Test
    void aDatabaseWithoutItsMarksIsTakenForARestoredOne() {
        var before = version();

        run();

        assertThat(version().epoch()).isGreaterThan(before.epoch());
    }
}

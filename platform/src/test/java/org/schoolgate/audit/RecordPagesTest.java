package org.schoolgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.tenancy.database.Database;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class RecordPagesTest {
    private static final Pattern OLDER = Pattern.compile("href=\"(/record\\?[^\"]*before=[^\"]*)\"");

    private final Cast cast;
    private final MockMvcTester mvc;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Database database;
    private final DataFolder folder;

    RecordPagesTest(
            Cast cast,
            MockMvcTester mvc,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Database database,
            DataFolder folder) {
        this.cast = cast;
        this.mvc = mvc;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.database = database;
        this.folder = folder;
    }

    record Happened(Actor by, String kind, String subject) implements Audited {
        @Override
        public Map<String, String> facts() {
            return Map.of("word", "fact of " + subject);
        }
    }

    private void happen(Actor by, String kind, String subject) {
        Tenants.within(
                by.school(),
                () -> transaction.executeWithoutResult(_ -> events.publishEvent(new Happened(by, kind, subject))));
    }

    private String page(Actor reader, String address) {
        return assertThat(mvc.get().uri(URI.create(address)).with(Cast.as(reader)))
                .hasStatusOk()
                .bodyText()
                .actual();
    }

    @Test
    void theRecordSaysWhatHappenedNewestFirstInWordsWhereThereAreSome() {
        var school = cast.greenfield();
        happen(school.head(), "report.told", "report:1");
        happen(school.teacher(), "test.nameless", "thing:2");

        assertThat(page(school.head(), "/record"))
                .containsSubsequence("Mr Hale", "test.nameless", "thing:2", "fact of thing:2")
                .containsSubsequence("Mrs Lindqvist", "Somebody told", "report:1", "fact of report:1")
                .containsSubsequence("thing:2", "report:1");
    }

    @Test
    void theRecordIsNarrowedToAKindAndADayOfLondon() {
        var school = cast.greenfield();
        // half past midnight in London's summer is still the day before in Greenwich time
        TestClock.at(Instant.parse("2026-07-01T23:30:00Z"), () -> happen(school.head(), "test.night", "thing:night"));
        TestClock.at(Instant.parse("2026-07-02T12:00:00Z"), () -> happen(school.head(), "test.noon", "thing:noon"));
        TestClock.at(Instant.parse("2026-07-02T23:30:00Z"), () -> happen(school.head(), "test.noon", "thing:after"));

        assertThat(page(school.head(), "/record?day=2026-07-02"))
                .contains("thing:night", "thing:noon")
                .doesNotContain("thing:after");
        assertThat(page(school.head(), "/record?kind=test.noon&day=02/07/2026"))
                .contains("thing:noon")
                .doesNotContain("thing:night", "thing:after");
        assertThat(page(school.head(), "/record?kind=test.noon&day=2026-07-04")).contains("Nothing is on the record");
    }

    @Test
    void aDayThatIsNoneComesBackWithWhatToWrite() {
        var school = cast.greenfield();

        assertThat(mvc.get().uri("/record?day=someday").with(Cast.as(school.head())))
                .hasStatus(422)
                .bodyText()
                .contains("<title>Error: ", "<a href=\"#day\">Write a day");
    }

    @Test
    void theOlderPagesShowTheRestWithoutAGap() {
        var school = cast.greenfield();
        for (int number = 1; number <= 120; number++) {
            happen(school.head(), "test.counted", "thing:%03d".formatted(number));
        }

        var newest = page(school.head(), "/record?kind=test.counted");
        var older = page(school.head(), older(newest));
        var oldest = page(school.head(), older(older));

        assertThat(newest).contains("thing:120", "thing:071").doesNotContain("thing:070<", ">The newest<");
        assertThat(older).contains("thing:070", "thing:021").doesNotContain("thing:071<", "thing:020<");
        assertThat(oldest).contains("thing:020", "thing:001").doesNotContain("thing:021<", ">Older<");
    }

    private static String older(String page) {
        var link = OLDER.matcher(page);
        assertThat(link.find()).isTrue();
        return link.group(1).replace("&amp;", "&");
    }

    @Test
    @Keeps("REV-10")
    void aGovernorChecksTheRecordAndReadsNoName() {
        var school = cast.greenfield();
        happen(school.head(), "test.happened", "thing:1");
        happen(school.teacher(), "test.happened", "thing:2");

        assertThat(page(school.governor(), "/record/verify"))
                .contains("The record is whole", "The seal of the newest entry")
                .containsPattern("<code class=\"digest\">([0-9a-f]{8} ){7}[0-9a-f]{8}</code>")
                .doesNotContain("Mrs Lindqvist", "Mr Hale", "thing:1");
        assertThat(mvc.get().uri("/record").with(Cast.as(school.governor()))).hasStatus(403);
    }

    @Test
    @Keeps("REV-10")
    void theCheckNamesWhatIsWrong() throws Exception {
        var school = cast.greenfield();
        for (int number = 1; number <= 5; number++) {
            happen(school.head(), "test.happened", "thing:" + number);
        }
        try (var owner = DriverManager.getConnection(
                        database.url(), "schoolgate_owner", folder.secret("database-owner"));
                var statement = owner.createStatement()) {
            statement.execute("set schoolgate.school = '%s'".formatted(school.school()));
            statement.execute("update audit_entry set actor_name = 'Nobody' where number = 2");
            statement.execute("delete from audit_entry where number = 4");
        }

        assertThat(page(school.governor(), "/record/verify"))
                .contains(
                        "Entry 2 is not what was written when it happened.",
                        "Entry 4 is gone.",
                        "The record is broken in");
    }

    @Test
    void anEmptyRecordIsWhole() {
        assertThat(page(cast.greenfield().governor(), "/record/verify")).contains("The record is whole", "none yet");
    }
}

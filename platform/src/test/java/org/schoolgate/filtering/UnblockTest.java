package org.schoolgate.filtering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.engine.Answer;
import org.schoolgate.engine.Engine;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.ListImage;
import org.schoolgate.filtering.SchoolRule.Effect;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.Asking;
import org.schoolgate.permissions.Decision;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.permissions.Giving;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.permissions.Permissions;
import org.schoolgate.permissions.Wish;
import org.schoolgate.roster.ClassId;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class UnblockTest {
    private static final ClassId KINGFISHERS = ClassId.random();
    private static final String SITE = "windrush-voices.example";

    private final Greenfield greenfield;
    private final Permissions permissions;
    private final PermissionRegister register;
    private final FilterProfiles profiles;
    private final SchoolRules rules;
    private final OwnSites ownSites;
    private final RuleBook book;
    private final SchoolJob clockwork;
    private final TransactionTemplate transaction;
    private final Clock clock;

    @TempDir
    Path folder;

    UnblockTest(
            Cast cast,
            Permissions permissions,
            PermissionRegister register,
            FilterProfiles profiles,
            SchoolRules rules,
            OwnSites ownSites,
            RuleBook book,
            List<SchoolJob> jobs,
            TransactionTemplate transaction,
            Clock clock) {
        this.greenfield = cast.greenfield();
        this.permissions = permissions;
        this.register = register;
        this.profiles = profiles;
        this.rules = rules;
        this.ownSites = ownSites;
        this.book = book;
        this.clockwork = jobs.stream()
                .filter(job -> job.name().equals("permissions.clock"))
                .findFirst()
                .orElseThrow();
        this.transaction = transaction;
        this.clock = clock;
    }

    @Test
    @Keeps({"FIL-4", "FIL-5", "APR-1", "APR-3", "APR-7"})
    void anUnblockOpensForItsClassOnlyAndEndsByItself() {
        greenfield.within(() -> {
            var asked = ask();
            assertThat(answer(ReaderGroup.KS2, KINGFISHERS, clock.instant())).isEqualTo(Answer.BLOCK);
            var granted = grant(asked);
            var until = granted.grant().orElseThrow().until();
            assertThat(answer(ReaderGroup.KS2, KINGFISHERS, clock.instant())).isEqualTo(Answer.ALLOW);
            assertThat(answer(ReaderGroup.KS2, ClassId.random(), clock.instant()))
                    .isEqualTo(Answer.BLOCK);
            assertThat(answer(ReaderGroup.KS1, ClassId.random(), clock.instant()))
                    .isEqualTo(Answer.BLOCK);
            assertThat(answer(ReaderGroup.KS2, KINGFISHERS, until)).isEqualTo(Answer.BLOCK);

            TestClock.at(until, () -> clockwork.run(greenfield.school()));
            assertThat(register.find(greenfield.teacher(), asked.id()).state())
                    .isInstanceOf(Permission.State.Ended.class);
        });
    }

    @Test
    @Keeps({"APR-2", "APR-6", "FIL-4"})
    void theCoordinatorDecidesButNeverTheirOwnAndARefusalSaysWhyAndCanBeAskedAgain() {
        greenfield.within(() -> {
            var own = ((Asking.Asked) permissions.ask(greenfield.coordinator(), wish())).permission();
            assertThat(permissions.refuse(greenfield.coordinator(), own.id(), "because"))
                    .isEqualTo(new Decision.OwnRequest(own));
            assertThat(register.waiting(greenfield.coordinator())).doesNotContain(own);
            assertThat(register.waiting(greenfield.head()))
                    .as("a deputy is asked at once where the decider asks")
                    .contains(own);

            var asked = ask();
            assertThat(register.waiting(greenfield.coordinator())).contains(asked);
            assertThat(register.waiting(greenfield.head()))
                    .as("a deputy waits for their turn")
                    .doesNotContain(asked);
            assertThatThrownBy(
                            () -> permissions.refuse(greenfield.somebody("Miss Other", Role.TEACHER), asked.id(), "no"))
                    .isInstanceOf(Forbidden.class);
            assertThat(permissions.refuse(greenfield.coordinator(), asked.id(), " "))
                    .isInstanceOf(Decision.NotLikeThat.class);
            var refused =
                    (Decision.Refused) permissions.refuse(greenfield.coordinator(), asked.id(), "its forum is open");
            assertThat(((Permission.State.Refused) refused.permission().state())
                            .decided()
                            .reason())
                    .isEqualTo("its forum is open");
            var again = new Wish(
                    UnblockKind.KEY,
                    List.of(SITE),
                    wish().forWhom(),
                    wish().from(),
                    wish().until(),
                    "without the forum",
                    Map.of("checked", "yes"),
                    asked.id());
            assertThat(permissions.ask(greenfield.teacher(), again)).isInstanceOf(Asking.Asked.class);
        });
    }

    @Test
    void whatIsOpenIsListedAndAnnouncedBeforeItEnds() {
        greenfield.within(() -> {
            var permission = grant(ask());
            var grant = permission.grant().orElseThrow();
            assertThat(register.live(greenfield.coordinator()))
                    .extracting(Permission::id)
                    .contains(permission.id());
            TestClock.at(grant.until().minus(Duration.ofDays(1)), () -> clockwork.run(greenfield.school()));
            var noticed = register.find(greenfield.teacher(), permission.id());
            assertThat(noticed.grant().orElseThrow().noticedAt()).isNotNull();
            assertThat(noticed.state()).isInstanceOf(Permission.State.Granted.class);
        });
    }

    @Test
    void nothingOpensWhatIsIllegal() {
        greenfield.within(() -> {
            for (var canary : AlwaysOpen.CANARIES) {
                var wish = wish();
                assertThat(permissions.ask(
                                greenfield.teacher(),
                                new Wish(
                                        UnblockKind.KEY,
                                        List.of("www." + canary),
                                        wish.forWhom(),
                                        wish.from(),
                                        wish.until(),
                                        "study",
                                        wish.evidence(),
                                        null)))
                        .isInstanceOf(Asking.NotLikeThat.class);
                assertThat(rules.make(
                                greenfield.head(),
                                new SchoolRules.Wish(canary, Effect.ALLOW, Set.of(), null, "trust me", true)))
                        .isInstanceOf(SchoolRules.Making.NotLikeThat.class);
                assertThat(ownSites.add(greenfield.head(), canary, "ours").any())
                        .as("not by calling it one's own")
                        .isTrue();
            }
        });
    }

    @Test
    void noRuleClosesAHelpLine() {
        greenfield.within(() -> {
            for (var help : AlwaysOpen.HELP) {
                assertThat(rules.make(
                                greenfield.head(),
                                new SchoolRules.Wish("www." + help, Effect.BLOCK, Set.of(), null, "too sad", false)))
                        .isInstanceOf(SchoolRules.Making.NotLikeThat.class);
            }
        });
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }

    private Permission ask() {
        return ((Asking.Asked) permissions.ask(greenfield.teacher(), wish())).permission();
    }

    private Permission grant(Permission asked) {
        var giving = new Giving(List.of(SITE), asked.request().until(), "suits the topic", null);
        return ((Decision.Granted) permissions.grant(greenfield.coordinator(), asked.id(), giving)).permission();
    }

    private Wish wish() {
        var now = clock.instant();
        return new Wish(
                UnblockKind.KEY,
                List.of(SITE),
                new ForWhom(Set.of(ForWhom.ref(KINGFISHERS)), "Kingfishers"),
                now,
                now.plus(Duration.ofDays(12)),
                "the Windrush years",
                Map.of("checked", "yes"),
                null);
    }

    /** What the engine says under the school's rules, with the site on the list of hatred. */
    private Answer answer(ReaderGroup group, ClassId schoolClass, Instant at) {
        var file = folder.resolve("lists.image");
        try {
            ListImage.write(Map.of("aggressive", List.of(SITE)), file);
            try (var image = ListImage.open(file)) {
                SchoolId school = greenfield.school();
                var siteRules = inTransaction(() -> book.rules(school, at));
                var engine = new Engine(
                        image,
                        siteRules.stream().map(RuleBook::toEngine).toList(),
                        SiteCategory.ILLEGAL.lists(),
                        AlwaysOpen.CANARIES);
                return engine.decide(
                                Host.of("www." + SITE),
                                inTransaction(() -> profiles.one(school, group)).toEngine(),
                                Set.of(ForWhom.ref(schoolClass)),
                                at)
                        .answer();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

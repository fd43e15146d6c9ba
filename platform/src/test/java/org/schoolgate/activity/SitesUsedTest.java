package org.schoolgate.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.filtering.SiteAsking;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.permissions.Asking;
import org.schoolgate.permissions.Decision;
import org.schoolgate.permissions.Giving;
import org.schoolgate.permissions.PermissionLog;
import org.schoolgate.permissions.Permissions;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;

@PageTest
class SitesUsedTest {
    private final Greenfield school;
    private final Classroom kingfishers;
    private final SeenThings seen;
    private final SiteAsking asking;
    private final Permissions permissions;
    private final PermissionLog log;
    private final Clock clock;

    SitesUsedTest(
            Cast cast,
            People people,
            Roster roster,
            EventIntake intake,
            Pseudonyms pseudonyms,
            SiteAsking asking,
            Permissions permissions,
            PermissionLog log,
            Clock clock) {
        this.school = cast.greenfield();
        this.kingfishers = Tenants.within(school.school(), () -> Classroom.kingfishers(school, people, roster));
        this.seen = new SeenThings(intake, pseudonyms, school.school());
        this.asking = asking;
        this.permissions = permissions;
        this.log = log;
        this.clock = clock;
    }

    @Test
    @Keeps({"APR-8", "FIL-5", "RPT-6"})
    void theLogSaysHowOftenAnUnblockWasUsedAndCountsNothingElse() {
        var site = "windrush-voices.example";
        var part = "stories.example/caf%C3%A9";
        var permission = Tenants.within(school.school(), () -> {
            var wish = new SiteAsking.Wish(
                    List.of(site, part),
                    kingfishers.id().toString(),
                    clock.instant().plus(Duration.ofDays(2)),
                    "the Windrush years",
                    true,
                    "");
            var asked = ((Asking.Asked) asking.forReaders(kingfishers.teacher(), wish)).permission();
            var giving = new Giving(List.of(site, part), asked.request().until(), "suits the topic", null);
            return ((Decision.Granted) permissions.grant(school.coordinator(), asked.id(), giving)).permission();
        });
        var priya = kingfishers.pupil(0).person();
        var rule = "rule " + permission.reference() + ": " + site;
        var at = clock.instant().plusMillis(10);
        seen.reach(priya, at, "www." + site, rule);
        seen.reach(priya, at.plusMillis(5), site, rule);
        seen.reach(priya, at.plusMillis(6), site, "default");
        seen.reach(priya, at.plusMillis(7), "sums.example", "default");
        seen.reach(priya, at.plusMillis(8), "www.stories.example", "rule " + permission.reference() + ": " + part);

        var lives = Tenants.within(
                school.school(),
                () -> log.take(
                        school.head(),
                        clock.instant().minus(Duration.ofDays(1)),
                        clock.instant().plus(Duration.ofDays(1))));
        assertThat(lives).hasSize(1);
        var used = lives.getFirst().used().orElseThrow();
        assertThat(used.times()).isEqualTo(3);
        assertThat(used.last()).contains(at.plusMillis(8));
    }
}

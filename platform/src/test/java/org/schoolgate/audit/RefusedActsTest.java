package org.schoolgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PageTest
class RefusedActsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Greenfield school;
    private final AuditTrail audit;
    private final MockMvcTester mvc;

    RefusedActsTest(Cast cast, AuditTrail audit, MockMvcTester mvc) {
        this.school = cast.greenfield();
        this.audit = audit;
        this.mvc = mvc;
    }

    private void knock(Instant moment, Actor actor, String path) {
        TestClock.at(
                moment,
                () -> assertThat(mvc.post().uri(path).with(Cast.as(actor))).hasStatus(403));
    }

    private List<AuditEntry> refused() {
        return Tenants.within(school.school(), () -> audit.newest(school.head(), "act.refused", Long.MAX_VALUE, 10));
    }

    @Test
    @Keeps({"ACC-13", "SEC-13"})
    void whatIsRefusedIsOnTheRecordWithWhoAndWhere() {
        knock(NOON, school.teacher(), "/settings/roster.leavers-limit-percent");

        assertThat(refused()).singleElement().satisfies(entry -> {
            assertThat(entry.subject()).isEqualTo("operation:CHANGE");
            assertThat(entry.toString()).contains("POST /settings/{key}", "TEACHER");
        });
    }

    @Test
    void whoeverKnocksAgainWithinAMinuteDoesNotFillTheRecord() {
        for (int second = 0; second < 60; second += 5) {
            knock(NOON.plusSeconds(second), school.teacher(), "/settings/roster.leavers-limit-percent");
        }
        knock(NOON, school.pupil(), "/settings/roster.leavers-limit-percent");
        assertThat(refused()).as("once for each of the two").hasSize(2);

        knock(NOON.plusSeconds(200), school.teacher(), "/settings/roster.leavers-limit-percent");

        assertThat(refused()).hasSize(3);
    }
}

package org.schoolgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.schoolgate.testing.TestClock;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PageTest
class PressLimitTest {
    private static final int AT_ONCE = 120;

    private final Greenfield school;
    private final Roll roll;
    private final Sessions sessions;
    private final MockMvcTester mvc;
    private final Clock clock;

    PressLimitTest(Cast cast, Roll roll, Sessions sessions, MockMvcTester mvc, Clock clock) {
        this.school = cast.greenfield();
        this.roll = roll;
        this.sessions = sessions;
        this.mvc = mvc;
        this.clock = clock;
    }

    private Cookie pupil(String name) {
        var who = new Actor.Somebody(school.school(), PersonId.random(), name, Set.of(Role.PUPIL), Phase.KS2);
        roll.put(who);
        var begun = Tenants.within(
                school.school(),
                () -> sessions.begin(
                        who,
                        Way.PASSWORD,
                        new Where("10.1.2.3", UUID.randomUUID().toString(), "Chrome"),
                        null));
        return new Cookie("schoolgate-session", begun.secret());
    }

    private MvcTestResult post(Cookie session, String path) {
        return mvc.post()
                .uri(path)
                .cookie(session)
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();
    }

    @Test
    void aScriptIsHeldUpAndNobodyElseIsAndTellingNever() {
        TestClock.at(clock.instant(), () -> {
            var zac = pupil("Zac");
            for (int press = 0; press < AT_ONCE; press++) {
                assertThat(post(zac, "/report-site").getResponse().getStatus()).isNotEqualTo(429);
            }

            assertThat(post(zac, "/report-site")).hasStatus(429).hasHeader("Retry-After", "60");
            assertThat(post(zac, "/ask")).hasStatus(429);
            assertThat(post(zac, "/tell").getResponse().getRedirectedUrl()).startsWith("/tell/");
            assertThat(post(pupil("Priya"), "/report-site").getResponse().getStatus())
                    .isNotEqualTo(429);
        });
    }

    @Test
    void whoeverWaitsGoesOn() {
        var now = clock.instant();
        var zac = TestClock.at(now, () -> pupil("Zac"));
        TestClock.at(now, () -> {
            for (int press = 0; press <= AT_ONCE; press++) {
                post(zac, "/report-site");
            }
        });

        TestClock.at(
                now.plusSeconds(2),
                () -> assertThat(post(zac, "/report-site").getResponse().getStatus())
                        .isNotEqualTo(429));
    }
}

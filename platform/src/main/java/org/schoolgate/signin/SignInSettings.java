package org.schoolgate.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DeclaredSettings;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.tenancy.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What schools decide about signing in, and what follows from it. */
@Component
class SignInSettings {
    static final Setting<Integer> STAFF_IDLE_MINUTES = Setting.number("signin.staff-idle-minutes", 15, 2, 240);
    static final Setting<Integer> PUPIL_IDLE_MINUTES = Setting.number("signin.pupil-idle-minutes", 20, 2, 240);
    static final Setting<Integer> OTHER_IDLE_MINUTES = Setting.number("signin.other-idle-minutes", 20, 2, 240);
    static final Setting<Integer> STAFF_HOURS = Setting.number("signin.staff-hours", 12, 1, 24);
    static final Setting<Integer> PUPIL_DAY_ENDS = Setting.number("signin.pupil-day-ends-hour", 18, 12, 23);
    static final Setting<Integer> DEVICES_A_DAY = Setting.number("signin.devices-a-day", 4, 2, 20);

    /** Whoever signs in after the day's end, at home, has this long. */
    private static final Duration EVENING = Duration.ofHours(2);

    private final Settings settings;

    SignInSettings(Settings settings) {
        this.settings = settings;
    }

    /** The settings that this module brings. */
    @Configuration(proxyBeanMethods = false)
    static class Declared {
        @Bean
        DeclaredSettings signInSettingsDeclared() {
            return DeclaredSettings.of(
                    "signin",
                    STAFF_IDLE_MINUTES,
                    PUPIL_IDLE_MINUTES,
                    OTHER_IDLE_MINUTES,
                    STAFF_HOURS,
                    PUPIL_DAY_ENDS,
                    DEVICES_A_DAY);
        }
    }

    <T> T get(SchoolId school, Setting<T> setting) {
        return settings.get(school, setting);
    }

    /** How long nobody may touch anything before the session locks. */
    Duration idle(SchoolId school, UserKind kind) {
        return Duration.ofMinutes(settings.get(
                school,
                switch (kind) {
                    case STAFF -> STAFF_IDLE_MINUTES;
                    case KS2_PUPIL, YOUNG_PUPIL -> PUPIL_IDLE_MINUTES;
                    case OTHER_ADULT -> OTHER_IDLE_MINUTES;
                }));
    }

    /** When a session that begins now is over whatever happens (PWD-10). */
    Instant end(SchoolId school, UserKind kind, Instant now) {
        if (!kind.isPupil()) {
            return now.plus(Duration.ofHours(settings.get(school, STAFF_HOURS)));
        }
        var here = ZonedDateTime.ofInstant(now, AcademicYear.LONDON);
        var dayEnds =
                here.with(LocalTime.of(settings.get(school, PUPIL_DAY_ENDS), 0)).toInstant();
        return now.isBefore(dayEnds) ? dayEnds : now.plus(EVENING);
    }
}

package org.schoolgate.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.LinkPurpose;
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

    static final Setting<Integer> STAFF_LENGTH = Setting.number("signin.staff-password-length", 12, 8, 64);
    static final Setting<Integer> STAFF_BITS = Setting.number("signin.staff-password-strength", 35, 10, 100);
    static final Setting<Integer> KS2_LENGTH = Setting.number("signin.ks2-password-length", 8, 6, 64);
    static final Setting<Integer> KS2_BITS = Setting.number("signin.ks2-password-strength", 18, 10, 100);
    static final Setting<Integer> YOUNG_LENGTH = Setting.number("signin.young-password-length", 6, 4, 64);
    static final Setting<Integer> YOUNG_BITS = Setting.number("signin.young-password-strength", 12, 5, 100);
    /** Off unless a school's own policy asks for it: see docs/adr. */
    static final Setting<Boolean> COMPOSITION = Setting.flag("signin.password-composition", false);
    /** Days after which people are reminded to change their password; 0 never reminds. */
    static final Setting<Integer> REMINDER_DAYS = Setting.number("signin.password-reminder-days", 0, 0, 730);

    static final Setting<YoungPupils> YOUNG_PUPILS = Setting.choice("signin.young-pupils", YoungPupils.PICTURE);
    static final Setting<Integer> GIVEN_DAYS = Setting.number("signin.given-password-days", 7, 1, 30);

    /** How long it is kept who was signed in where, after a session is over. */
    static final Setting<Integer> KEEP_SESSIONS_DAYS = Setting.number("signin.keep-sessions-days", 365, 30, 1_100);

    /** How pupils of the early years and Key Stage 1 sign in (PWD-4). */
    enum YoungPupils {
        PICTURE,
        PASSWORD
    }

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
                    DEVICES_A_DAY,
                    STAFF_LENGTH,
                    STAFF_BITS,
                    KS2_LENGTH,
                    KS2_BITS,
                    YOUNG_LENGTH,
                    YOUNG_BITS,
                    COMPOSITION,
                    REMINDER_DAYS,
                    YOUNG_PUPILS,
                    GIVEN_DAYS,
                    KEEP_SESSIONS_DAYS);
        }

        /** Sets a password, by whoever reads the account's mailbox. */
        @Bean
        LinkPurpose setPassword() {
            return LinkPurpose.of(Accounts.SET_PASSWORD, "/set-password");
        }

        /** What parents reach without an account. Modules with pages for parents add theirs under the same name. */
        @Bean
        LinkPurpose family() {
            return LinkPurpose.of(SignIns.FAMILY, "/").askingFact();
        }
    }

    <T> T get(SchoolId school, Setting<T> setting) {
        return settings.get(school, setting);
    }

    /** What a password of this kind of user has to be. */
    PasswordRules rules(SchoolId school, UserKind kind) {
        boolean composition = settings.get(school, COMPOSITION);
        return switch (kind) {
            case STAFF, OTHER_ADULT ->
                new PasswordRules(settings.get(school, STAFF_LENGTH), settings.get(school, STAFF_BITS), composition);
            case KS2_PUPIL ->
                new PasswordRules(settings.get(school, KS2_LENGTH), settings.get(school, KS2_BITS), composition);
            case YOUNG_PUPIL ->
                new PasswordRules(settings.get(school, YOUNG_LENGTH), settings.get(school, YOUNG_BITS), false);
        };
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

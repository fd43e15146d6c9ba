package org.schoolgate.permissions;

import java.time.Duration;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DeclaredSettings;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.tenancy.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** In what schools differ about permissions, whatever they are for. */
@Configuration(proxyBeanMethods = false)
class PermissionSettings {
    static final Setting<Integer> NOTICE_DAYS = Setting.number("permissions.notice-days", 2, 1, 30);
    static final Setting<Integer> REVIEW_DAYS = Setting.number("permissions.review-days", 28, 1, 365);
    static final Setting<Integer> ANSWER_HOURS = Setting.number("permissions.answer-hours", 24, 1, 336);
    static final Setting<Integer> DEPUTY_HOURS = Setting.number("permissions.deputy-hours", 8, 0, 336);

    /** How long before its end a permission is announced to end (APR-3). */
    static Duration notice(Settings settings, SchoolId school) {
        return Duration.ofDays(settings.get(school, NOTICE_DAYS));
    }

    /** How long a permission may stand before somebody looks whether it is still needed (FIL-24). */
    static Duration review(Settings settings, SchoolId school) {
        return Duration.ofDays(settings.get(school, REVIEW_DAYS));
    }

    /** Within what time a request is to be answered. */
    static Duration answer(Settings settings, SchoolId school) {
        return Duration.ofHours(settings.get(school, ANSWER_HOURS));
    }

    /** After what time an unanswered request is the deputies' too. */
    static Duration deputy(Settings settings, SchoolId school) {
        return Duration.ofHours(settings.get(school, DEPUTY_HOURS));
    }

    @Bean
    DeclaredSettings permissionsSettings() {
        return DeclaredSettings.of("permissions", NOTICE_DAYS, REVIEW_DAYS, ANSWER_HOURS, DEPUTY_HOURS);
    }
}

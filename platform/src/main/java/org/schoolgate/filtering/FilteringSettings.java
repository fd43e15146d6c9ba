package org.schoolgate.filtering;

import java.util.EnumSet;
import java.util.Set;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.tenancy.DeclaredSettings;
import org.schoolgate.tenancy.Setting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** In what schools differ about the filter. */
@Configuration(proxyBeanMethods = false)
class FilteringSettings {
    /** The phases whose pupils reach only what a rule of the school opens (FIL-11). */
    static final Setting<Set<Phase>> ONLY_LISTED =
            Setting.several("filtering.only-listed-phases", Phase.class, Set.of());

    /** Who changes profiles and rules for single sites (FIL-3); the head always may. */
    static final Setting<Set<Role>> CHANGED_BY = Setting.several(
            "filtering.changed-by", Role.class, EnumSet.of(Role.ONLINE_SAFETY_COORDINATOR, Role.SAFEGUARDING_LEAD));

    /** Who decides un-block requests (CFG-8). */
    static final Setting<Set<Role>> UNBLOCK_DECIDED_BY =
            Setting.several("filtering.unblock-decided-by", Role.class, EnumSet.of(Role.ONLINE_SAFETY_COORDINATOR));

    /** Who decides them where those cannot or do not. */
    static final Setting<Set<Role>> UNBLOCK_DEPUTIES =
            Setting.several("filtering.unblock-deputies", Role.class, EnumSet.of(Role.SAFEGUARDING_LEAD, Role.HEAD));

    /** For how long a site may be un-blocked at most. */
    static final Setting<Integer> UNBLOCK_DAYS = Setting.number("filtering.unblock-days", 42, 1, 365);

    /** For how long a teacher may open a site that a pupil asked for. */
    static final Setting<Integer> PUPIL_ASK_HOURS = Setting.number("filtering.pupil-ask-hours", 8, 1, 72);

    /** Who gets reports of unsuitable sites (CFG-11). */
    static final Setting<Set<Role>> REPORT_CHAIN = Setting.several(
            "filtering.report-chain", Role.class, EnumSet.of(Role.ONLINE_SAFETY_COORDINATOR, Role.TECHNICIAN));

    /** After how many hours a report that nobody decided stops blocking. */
    static final Setting<Integer> REPORT_HOURS = Setting.number("filtering.report-hours", 24, 1, 72);

    /** Where the helpdesk and the grid read post; empty where there is none. */
    static final Setting<String> HELPDESK = Setting.text("filtering.helpdesk-email", "", 200);

    static final Setting<String> GRID = Setting.text("filtering.grid-email", "", 200);

    @Bean
    DeclaredSettings declaredFilteringSettings() {
        return DeclaredSettings.of(
                "filtering",
                ONLY_LISTED,
                CHANGED_BY,
                UNBLOCK_DECIDED_BY,
                UNBLOCK_DEPUTIES,
                UNBLOCK_DAYS,
                PUPIL_ASK_HOURS,
                REPORT_CHAIN,
                REPORT_HOURS,
                HELPDESK,
                GRID);
    }
}

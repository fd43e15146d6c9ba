package org.schoolgate.roster;

import org.schoolgate.tenancy.DeclaredSettings;
import org.schoolgate.tenancy.Setting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** In what schools differ about their people. */
@Configuration(proxyBeanMethods = false)
public class RosterSettings {
    /** A file that would send away more of a hundred than this has their number typed in. */
    public static final Setting<Integer> LEAVERS_LIMIT = Setting.number("roster.leavers-limit-percent", 10, 0, 100);

    /** A file that would send away this many of a hundred or more is stopped. */
    public static final Setting<Integer> LEAVERS_STOP = Setting.number("roster.leavers-stop-percent", 40, 1, 100);

    /** The year group after which pupils have finished the school. */
    public static final Setting<Integer> LAST_YEAR = Setting.number("roster.last-year-group", 6, 0, 13);

    /** For how many days what was read of a file is kept, where nobody applies it or puts it away. */
    public static final Setting<Integer> FILES_KEPT = Setting.number("roster.files-kept-days", 7, 1, 30);

    @Bean
    DeclaredSettings rosterSettingsDeclared() {
        return DeclaredSettings.of("roster", LEAVERS_LIMIT, LEAVERS_STOP, LAST_YEAR, FILES_KEPT);
    }
}

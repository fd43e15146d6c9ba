package org.schoolgate.access;

import java.util.EnumSet;
import java.util.Set;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DeclaredSettings;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.tenancy.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** In what schools differ about access. */
@Configuration(proxyBeanMethods = false)
class AccessSettings {
    /** The phases whose pupils are online only while an adult holds a session open (CFG-23). */
    static final Setting<Set<Phase>> SUPERVISED =
            Setting.several("access.supervised-phases", Phase.class, EnumSet.of(Phase.EYFS, Phase.KS1));

    /** How long a session lasts at most when it is opened: a lesson. */
    static final Setting<Integer> LESSON_MINUTES = Setting.number("access.lesson-minutes", 60, 5, 240);

    /** How many minutes an extension adds. */
    static final Setting<Integer> EXTENSION_MINUTES = Setting.number("access.extension-minutes", 20, 5, 60);

    /** How long a session lasts at most, with all its extensions. */
    static final Setting<Integer> MOST_MINUTES = Setting.number("access.session-most-minutes", 120, 5, 480);

    /** Who decides sanctions; the head always may. */
    static final Setting<Set<Role>> SANCTIONS_DECIDED_BY = Setting.someOf(
            "access.sanctions-decided-by",
            EnumSet.of(
                    Role.HEAD,
                    Role.SENIOR_LEADER,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD),
            EnumSet.of(Role.HEAD, Role.SENIOR_LEADER, Role.ONLINE_SAFETY_COORDINATOR, Role.SAFEGUARDING_LEAD));

    /** The phases whose pupils may ask for it by a button where they go online with an adult only (CFG-39). */
    static final Setting<Set<Phase>> ASK_PHASES =
            Setting.several("access.ask-phases", Phase.class, EnumSet.allOf(Phase.class));

    /** For how many minutes a pupil who asked is let on. */
    static final Setting<Integer> ASK_MINUTES = Setting.number("access.ask-minutes", 30, 5, 120);

    /** The kinds of readers that are supervised at this school. */
    static Set<ReaderKind> supervised(Settings settings, SchoolId school) {
        var kinds = EnumSet.noneOf(ReaderKind.class);
        settings.get(school, SUPERVISED).forEach(phase -> kinds.add(ReaderKind.of(Set.of(Role.PUPIL), phase)));
        return kinds;
    }

    @Bean
    DeclaredSettings declaredAccessSettings() {
        return DeclaredSettings.of(
                "access",
                SUPERVISED,
                LESSON_MINUTES,
                EXTENSION_MINUTES,
                MOST_MINUTES,
                SANCTIONS_DECIDED_BY,
                ASK_PHASES,
                ASK_MINUTES);
    }
}

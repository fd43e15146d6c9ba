package org.schoolgate.activity;

import java.util.EnumSet;
import java.util.Set;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.tenancy.DeclaredSettings;
import org.schoolgate.tenancy.Setting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long what was seen is kept, and who may look at it. */
@Configuration(proxyBeanMethods = false)
class ActivitySettings {
    /** Of the year that most schools keep, so that what a parent asks in July about September can be answered. */
    static final Setting<Integer> KEEP_DAYS = Setting.number("activity.keep-days", 365, 30, 2_555);

    static final Setting<ClassView> CLASS_VIEW = Setting.choice("activity.class-view", ClassView.IN_AN_OPEN_SESSION);

    static final Setting<Set<Looker>> LOOKERS = Setting.several(
            "activity.may-look-up",
            Looker.class,
            EnumSet.of(
                    Looker.TECHNICIAN,
                    Looker.ONLINE_SAFETY_COORDINATOR,
                    Looker.SAFEGUARDING_LEAD,
                    Looker.DEPUTY_SAFEGUARDING_LEAD));

    static final Setting<Integer> LOOK_UP_MINUTES = Setting.number("activity.look-up-minutes", 30, 5, 240);

    /** When a teacher sees what their class does (CFG-43). */
    enum ClassView {
        IN_AN_OPEN_SESSION,
        OWN_CLASS_ALWAYS,
        NEVER
    }

    /** A role whose holders the head has authorised to look somebody up (MON-4). The head may always. */
    enum Looker {
        TECHNICIAN,
        ONLINE_SAFETY_COORDINATOR,
        SAFEGUARDING_LEAD,
        DEPUTY_SAFEGUARDING_LEAD,
        SENIOR_LEADER;

        Role role() {
            return Role.valueOf(name());
        }
    }

    /** Whether the head has authorised one of this actor's roles. */
    static boolean isLooker(Actor actor, Set<Looker> lookers) {
        return actor.is(Role.HEAD) || lookers.stream().map(Looker::role).anyMatch(actor::is);
    }

    @Bean
    DeclaredSettings activityDeclared() {
        return DeclaredSettings.of("activity", KEEP_DAYS, CLASS_VIEW, LOOKERS, LOOK_UP_MINUTES);
    }
}

package org.schoolgate.cases;

import static org.schoolgate.kernel.Role.DATA_PROTECTION_OFFICER;
import static org.schoolgate.kernel.Role.DEPUTY_SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.HEAD;
import static org.schoolgate.kernel.Role.OFFICE;
import static org.schoolgate.kernel.Role.ONLINE_SAFETY_COORDINATOR;
import static org.schoolgate.kernel.Role.SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.SENIOR_LEADER;
import static org.schoolgate.kernel.Role.TEACHER;
import static org.schoolgate.kernel.Role.TECHNICIAN;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.tenancy.Settings;

/**
 * Which roles of a school do what procedures give to a doer (CFG-8 to CFG-11). What goes to the head or to the chair is no
 * school's to give away, and the safeguarding lead's to their deputy alone.
 */
public record Doing(Map<Doer, Set<Role>> chosen) {
    private static final Set<Role> LEADS = EnumSet.of(SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD);
    private static final Set<Role> ANYBODY = EnumSet.of(
            HEAD,
            SENIOR_LEADER,
            SAFEGUARDING_LEAD,
            DEPUTY_SAFEGUARDING_LEAD,
            ONLINE_SAFETY_COORDINATOR,
            DATA_PROTECTION_OFFICER,
            TECHNICIAN,
            OFFICE);

    /** What a school may decide, by doer. */
    public static final Map<Doer, Setting<Set<Role>>> SETTINGS = settings();

    /** Where a school has decided nothing. */
    static final Doing USUAL = new Doing(Map.of());

    public Doing {
        var all = new EnumMap<Doer, Set<Role>>(Doer.class);
        SETTINGS.forEach((doer, setting) -> all.put(doer, setting.byDefault()));
        all.putAll(chosen);
        chosen = Map.copyOf(all);
    }

    private static Map<Doer, Setting<Set<Role>>> settings() {
        var settings = new EnumMap<Doer, Setting<Set<Role>>>(Doer.class);
        settings.put(Doer.COMPLAINTS, Concerns.FIRST);
        settings.put(
                Doer.ONLINE_SAFETY_COORDINATOR,
                Setting.someOf("cases.does-co-ordinator", ANYBODY, Set.of(ONLINE_SAFETY_COORDINATOR)));
        settings.put(Doer.SAFEGUARDING_LEAD, Setting.someOf("cases.does-lead", LEADS, Set.of(SAFEGUARDING_LEAD)));
        settings.put(
                Doer.DEPUTY_SAFEGUARDING_LEAD,
                Setting.someOf("cases.does-deputy", LEADS, Set.of(DEPUTY_SAFEGUARDING_LEAD)));
        settings.put(
                Doer.SENIOR_LEADER, Setting.someOf("cases.does-senior-leader", ANYBODY, Set.of(SENIOR_LEADER, HEAD)));
        settings.put(
                Doer.DATA_PROTECTION_OFFICER,
                Setting.someOf("cases.does-data-protection", ANYBODY, Set.of(DATA_PROTECTION_OFFICER)));
        settings.put(Doer.TECHNICIAN, Setting.someOf("cases.does-technician", ANYBODY, Set.of(TECHNICIAN)));
        settings.put(Doer.OFFICE, Setting.someOf("cases.does-office", ANYBODY, Set.of(OFFICE)));
        return settings;
    }

    /** What a school has decided by now. */
    static Doing of(Settings settings, SchoolId school) {
        return new Doing(settings.get(school, SETTINGS));
    }

    /** The roles that do what a procedure gives to a doer; none for those who are no role. */
    Set<Role> roles(Doer doer, Circle circle) {
        return switch (doer) {
            case REPORTER, ANYONE_ON_THE_CASE -> Set.of();
            case TEACHER -> EnumSet.of(TEACHER);
            case HEAD -> EnumSet.of(circle.isAboutTheHead() ? Role.CHAIR_OF_GOVERNORS : HEAD);
            case CHAIR -> EnumSet.of(Role.CHAIR_OF_GOVERNORS);
            case COMPLAINTS,
                    OFFICE,
                    TECHNICIAN,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    DATA_PROTECTION_OFFICER,
                    SENIOR_LEADER -> chosen.getOrDefault(doer, Set.of());
        };
    }
}

package org.schoolgate.cases;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Role;

/** What a report is about, as far as its teller said; of what adults tell also who hears of it and what follows. */
public enum Matter {
    NOT_SAID,
    NEEDS_HELP_NOW(null, "danger"),
    SAW_SOMETHING_BAD,
    SOMEBODY_UNKIND,
    FEELS_WORRIED,
    MADE_A_MISTAKE,
    PRESSED_BY_MISTAKE,

    SOMEBODY_IN_DANGER(Group.COMMON, "danger"),
    ABOUT_A_CHILD(Group.COMMON, "worry"),
    CHILD_UPSET(Group.COMMON, "pupil-upset"),
    CYBER_BULLYING(Group.COMMON, "bullying"),
    MISUSE(Group.COMMON, "misuse-seen"),
    ABOUT_ONLINE_SAFETY(Group.COMMON, null),
    ABOUT_SOMEBODY_WHO_WORKS_HERE(Group.COMMON, "staff-allegation"),

    CONTACT_WITH_A_STRANGER(Group.A_CHILD, "worry"),
    CONTACT_WITH_SOMEBODY_KNOWN(Group.A_CHILD, "worry"),
    GROOMING(Group.A_CHILD, "danger"),
    SHARED_PERSONAL_DATA(Group.A_CHILD, "worry"),
    IMAGE_OF_A_CHILD(Group.A_CHILD, "concerning-image"),
    RADICALISATION(Group.A_CHILD, "prevent"),
    REMOTE_LEARNING(Group.A_CHILD, "remote-learning-risk"),

    ILLEGAL_ACCESS(Group.SITES, "pupil-material"),
    ILLEGAL_CONTENT(Group.SITES, "illegal-content"),
    UNSUITABLE_SITE(Group.SITES, "unsuitable-site"),
    FILTER_MISSED(Group.SITES, "filter-missed"),
    BY_ACCIDENT(Group.SITES, "accidental-download"),

    PASSWORD_KNOWN(Group.THINGS, "password-known"),
    SECURITY_FAULT(Group.THINGS, "security-fault"),
    VIRUS(Group.THINGS, "virus-suspected"),
    OVER_ACCESS(Group.THINGS, "over-access"),
    LOST_DEVICE(Group.THINGS, "lost-device"),
    DAMAGE(Group.THINGS, "lost-device"),
    PHONE_BREACH(Group.THINGS, "phone-breach"),

    FRIEND_REQUEST(Group.ADULTS, "social-pupil-adds-staff"),
    ABOUT_THE_HEAD(Group.ADULTS, "staff-allegation");

    /** Under which heading an adult finds it, the most frequent first. */
    public enum Group {
        COMMON,
        A_CHILD,
        SITES,
        THINGS,
        ADULTS
    }

    /** What a child is offered, once the telling is done. */
    public static final Set<Matter> OFFERED_TO_CHILDREN =
            EnumSet.of(NEEDS_HELP_NOW, SAW_SOMETHING_BAD, SOMEBODY_UNKIND, FEELS_WORRIED, MADE_A_MISTAKE);

    private static final Set<Matter> NO_BLAME =
            EnumSet.of(BY_ACCIDENT, OVER_ACCESS, PASSWORD_KNOWN, LOST_DEVICE, DAMAGE, FRIEND_REQUEST);
    private static final Set<Matter> OF_ONE_KIND =
            EnumSet.of(GROOMING, IMAGE_OF_A_CHILD, RADICALISATION, ILLEGAL_ACCESS, ILLEGAL_CONTENT);
    private static final Set<Matter> OF_AN_ACCOUNT = EnumSet.of(MISUSE, ILLEGAL_ACCESS, ILLEGAL_CONTENT, VIRUS);

    private final @Nullable Group group;
    private final @Nullable String procedure;

    Matter() {
        this(null, null);
    }

    Matter(@Nullable Group group, @Nullable String procedure) {
        this.group = group;
        this.procedure = procedure;
    }

    /** What an adult finds under a heading. */
    public static List<Matter> of(Group group) {
        return Arrays.stream(values()).filter(one -> one.group == group).toList();
    }

    /** What an adult chose. */
    public static Optional<Matter> chosen(String name) {
        return Arrays.stream(values())
                .filter(one -> one.group != null && one.name().equals(name))
                .findFirst();
    }

    public boolean isCommon() {
        return group == Group.COMMON;
    }

    /** The kind of case that follows as a rule; empty where that is to be seen. */
    public String procedure() {
        return procedure == null ? "" : procedure;
    }

    /** Who hears of it besides those whom the school names for all reports, unless the school says otherwise. */
    Set<Role> heardBy() {
        return switch (this) {
            case MISUSE, FILTER_MISSED -> EnumSet.of(Role.ONLINE_SAFETY_COORDINATOR, Role.HEAD);
            case UNSUITABLE_SITE, PASSWORD_KNOWN -> EnumSet.of(Role.ONLINE_SAFETY_COORDINATOR);
            case SOMEBODY_IN_DANGER, NEEDS_HELP_NOW -> Circle.ORDINARY.roles();
            case ILLEGAL_ACCESS -> EnumSet.of(Role.SAFEGUARDING_LEAD, Role.HEAD);
            case CHILD_UPSET,
                    CYBER_BULLYING,
                    CONTACT_WITH_A_STRANGER,
                    CONTACT_WITH_SOMEBODY_KNOWN,
                    GROOMING,
                    SHARED_PERSONAL_DATA,
                    IMAGE_OF_A_CHILD,
                    RADICALISATION,
                    REMOTE_LEARNING -> EnumSet.of(Role.SAFEGUARDING_LEAD);
            case ILLEGAL_CONTENT, FRIEND_REQUEST -> EnumSet.of(Role.HEAD, Role.SENIOR_LEADER);
            case BY_ACCIDENT -> EnumSet.of(Role.SENIOR_LEADER);
            case VIRUS, OVER_ACCESS, LOST_DEVICE -> EnumSet.of(Role.HEAD);
            case NOT_SAID,
                    SAW_SOMETHING_BAD,
                    SOMEBODY_UNKIND,
                    FEELS_WORRIED,
                    MADE_A_MISTAKE,
                    PRESSED_BY_MISTAKE,
                    ABOUT_A_CHILD,
                    ABOUT_ONLINE_SAFETY,
                    ABOUT_SOMEBODY_WHO_WORKS_HERE,
                    SECURITY_FAULT,
                    DAMAGE,
                    PHONE_BREACH,
                    ABOUT_THE_HEAD -> Set.of();
        };
    }

    /** Whether a school may say who hears of it: not of what children tell, of danger, or of what is for a few alone. */
    public boolean isTheSchools() {
        return group != null && !rings() && !isForTheHeadAlone() && this != ABOUT_THE_HEAD && !isClosedToOthers();
    }

    /** Who hears of it whatever the school says: of what touches a child's safety the safeguarding lead. */
    public Set<Role> alwaysHeardBy() {
        var safety = EnumSet.of(Role.SAFEGUARDING_LEAD);
        safety.retainAll(heardBy());
        return isTheSchools() ? safety : heardBy();
    }

    /** Whether the kind of case that follows is no school's to choose: it protects a child, or has to go to the police. */
    public boolean isOfOneKind() {
        return !isTheSchools() || OF_ONE_KIND.contains(this);
    }

    /** Whether people are rung about it until one of them answers. */
    public boolean rings() {
        return this == SOMEBODY_IN_DANGER || this == NEEDS_HELP_NOW;
    }

    /** Whether it stands among the dangers on first screens. */
    public boolean isUrgent() {
        return rings() || this == GROOMING;
    }

    /** Whether only the head may read it (INC-25). */
    public boolean isForTheHeadAlone() {
        return this == ABOUT_SOMEBODY_WHO_WORKS_HERE;
    }

    /** Whether nobody is blamed for telling it (INC-20). */
    public boolean isWithoutBlame() {
        return NO_BLAME.contains(this);
    }

    /** Whether it is closed to all but those who mend it, so that nobody learns how it is done (INC-18). */
    public boolean isClosedToOthers() {
        return this == SECURITY_FAULT;
    }

    /** Whether the account, and the station or the time, belong to the least that has to be known (INC-4). */
    public boolean asksWhichAccount() {
        return OF_AN_ACCOUNT.contains(this);
    }
}

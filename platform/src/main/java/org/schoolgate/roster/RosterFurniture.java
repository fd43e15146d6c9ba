package org.schoolgate.roster;

import static org.schoolgate.ui.Words.say;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.ui.Badge;
import org.schoolgate.ui.PageFurniture;
import org.schoolgate.ui.PolicyContact;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What pages say of their reader, and whom they name to ask. */
@Component
@Order(100)
class RosterFurniture implements PageFurniture {
    private final Roster roster;

    RosterFurniture(Roster roster) {
        this.roster = roster;
    }

    /** Year 6, Kingfishers; Teacher of Kingfishers; Head teacher. */
    @Override
    public Optional<Badge> badge(Actor reader) {
        if (!(reader instanceof Actor.Somebody somebody)) {
            return Optional.empty();
        }
        return Optional.of(new Badge(somebody.is(Role.PUPIL) ? pupilLine(somebody) : adultLine(somebody), null));
    }

    private String pupilLine(Actor.Somebody pupil) {
        return roster.pupil(pupil.school(), pupil.person(), roster.today())
                .map(YearWords::place)
                .orElse("");
    }

    private String adultLine(Actor.Somebody adult) {
        var roles = adult.roles().stream()
                .sorted(Comparator.comparingInt(RosterFurniture::rank).thenComparing(Comparator.naturalOrder()))
                .map(role -> say("roster.role." + role))
                .collect(Collectors.joining(", "));
        if (!adult.is(Role.TEACHER)) {
            return roles;
        }
        var classes = roster.classesOf(adult.school(), adult.person(), roster.today()).stream()
                .map(SchoolClass::name)
                .collect(Collectors.joining(", "));
        return classes.isEmpty() ? roles : say("roster.badge.of", roles, classes);
    }

    /** Everyday roles last: somebody is the head first and a teacher then. */
    private static int rank(Role role) {
        return RosterAccess.isEveryday(role) ? 1 : 0;
    }

    /**
     * The online safety co-ordinator; without one, the safeguarding lead or the head. Without a telephone number: the one
     * that the roster knows is their own.
     */
    @Override
    public Optional<PolicyContact> contact(Actor reader) {
        return contact(reader.school());
    }

    private Optional<PolicyContact> contact(SchoolId school) {
        return Stream.of(Role.ONLINE_SAFETY_COORDINATOR, Role.SAFEGUARDING_LEAD, Role.HEAD)
                .flatMap(role -> roster.holders(school, EnumSet.of(role), roster.today()).stream())
                .findFirst()
                .map(person -> new PolicyContact(person.name().shown(), person.email(), null));
    }
}

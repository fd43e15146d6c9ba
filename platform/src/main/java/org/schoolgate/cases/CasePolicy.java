package org.schoolgate.cases;

import static org.schoolgate.kernel.Role.CHAIR_OF_GOVERNORS;
import static org.schoolgate.kernel.Role.DATA_PROTECTION_OFFICER;
import static org.schoolgate.kernel.Role.DEPUTY_SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.GOVERNOR;
import static org.schoolgate.kernel.Role.HEAD;
import static org.schoolgate.kernel.Role.OFFICE;
import static org.schoolgate.kernel.Role.ONLINE_SAFETY_COORDINATOR;
import static org.schoolgate.kernel.Role.SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.SENIOR_LEADER;
import static org.schoolgate.kernel.Role.STUDENT_TEACHER;
import static org.schoolgate.kernel.Role.SUPPORT_STAFF;
import static org.schoolgate.kernel.Role.TEACHER;
import static org.schoolgate.kernel.Role.TEACHING_ASSISTANT;
import static org.schoolgate.kernel.Role.TECHNICIAN;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.cases.procedure.Step;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;

/**
 * Whose a case is. Three rules stand above the table: whom a case is about never reads it and does none of its steps,
 * whatever they are; who is named reads it; and a step for which nobody is left falls to those who read the case for what
 * they are, so that none is ever left lying.
 */
public final class CasePolicy {
    /** What a role may do with cases in general. Which cases, the rules say. */
    public enum Operation {
        OPEN,
        READ,
        /** To write down that a pupil's device was searched. */
        RECORD_SEARCH,
        /** To be given something to do after a case. */
        HAVE_ACTIONS,
        /** To look at policies again because of cases that one reads. */
        REVIEW_POLICIES,
        /** To look at all that happened around somebody, across cases. */
        LOOK_BACK,
        /** To send all of a child's file to the next school, which has to be whole: those who keep children safe. */
        SEND_FILES,
        /** To see how those cases are spread that they read. */
        SEE_PATTERNS,
        /** To see how the cases of the school are spread, without names. */
        SEE_TRENDS
    }

    private static final Role[] LEADERS = {
        HEAD, SENIOR_LEADER, SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD, ONLINE_SAFETY_COORDINATOR
    };

    private static final Role[] STAFF = {
        HEAD,
        SENIOR_LEADER,
        SAFEGUARDING_LEAD,
        DEPUTY_SAFEGUARDING_LEAD,
        ONLINE_SAFETY_COORDINATOR,
        DATA_PROTECTION_OFFICER,
        TECHNICIAN,
        OFFICE,
        TEACHER,
        STUDENT_TEACHER,
        TEACHING_ASSISTANT,
        SUPPORT_STAFF
    };

    /** Who may open cases and look back over them, and who can ever have to do with one. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.OPEN, CHAIR_OF_GOVERNORS, LEADERS)
            .allow(Operation.LOOK_BACK, CHAIR_OF_GOVERNORS, LEADERS)
            .allow(Operation.SEND_FILES, HEAD, SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD)
            .allow(Operation.SEE_PATTERNS, HEAD, LEADERS)
            .allow(Operation.SEE_TRENDS, GOVERNOR, CHAIR_OF_GOVERNORS)
            .allow(Operation.READ, CHAIR_OF_GOVERNORS, STAFF)
            .allow(Operation.RECORD_SEARCH, HEAD, STAFF)
            .allow(Operation.HAVE_ACTIONS, CHAIR_OF_GOVERNORS, STAFF)
            .allow(Operation.REVIEW_POLICIES, HEAD, CHAIR_OF_GOVERNORS)
            .done();

    private static final Set<Role> RELEASING = EnumSet.of(HEAD, SAFEGUARDING_LEAD);

    private CasePolicy() {}

    /** The roles that do what a procedure gives to a doer; none for those who are no role. */
    static Set<Role> roles(Doer doer, Circle circle, Viewer.Staff staff) {
        return staff.doing().roles(doer, circle);
    }

    /** How much of a case somebody sees. */
    static Sight sight(Viewer viewer, CaseFacts facts) {
        if (facts.isSubject(viewer.person())) {
            return Sight.NOTHING;
        }
        if (isReader(viewer, facts)) {
            return Sight.WHOLE;
        }
        var sight = Sight.NOTHING;
        for (var waiting : facts.waiting()) {
            if (isTheirs(viewer, facts, waiting)) {
                var asReporter = doers(viewer.staff(), facts, waiting, viewer.now()).stream()
                        .filter(doer -> doer != Doer.REPORTER)
                        .noneMatch(doer -> does(viewer, facts, doer));
                sight = sight == Sight.WHOLE || !asReporter ? Sight.WHOLE : Sight.OWN_STEPS;
            }
        }
        return sight;
    }

    /** Whether a step waits for somebody now. Where everybody whose it is is away, it is theirs who read the case. */
    static boolean isTheirs(Viewer viewer, CaseFacts facts, Waiting waiting) {
        if (!waiting.ready() || facts.isSubject(viewer.person())) {
            return false;
        }
        var doers = doers(viewer.staff(), facts, waiting, viewer.now());
        return doers.stream().anyMatch(doer -> does(viewer, facts, doer))
                || (waiting.inPlace().contains(viewer.person()) && isReader(viewer, facts))
                || (isOfCircle(viewer, facts) && areAway(viewer.staff(), facts, doers.getLast()));
    }

    /**
     * Whose a step is by now: the one who was to do it, and each whose turn has come, because it is late or at once because
     * everybody whose turn it was is away.
     */
    static List<Doer> doers(Viewer.Staff staff, CaseFacts facts, Waiting waiting, Instant now) {
        var all = waiting.everyDoer();
        var so = waiting.doers(now).size();
        while (so < all.size() && areAway(staff, facts, all.get(so - 1))) {
            so++;
        }
        return all.subList(0, so);
    }

    /** How many turns have come; one more where those of the last are away and it is anybody's who reads the case. */
    static int turns(Viewer.Staff staff, CaseFacts facts, Waiting waiting, Instant now) {
        var doers = doers(staff, facts, waiting, now);
        return areAway(staff, facts, doers.getLast()) ? doers.size() : doers.size() - 1;
    }

    private static boolean areAway(Viewer.Staff staff, CaseFacts facts, Doer doer) {
        return areAway(staff, facts.file().circle(), facts::isSubject, doer);
    }

    private static boolean areAway(Viewer.Staff staff, Circle circle, Predicate<PersonId> isAbout, Doer doer) {
        var roles = ofTheCircle(roles(doer, circle, staff), circle, readers(circle, staff, isAbout));
        return staff.areAllAway(roles, isAbout);
    }

    /** Whether everybody of a doer's is away in every case of a circle that is about nobody who works here. */
    static boolean areAway(Viewer.Staff staff, Circle circle, Doer doer) {
        return areAway(staff, circle, _ -> false, doer);
    }

    /** The doers for whom everybody is away. */
    static Set<Doer> away(Viewer.Staff staff) {
        var away = EnumSet.allOf(Doer.class);
        away.removeIf(doer -> !staff.areAllAway(roles(doer, Circle.ORDINARY, staff), _ -> false));
        return away;
    }

    /** Whether somebody names readers of a case: whoever is in charge of it, where not everybody of its roles reads it. */
    static boolean namesReaders(Viewer viewer, CaseFacts facts) {
        var circle = facts.file().circle();
        return circle != Circle.ORDINARY
                && !facts.isSubject(viewer.person())
                && viewer.isOneOf(inCharge(circle, viewer.staff(), facts::isSubject));
    }

    /** Whether somebody adds evidence: who reads all of it, and whoever is asked for a picture of what they saw. */
    static boolean addsEvidence(Viewer viewer, CaseFacts facts) {
        return sight(viewer, facts) == Sight.WHOLE
                || facts.waiting().stream()
                        .anyMatch(
                                waiting -> waiting.step().equals(Step.SCREENSHOT) && isTheirs(viewer, facts, waiting));
    }

    /** Whether somebody may ask for evidence to be destroyed: those of its readers who answer for the school's children. */
    static boolean asksForDestruction(Viewer viewer, CaseFacts facts) {
        return !facts.isSubject(viewer.person())
                && isOfCircle(viewer, facts)
                && viewer.isOneOf(EnumSet.of(HEAD, SAFEGUARDING_LEAD, CHAIR_OF_GOVERNORS));
    }

    /** Whether somebody may take a copy of all of it out of the house: who reads it for what they are, and who was named. */
    static boolean exports(Viewer viewer, CaseFacts facts) {
        return !facts.isSubject(viewer.person()) && isReader(viewer, facts);
    }

    /** Whether somebody may be the second person without whom nothing is destroyed. A step alone makes nobody that. */
    static boolean agreesToDestruction(Viewer viewer, CaseFacts facts) {
        return !facts.isSubject(viewer.person()) && isReader(viewer, facts);
    }

    /** Those whose cases somebody reads for what they are. */
    static Set<Circle> circles(Viewer viewer) {
        var circles = EnumSet.allOf(Circle.class);
        circles.removeIf(circle -> !viewer.isOneOf(readers(circle, viewer.staff(), _ -> false)));
        return circles;
    }

    /** Those whose cases are somebody's for what they are once everybody before them is one whom a case is about. */
    static Set<Circle> circlesInTurn(Viewer viewer) {
        var circles = EnumSet.allOf(Circle.class);
        circles.removeIf(circle -> circle.inTurn().stream().noneMatch(viewer::isOneOf));
        circles.removeAll(circles(viewer));
        return circles;
    }

    /** Who reads cases of a circle for what they are; whoever comes next where nobody is left of those it is not about. */
    private static Set<Role> readers(Circle circle, Viewer.Staff staff, Predicate<PersonId> isAbout) {
        var readers = EnumSet.copyOf(inCharge(circle, staff, isAbout));
        if (circle.keepsTheLead()) {
            readers.add(SAFEGUARDING_LEAD);
        }
        return readers;
    }

    private static Set<Role> inCharge(Circle circle, Viewer.Staff staff, Predicate<PersonId> isAbout) {
        return circle.inTurn().stream()
                .filter(roles -> !staff.hasNone(roles, isAbout))
                .findFirst()
                .orElse(circle.inTurn().getFirst());
    }

    /** Whether somebody reads all of a case, for what they are or because they were named. */
    static boolean reads(Viewer viewer, CaseFacts facts) {
        return !facts.isSubject(viewer.person()) && isReader(viewer, facts);
    }

    /**
     * Whether somebody may let another know who wrote what a case follows from: a second person, never the one who asks. Of
     * what not only the head reads that is the head or the safeguarding lead, and the deputy where neither of them is left;
     * of the rest it is whoever reads it.
     */
    static boolean releases(Viewer viewer, CaseFacts facts, PersonId asker) {
        if (viewer.person().equals(asker) || !reads(viewer, facts)) {
            return false;
        }
        return switch (facts.file().circle()) {
            case STAFF, STAFF_AND_CHILD, HEAD, HEAD_AND_CHILD -> true;
            case ORDINARY, SEALED ->
                viewer.isOneOf(RELEASING)
                        || (viewer.isOneOf(EnumSet.of(DEPUTY_SAFEGUARDING_LEAD))
                                && viewer.staff()
                                        .hasNone(RELEASING, person -> person.equals(asker) || facts.isSubject(person)));
        };
    }

    private static boolean isReader(Viewer viewer, CaseFacts facts) {
        return isOfCircle(viewer, facts) || facts.readers().contains(viewer.person());
    }

    private static boolean isOfCircle(Viewer viewer, CaseFacts facts) {
        return viewer.isOneOf(readers(facts.file().circle(), viewer.staff(), facts::isSubject));
    }

    private static boolean does(Viewer viewer, CaseFacts facts, Doer doer) {
        var circle = facts.file().circle();
        var named = facts.readers().contains(viewer.person());
        return switch (doer) {
            case REPORTER ->
                facts.isReporter(viewer.person())
                        || (isOfCircle(viewer, facts)
                                && viewer.staff().roles().keySet().stream()
                                        .noneMatch(person -> facts.isReporter(person) && !facts.isSubject(person)));
            case TEACHER ->
                (viewer.isOneOf(roles(doer, circle, viewer.staff()))
                                && (circle == Circle.ORDINARY || isReader(viewer, facts))
                                && facts.pupils().stream().anyMatch(viewer.teaches()))
                        || (isOfCircle(viewer, facts)
                                && (circle != Circle.ORDINARY
                                        || facts.pupils().stream()
                                                .allMatch(pupil ->
                                                        viewer.staff().isTaughtByNobody(pupil, facts::isSubject))));
            case ANYONE_ON_THE_CASE,
                    CHAIR,
                    COMPLAINTS,
                    OFFICE,
                    TECHNICIAN,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    DATA_PROTECTION_OFFICER,
                    SENIOR_LEADER,
                    HEAD -> does(viewer, circle, named, facts::isSubject, doer);
        };
    }

    /**
     * Whether a doer's steps are somebody's in every case of a circle that is about nobody who works here. Whose the steps
     * of a reporter or a teacher are depends on who is on the case, and is not answered.
     *
     * @param named whether they are named to read it
     */
    static boolean does(Viewer viewer, Circle circle, boolean named, Doer doer) {
        return does(viewer, circle, named, _ -> false, doer);
    }

    private static boolean does(Viewer viewer, Circle circle, boolean named, Predicate<PersonId> isAbout, Doer doer) {
        var staff = viewer.staff();
        var readers = readers(circle, staff, isAbout);
        var ofCircle = viewer.isOneOf(readers);
        var reads = named || ofCircle;
        var roles = roles(doer, circle, staff);
        return switch (doer) {
            case REPORTER, TEACHER -> false;
            case ANYONE_ON_THE_CASE -> reads;
            case CHAIR -> viewer.isOneOf(roles) || (ofCircle && staff.hasNone(roles, isAbout));
            case COMPLAINTS,
                    OFFICE,
                    TECHNICIAN,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    DATA_PROTECTION_OFFICER,
                    SENIOR_LEADER,
                    HEAD ->
                (viewer.isOneOf(roles) && (circle == Circle.ORDINARY || reads))
                        || (ofCircle && staff.hasNone(ofTheCircle(roles, circle, readers), isAbout));
        };
    }

    /** Those of some roles who read a case for what they are, where not everybody does. Whom it is about is nobody. */
    private static Set<Role> ofTheCircle(Set<Role> roles, Circle circle, Set<Role> readers) {
        return circle == Circle.ORDINARY
                ? roles
                : roles.stream().filter(readers::contains).collect(Collectors.toSet());
    }
}

package org.schoolgate.cases;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.kernel.PersonId;

/**
 * What of the cases of a school is a viewer's, as the database is told it: the answers of {@link CasePolicy}, so that it picks
 * the same cases. The few cases that are about somebody who works at the school, and those in which a step is somebody's who
 * is away, are looked at one by one, as somebody else's turn may have come, and stand here by themselves.
 *
 * @param circles those whose cases they read for what they are
 * @param always the steps that are theirs in every case of a circle, as "DOER CIRCLE"
 * @param named those that are theirs where they are named to read the case
 * @param away the steps of those who are all away, in the same way
 * @param taught the pupils in their classes
 * @param haveTeachers the pupils whom somebody teaches
 * @param besides cases of other circles that they read for what they are
 * @param theirs what waits for them in those cases
 */
record Share(
        Viewer viewer,
        Set<Circle> circles,
        List<String> always,
        List<String> named,
        List<String> away,
        Set<PersonId> taught,
        Set<PersonId> haveTeachers,
        Set<CaseId> besides,
        List<CaseQueue.Entry> theirs) {
    static Share of(Viewer viewer, Set<PersonId> taught, Set<PersonId> haveTeachers, List<CaseFacts> byThemselves) {
        var circles = CasePolicy.circles(viewer);
        var besides = new HashSet<CaseId>();
        var theirs = new ArrayList<CaseQueue.Entry>();
        for (var facts : byThemselves) {
            var file = facts.file();
            if (!circles.contains(file.circle())
                    && !facts.readers().contains(viewer.person())
                    && CasePolicy.reads(viewer, facts)) {
                besides.add(file.id());
            }
            facts.waiting().stream()
                    .filter(step -> CasePolicy.isTheirs(viewer, facts, step))
                    .min(Waiting.BY_URGENCY)
                    .map(step -> new CaseQueue.Entry(
                            file,
                            step.title(),
                            step.limit() == null ? null : step.limit().due(),
                            step.since()))
                    .ifPresent(theirs::add);
        }
        return new Share(
                viewer,
                circles,
                steps((circle, doer) -> CasePolicy.does(viewer, circle, false, doer)),
                steps((circle, doer) -> CasePolicy.does(viewer, circle, true, doer)),
                away(viewer),
                taught,
                haveTeachers,
                besides,
                theirs);
    }

    static List<String> away(Viewer viewer) {
        return steps((circle, doer) -> CasePolicy.areAway(viewer.staff(), circle, doer));
    }

    private static List<String> steps(BiPredicate<Circle, Doer> which) {
        var steps = new ArrayList<String>();
        for (var circle : Circle.values()) {
            for (var doer : Doer.values()) {
                if (which.test(circle, doer)) {
                    steps.add(doer.name() + " " + circle.name());
                }
            }
        }
        return steps;
    }
}

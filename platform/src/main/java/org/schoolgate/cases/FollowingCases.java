package org.schoolgate.cases;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.kernel.Actor;
import org.springframework.stereotype.Component;

/** What was told is for the readers of its case alone, once that case is not for everybody of its roles. */
@Component
class FollowingCases {
    private final CaseStore store;
    private final CaseDoor door;

    FollowingCases(CaseStore store, CaseDoor door) {
        this.store = store;
        this.door = door;
    }

    /** Whether somebody does not read the case that follows from a report, and so not the report. */
    boolean close(Actor.Somebody actor, ReportId report) {
        return closed(actor, List.of(report)).contains(report);
    }

    /** Those of some reports that are not for somebody any more. */
    Set<ReportId> closed(Actor.Somebody actor, Collection<ReportId> reports) {
        return store.closer(actor.school(), reports).stream()
                .filter(file -> door.sight(actor, file) != Sight.WHOLE)
                .flatMap(file -> Stream.ofNullable(file.report()))
                .collect(Collectors.toSet());
    }
}

package org.schoolgate.cases;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.audit.AuditTrail.Doing;
import org.schoolgate.cases.CaseEvent.What;
import org.schoolgate.kernel.Actor;
import org.springframework.stereotype.Service;

/** Who has read a case lately, for whoever reads it: on the record it stands anyhow, and here it is seen. */
@Service
public class CaseReadings {
    private static final Duration LATELY = Duration.ofDays(30);

    private final AuditTrail audit;
    private final Clock clock;

    CaseReadings(AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** Of a case that its reader has whole in front of them; whoever read it last stands first. */
    public List<Doing> lately(Shown.Whole shown) {
        var file = shown.file();
        var read = CaseEvent.of(new Actor.Schoolgate(file.school(), ""), file.id(), What.READ);
        return audit.doings(
                file.school(), read.subject(), read.kind(), clock.instant().minus(LATELY));
    }
}

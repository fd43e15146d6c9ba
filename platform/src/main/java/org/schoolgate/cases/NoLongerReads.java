package org.schoolgate.cases;

import java.util.List;
import org.schoolgate.cases.procedure.Problem;
import org.schoolgate.cases.procedure.Procedure;

/** The text by which a case goes cannot be read any more, or what was said does not fit it. Nothing of the case is lost. */
final class NoLongerReads extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Shown.Unreadable why;

    NoLongerReads(String procedure, int version, List<Problem> problems) {
        super("%s, version %d: %s".formatted(procedure, version, problems));
        this.why = new Shown.Unreadable(
                procedure, version, problems.stream().map(Problem::sentence).toList());
    }

    static NoLongerReads unfit(Procedure procedure, IllegalArgumentException unfit) {
        return new NoLongerReads(
                procedure.id(),
                procedure.version(),
                List.of(new Problem(null, "What was said does not fit its steps (" + unfit.getMessage() + ").")));
    }

    Shown.Unreadable why() {
        return why;
    }
}

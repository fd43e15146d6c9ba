package org.schoolgate.tenancy;

import java.time.Duration;
import org.schoolgate.kernel.SchoolId;

/** Work that comes round by the clock for every school, as a bean. It runs inside that school's scope, one school after another. */
public interface SchoolJob {
    /** Stable for ever, {@code agreements.reminders}. */
    String name();

    /** The pause between the end of one round and the start of the next. */
    Duration every();

    /** One round for one school. What it throws is logged and does not keep the other schools waiting. */
    void run(SchoolId school);
}

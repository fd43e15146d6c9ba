package org.schoolgate.cases;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.SchoolDays;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.ClosedDays;
import org.schoolgate.messages.PhoneLadders;
import org.springframework.stereotype.Component;

/** The days on which a school is open: from Monday to Friday, but not on those on which it has said that it is closed. */
@Component
class OpenDays {
    private final PhoneLadders ladders;

    OpenDays(PhoneLadders ladders) {
        this.ladders = ladders;
    }

    /** They are looked up at the first question: most procedures count in hours and days alone. */
    SchoolDays of(SchoolId school) {
        return new SchoolDays() {
            private @Nullable List<ClosedDays> closed;

            @Override
            public boolean isOpen(LocalDate day) {
                if (closed == null) {
                    closed = ladders.closedDays(school);
                }
                return WEEKDAYS.isOpen(day) && closed.stream().noneMatch(days -> days.isOn(day));
            }
        };
    }
}

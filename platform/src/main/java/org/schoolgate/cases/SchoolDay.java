package org.schoolgate.cases;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Component;

/** When lessons end at a school: with that a sanction ends that is for the rest of a day. */
@Component
public class SchoolDay {
    static final Setting<LocalTime> LESSONS_END = Setting.time("cases.lessons-end", LocalTime.of(15, 30));

    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private final Settings settings;

    SchoolDay(Settings settings) {
        this.settings = settings;
    }

    /** The next end of a day's lessons. */
    public LocalDateTime nextEnd(SchoolId school, Instant now) {
        var here = LocalDateTime.ofInstant(now, LONDON);
        var out = here.with(settings.get(school, LESSONS_END));
        while (!out.isAfter(here) || WEEKEND.contains(out.getDayOfWeek())) {
            out = out.plusDays(1);
        }
        return out;
    }
}

package org.schoolgate.filtering;

import java.time.Duration;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.SchoolJob;
import org.springframework.stereotype.Component;

/** Has the filter test itself once a week. */
@Component
class FilterTestClock implements SchoolJob {
    private final FilterTests tests;

    FilterTestClock(FilterTests tests) {
        this.tests = tests;
    }

    @Override
    public String name() {
        return "filtering.self-test";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run(SchoolId school) {
        tests.runIfDue(school);
    }
}

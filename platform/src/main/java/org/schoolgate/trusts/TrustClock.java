package org.schoolgate.trusts;

import java.time.Duration;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.SchoolJob;
import org.springframework.stereotype.Component;

/** Has each school tell its trust how it stands, once an hour. */
@Component
class TrustClock implements SchoolJob {
    private final Trusts trusts;

    TrustClock(Trusts trusts) {
        this.trusts = trusts;
    }

    @Override
    public String name() {
        return "trusts.counts";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run(SchoolId school) {
        trusts.tell(school);
    }
}

package org.schoolgate.demo;

import java.time.Clock;
import java.time.LocalDate;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.Holding;
import org.schoolgate.access.Holds;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.tenancy.Tenants;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** What an ordinary day leaves behind at a school: a sanction that ends by itself, a password that a friend knows. */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class OrdinaryDay {
    private static final int SANCTION_DAYS = 3;

    private final Holds holds;
    private final Clock clock;

    OrdinaryDay(Holds holds, Clock clock) {
        this.holds = holds;
        this.clock = clock;
    }

    /** Lets it happen in this class. */
    void at(DemoSchool school, String className, String teacher) {
        var children = school.pupils().stream()
                .filter(child -> child.className().equals(className))
                .toList();
        var today = LocalDate.ofInstant(clock.instant(), AcademicYear.LONDON);
        Tenants.within(school.school(), () -> {
            hold(
                    school,
                    new Holds.Wish(
                            children.get(9).id(),
                            HoldKind.SANCTION,
                            null,
                            today.plusDays(SANCTION_DAYS)
                                    .atStartOfDay(AcademicYear.LONDON)
                                    .toInstant(),
                            "Sent unkind messages to another child, twice, after a warning.",
                            new Holds.Files(school.staff(teacher), today.plusDays(1))));
            hold(
                    school,
                    new Holds.Wish(
                            children.get(12).id(),
                            HoldKind.PASSWORD_KNOWN,
                            null,
                            null,
                            "Told us that a friend knows the password, which was right to do."));
        });
    }

    private void hold(DemoSchool school, Holds.Wish wish) {
        if (!(holds.place(school.head(), wish) instanceof Holding.Placed)) {
            throw new IllegalStateException("the demonstration cannot hold " + wish);
        }
    }
}

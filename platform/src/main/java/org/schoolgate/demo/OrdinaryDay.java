package org.schoolgate.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.Holding;
import org.schoolgate.access.Holds;
import org.schoolgate.agreements.ClassSigning;
import org.schoolgate.agreements.Said;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.tenancy.Tenants;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** What an ordinary day leaves behind at a school: a sanction that ends by itself, a password that a friend knows. */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class OrdinaryDay {
    private static final int SANCTION_DAYS = 3;

    private final Holds holds;
    private final ClassSigning circle;
    private final Clock clock;

    OrdinaryDay(Holds holds, ClassSigning circle, Clock clock) {
        this.holds = holds;
        this.circle = circle;
        this.clock = clock;
    }

    /** The youngest of a class read the rules with their teacher; one of them has not yet. */
    void readTogether(DemoSchool school, String className, String teacher, String notYet) {
        var adult = new Actor.Somebody(school.school(), school.staff(teacher), teacher, Set.of(Role.TEACHER), null);
        var id = Objects.requireNonNull(school.classes().get(className));
        Tenants.within(
                school.school(),
                () -> circle.circle(adult, id).children().stream()
                        .filter(child -> !child.isDone())
                        .filter(child -> !child.pupil().name().full().startsWith(notYet))
                        .forEach(child -> circle.sayYes(
                                adult,
                                id,
                                child.pupil().id(),
                                new Said(
                                        "",
                                        Wording.ENGLISH,
                                        Map.of(
                                                child.paper().needed().audience(),
                                                child.paper().text().english().fingerprint())),
                                "127.0.0.1")));
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

package org.schoolgate.trusts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.Access;
import org.schoolgate.agreements.AgreementInForce;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.Reports;
import org.schoolgate.filtering.FilterTest;
import org.schoolgate.filtering.FilterTests;
import org.schoolgate.gateways.Gateway;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The schools of a trust side by side, counts only (TRU-4, RPT-11). A trust reaches into no school: each school's own job
 * tells it, inside the school's walls, and counts that are too small have left nothing of themselves by then.
 */
@Service
public class Trusts {
    private static final Duration NEARLY_A_DAY = Duration.ofHours(20);

    private final TrustStore store;
    private final Access access;
    private final Roster roster;
    private final PermissionRegister permissions;
    private final Reports reports;
    private final Gateways gateways;
    private final FilterTests tests;
    private final AuditTrail audit;
    private final Clock clock;

    Trusts(
            TrustStore store,
            Access access,
            Roster roster,
            PermissionRegister permissions,
            Reports reports,
            Gateways gateways,
            FilterTests tests,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.access = access;
        this.roster = roster;
        this.permissions = permissions;
        this.reports = reports;
        this.gateways = gateways;
        this.tests = tests;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a role may do with a trust's counts. */
    public enum Operation {
        /** Read all schools of the trust, side by side. */
        COMPARE
    }

    /** Who may: whoever acts for the trust, and nobody of a school by being of it. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.COMPARE, Role.TRUST_OFFICER)
            .done();

    /** A school of the trust, by name, and what it told; null before it first did. */
    public record Row(
            SchoolId school, String name, @Nullable SchoolCounts counts) {}

    /** The schools of the actor's trust. */
    @Transactional(readOnly = true)
    public List<Row> compare(Actor actor) {
        ACCESS.require(actor, Operation.COMPARE);
        return store.all();
    }

    /** A school tells its trust how it stands now. Call it inside the school's scope. */
    @Transactional
    public void tell(SchoolId school) {
        var by = new Actor.Schoolgate(school, "Schoolgate");
        var now = clock.instant();
        var pupils =
                roster.pupils(school, roster.today()).stream().map(Pupil::id).collect(Collectors.toSet());
        var agreed = access.readers(school, now).stream()
                .filter(reader -> pupils.contains(reader.person()))
                .filter(reader -> reader.agreement() instanceof AgreementInForce.Yes)
                .count();
        var inUse = gateways.all(by).stream()
                .filter(gateway -> gateway.revokedAt() == null)
                .toList();
        var whole = readThrough(by, now);
        var test = tests.newest(by);
        store.put(new SchoolCounts(
                now,
                SchoolCounts.percent(agreed, pupils.size()),
                Few.of(pupils.size() - agreed),
                Few.of(permissions.waiting(school)),
                Few.of(reports.waiting(school)),
                inUse.size(),
                (int) inUse.stream()
                        .filter(gateway -> gateway.state(now) instanceof Gateway.State.Well)
                        .count(),
                whole.sound(),
                whole.at(),
                test.map(FilterTest::finding).orElse(null),
                test.map(FilterTest::at).orElse(null)));
    }

    /** Whether the record was whole, and when it was read through. */
    private record Whole(boolean sound, Instant at) {}

    /** A long record takes long to read through: once a day, and again each time while something is wrong with it. */
    private Whole readThrough(Actor by, Instant now) {
        return told(by.school())
                .filter(SchoolCounts::sound)
                .filter(before -> before.readThrough().isAfter(now.minus(NEARLY_A_DAY)))
                .map(before -> new Whole(true, before.readThrough()))
                .orElseGet(() -> new Whole(audit.verify(by).holds(), now));
    }

    private Optional<SchoolCounts> told(SchoolId school) {
        return store.all().stream()
                .filter(row -> row.school().equals(school))
                .flatMap(row -> Optional.ofNullable(row.counts()).stream())
                .findFirst();
    }
}

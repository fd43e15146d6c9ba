package org.schoolgate.cases;

import static org.schoolgate.tenancy.Moments.instantOrNull;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.HoldRegister;
import org.schoolgate.agreements.Receipts;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.Roster;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * All that happened around somebody, across cases. A case that the reader does not read whole leaves nothing behind, neither
 * a gap nor a number; whoever looks stands on the record with the name that they looked at.
 */
@Service
public class Chronologies {
    /** Looks within this are one: what was new in the first is new in them too. */
    private static final Duration ONE_LOOK = Duration.ofHours(1);

    private static final String LOOK = """
            insert into case_look_back as look (school_id, person_id, looked_by, looked_at)
            values (:school, :person, :by, :now)
            on conflict (school_id, person_id, looked_by) do update set
              looked_before = case when look.looked_at <= :since then look.looked_at else look.looked_before end,
              looked_at = case when look.looked_at <= :since then excluded.looked_at else look.looked_at end
            returning looked_before
            """;

    private final CaseStore store;
    private final ReportStore reports;
    private final WhoHears whoHears;
    private final HoldRegister register;
    private final Receipts receipts;
    private final Viewers viewers;
    private final Roster roster;
    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Chronologies(
            CaseStore store,
            ReportStore reports,
            WhoHears whoHears,
            HoldRegister register,
            Receipts receipts,
            Viewers viewers,
            Roster roster,
            AuditTrail audit,
            JdbcClient jdbc,
            Clock clock) {
        this.store = store;
        this.reports = reports;
        this.whoHears = whoHears;
        this.register = register;
        this.receipts = receipts;
        this.viewers = viewers;
        this.roster = roster;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** To read, which goes on the record before it is shown. */
    @Transactional
    public Chronology read(Actor.Somebody actor, PersonId id) {
        CasePolicy.ACCESS.require(actor, Operation.LOOK_BACK);
        var school = actor.school();
        var person = roster.person(school, id).orElseThrow(() -> new NotFound("person " + id));
        audit.now(new ChronologyRead(actor, id, person.name().full()));
        var viewer = viewers.of(actor);
        var cases = new ArrayList<Case>();
        var lost = new ArrayList<CaseFile>();
        for (var kept : store.with(school, id)) {
            switch (kept) {
                case CaseStore.Kept.Found(var one) -> {
                    if (CasePolicy.sight(viewer, one.facts()) == Sight.WHOLE) {
                        cases.add(one);
                    }
                }
                case CaseStore.Kept.Lost(var file, var _) -> {
                    if (CasePolicy.sight(viewer, store.facts(file)) == Sight.WHOLE) {
                        lost.add(file);
                    }
                }
            }
        }
        var told = Reports.ACCESS.allows(actor, Reports.Operation.READ)
                ? reports.toldBy(school, id).stream()
                        .filter(whoHears.heardBy(actor))
                        .toList()
                : List.<Report>of();
        var now = clock.instant();
        return new Chronology(
                person,
                cases,
                lost,
                holds(actor, id, cases),
                withdrawn(actor, id),
                told,
                looked(actor, id, now).orElse(null),
                now);
    }

    /** What is a sanction stands in its case; what another case holds would say that there is one. */
    private List<HoldRegister.Shown> holds(Actor.Somebody actor, PersonId id, List<Case> read) {
        var unread = new HashSet<>(store.heldFor(actor.school(), id));
        read.stream()
                .flatMap(one -> one.holds().stream())
                .filter(held -> held.kind() == HoldKind.INVESTIGATION)
                .map(Case.Held::hold)
                .forEach(unread::remove);
        return register.of(actor, id).stream()
                .filter(one -> !unread.contains(one.hold().id()))
                .toList();
    }

    private List<Chronology.Withdrawn> withdrawn(Actor.Somebody actor, PersonId id) {
        return receipts.withdrawn(actor, id).stream()
                .map(signature -> new Chronology.Withdrawn(
                        signature.how().at(),
                        signature.by().name(),
                        signature.answer().reason()))
                .toList();
    }

    private Optional<Instant> looked(Actor.Somebody actor, PersonId person, Instant now) {
        return jdbc.sql(LOOK)
                .param("school", actor.school().value())
                .param("person", person.value())
                .param("by", actor.person().value())
                .param("now", Timestamp.from(now))
                .param("since", Timestamp.from(now.minus(ONE_LOOK)))
                .query((row, _) -> Optional.ofNullable(instantOrNull(row, "looked_before")))
                .single();
    }
}

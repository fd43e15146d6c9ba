package org.schoolgate.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.schoolgate.cases.CaseBoard.Card;
import org.schoolgate.cases.CaseBoard.Column;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.cases.procedure.Step;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The open cases of a reader as a board. It holds those that the lists hold, by the same rules. */
@Service
public class CaseBoards {
    /** Of each sort: a board with more on it is not looked at. */
    private static final int MOST = 150;

    private static final String OPEN_STEPS = """
            select w.*, k.procedure from case_waiting w
            join case_walk k on k.school_id = w.school_id and k.case_id = w.case_id and k.walk = w.walk
            where w.school_id = :school and w.case_id = any(:ids) and w.ready
            order by w.due nulls last, w.since
            """;
    private static final String LAST_SAID = """
            select distinct on (case_id) case_id, coalesce(said ->> 'awaited' = 'yes', false) as awaited from case_entry
            where school_id = :school and case_id = any(:ids)
            order by case_id, written_at desc, walk desc, entry desc
            """;

    private final CaseQueueStore lists;
    private final ProcedureStore procedures;
    private final Shares shares;
    private final JdbcClient jdbc;

    CaseBoards(CaseQueueStore lists, ProcedureStore procedures, Shares shares, JdbcClient jdbc) {
        this.lists = lists;
        this.procedures = procedures;
        this.shares = shares;
        this.jdbc = jdbc;
    }

    /** A step that can be done now, and whether it closes its walk. */
    private record Ready(Waiting waiting, boolean closes) {}

    @Transactional(readOnly = true)
    public CaseBoard board(Actor.Somebody actor) {
        CasePolicy.ACCESS.require(actor, Operation.LOOK_BACK);
        var school = actor.school();
        var share = shares.of(actor);
        var now = share.viewer().now();
        var waiting = lists.waiting(school, share, null, MOST);
        var others = lists.others(school, share, null, MOST);
        var mine = new HashSet<CaseId>();
        waiting.items().forEach(entry -> mine.add(entry.file().id()));
        var files = new ArrayList<>(
                waiting.items().stream().map(CaseQueue.Entry::file).toList());
        files.addAll(others.items());
        var ids = files.stream().map(CaseFile::id).toList();
        var steps = steps(school, ids, procedures.inForce(school, now));
        var awaited = awaited(school, ids);
        var columns = new EnumMap<Column, List<Card>>(Column.class);
        for (var column : Column.values()) {
            columns.put(column, new ArrayList<>());
        }
        for (var file : files) {
            var ready = steps.getOrDefault(file.id(), List.of());
            var isMine = mine.contains(file.id());
            var step = ready.isEmpty() ? "" : ready.getFirst().waiting().title();
            columns.computeIfAbsent(column(file, ready, awaited, isMine, now), _ -> new ArrayList<>())
                    .add(new Card(file, step, file.nextDue(), isMine));
        }
        return new CaseBoard(columns, waiting.next() != null || others.next() != null, now);
    }

    private static Column column(
            CaseFile file, List<Ready> ready, Map<CaseId, Boolean> awaited, boolean mine, Instant now) {
        if (file.isOverdue(now)) {
            return Column.OVERDUE;
        }
        if (!ready.isEmpty() && ready.stream().allMatch(Ready::closes)) {
            return Column.CLOSING;
        }
        if (awaited.getOrDefault(file.id(), false)) {
            return Column.OUTSIDE;
        }
        if (mine) {
            return Column.MINE;
        }
        return awaited.containsKey(file.id()) ? Column.OTHERS : Column.NEW;
    }

    private Map<CaseId, List<Ready>> steps(SchoolId school, Collection<CaseId> ids, Procedures inForce) {
        var steps = new HashMap<CaseId, List<Ready>>();
        among(OPEN_STEPS, school, ids).query(row -> {
            var waiting = CaseStore.waiting(row);
            var closes = inForce.find(row.getString("procedure"))
                    .flatMap(procedure -> procedure.step(waiting.step()))
                    .map(Step::closes)
                    .orElse(false);
            steps.computeIfAbsent(CaseStore.id(row), _ -> new ArrayList<>()).add(new Ready(waiting, closes));
        });
        return steps;
    }

    /** Whether a reply is awaited, of each case in which anything was said. */
    private Map<CaseId, Boolean> awaited(SchoolId school, Collection<CaseId> ids) {
        var awaited = new HashMap<CaseId, Boolean>();
        among(LAST_SAID, school, ids).query(row -> {
            awaited.put(CaseStore.id(row), row.getBoolean("awaited"));
        });
        return awaited;
    }

    private JdbcClient.StatementSpec among(String sql, SchoolId school, Collection<CaseId> ids) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .param("ids", ids.stream().map(CaseId::value).toArray(UUID[]::new));
    }
}

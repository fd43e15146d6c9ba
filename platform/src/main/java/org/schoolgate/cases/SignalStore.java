package org.schoolgate.cases;

import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.kernel.Signal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which case follows from which signal. */
@Repository
class SignalStore {
    private static final String ADD = """
            insert into case_signal (school_id, signal, path, case_id, taken_at)
            values (:school, :signal, :path, :id, :at)
            """;
    private static final String FILES = """
            select s.signal, f.* from case_signal s
            join case_file f on f.school_id = s.school_id and f.case_id = s.case_id
            where s.school_id = :school and s.signal = any(:signals)
            """;
    private static final String LOCK = """
            select f.case_id from case_signal s
            join case_file f on f.school_id = s.school_id and f.case_id = s.case_id
            where s.school_id = :school and s.signal = :signal and f.closed_at is null
            for update of f
            """;
    private static final String AT_PATH = "select case_id from case_signal where school_id = :school and path = :path";
    private static final String PATH = "select path from case_signal where school_id = :school and case_id = :id";

    private final JdbcClient jdbc;

    SignalStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(CaseFile file, Signal signal) {
        jdbc.sql(ADD)
                .param("school", file.school().value())
                .param("signal", signal.subject())
                .param("path", signal.path())
                .param("id", file.id().value())
                .param("at", Timestamp.from(file.openedAt()))
                .update();
    }

    Map<String, CaseFile> find(SchoolId school, Collection<String> signals) {
        var files = new HashMap<String, CaseFile>();
        jdbc.sql(FILES)
                .param("school", school.value())
                .param("signals", signals.toArray(String[]::new))
                .query(row -> {
                    files.put(row.getString("signal"), CaseStore.file(row));
                });
        return files;
    }

    /** The case that follows, where it is open, kept as it is until the transaction is over. */
    Optional<CaseId> lock(SchoolId school, String signal) {
        return jdbc.sql(LOCK)
                .param("school", school.value())
                .param("signal", signal)
                .query(UUID.class)
                .optional()
                .map(CaseId::new);
    }

    /** The case that follows from what can be read there. */
    Optional<CaseId> at(SchoolId school, String path) {
        return jdbc.sql(AT_PATH)
                .param("school", school.value())
                .param("path", path)
                .query(UUID.class)
                .optional()
                .map(CaseId::new);
    }

    /** Where that can be read from which a case follows. */
    Optional<String> path(SchoolId school, CaseId id) {
        return jdbc.sql(PATH)
                .param("school", school.value())
                .param("id", id.value())
                .query(String.class)
                .optional();
    }
}

package org.schoolgate.gateways;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The version of each school's policy: one row a school. Whoever bumps it holds its lock until the commit. */
@Repository
class FeedVersionStore {
    private static final String BUMP = "select feed_bump(:school, :epoch, :whose)";
    private static final String READ =
            "select epoch, n, turn, recent, portal from feed_version where school_id = :school";
    private static final String PORTAL = "update feed_version set portal = :portal where school_id = :school";
    private static final String TURNED = """
            select feed_bump(school_id, epoch, '*') from feed_version
            where school_id = :school and turn <= :now
            for update
            """;
    private static final String WILL_TURN = """
            update feed_version set turn = :turn
            where school_id = :school and epoch = :epoch and n = :number and turn is distinct from :turn
            """;
    private static final String NEW_EPOCH = """
            with begun as (
              update feed_version set epoch = greatest(epoch + 1, :than + 1, :epoch), turn = null, recent = '{}' where school_id = :school
              returning school_id, epoch, n
            )
            select pg_notify('schoolgate_policy', school_id || ' ' || epoch || ' ' || n) from begun
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    FeedVersionStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param turn when the policy will be another by the clock alone; null when never, or when nobody asked yet
     * @param recent whose access each of the last versions touched, this one's last
     * @param portal the portal's address as gateways were told it last; null before they were
     */
    record Row(
            FeedVersion version,
            @Nullable Instant turn,
            List<Affected> recent,
            @Nullable String portal) {
        /** Whose access may be another than in that version. */
        Affected since(FeedVersion before) {
            long versions = version.number() - before.number();
            return version.epoch() != before.epoch() || versions < 0 || versions > recent.size()
                    ? Affected.EVERYBODY
                    : recent.subList(recent.size() - (int) versions, recent.size()).stream()
                            .reduce(Affected.NOBODY, Affected::and);
        }

        boolean turnedBy(Instant now) {
            return turn != null && !turn.isAfter(now);
        }
    }

    /** Takes the next version; the first of a school begins its first epoch. */
    void bump(SchoolId school, Affected whose) {
        jdbc.sql(BUMP)
                .param("school", school.value())
                .param("epoch", clock.millis())
                .param("whose", whose.written())
                .query((_, _) -> true)
                .single();
    }

    Optional<Row> find(SchoolId school) {
        return jdbc.sql(READ)
                .param("school", school.value())
                .query((row, _) -> row(row))
                .optional();
    }

    /** Remembers the portal's address that gateways are told from now on. */
    void tellPortal(SchoolId school, String portal) {
        jdbc.sql(PORTAL).param("school", school.value()).param("portal", portal).update();
    }

    /** Takes the next version if time alone has made the policy another and nobody has taken it meanwhile. */
    void bumpTurned(SchoolId school, Instant now) {
        jdbc.sql(TURNED)
                .param("school", school.value())
                .param("now", Timestamp.from(now))
                .query((_, _) -> true)
                .list();
    }

    /** Remembers when this version will be another by the clock alone. */
    void willTurn(SchoolId school, FeedVersion version, @Nullable Instant turn) {
        jdbc.sql(WILL_TURN)
                .param("school", school.value())
                .param("epoch", version.epoch())
                .param("number", version.number())
                .param("turn", turn == null ? null : Timestamp.from(turn), Types.TIMESTAMP)
                .update();
    }

    /** Begins an epoch greater than the last, than this one that somebody saw, and than all that a restore took away. */
    void beginEpoch(SchoolId school, long than) {
        jdbc.sql(NEW_EPOCH)
                .param("school", school.value())
                .param("epoch", clock.millis())
                .param("than", than)
                .query((_, _) -> true)
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        var turn = row.getTimestamp("turn");
        var recent = (String[]) row.getArray("recent").getArray();
        return new Row(
                new FeedVersion(row.getLong("epoch"), row.getLong("n")),
                turn == null ? null : turn.toInstant(),
                Arrays.stream(recent).map(Affected::read).toList(),
                row.getString("portal"));
    }
}

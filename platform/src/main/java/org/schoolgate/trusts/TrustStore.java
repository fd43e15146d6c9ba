package org.schoolgate.trusts;

import static org.schoolgate.tenancy.Moments.instantOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filtering.FilterTest.Finding;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What schools told their trusts, in the database. Whose row is written and whose are read the functions take from the
 * school that the transaction is in, and from nobody's word.
 */
@Repository
class TrustStore {
    private static final String PUT = """
            select trust_count_put(:at, :agreed, :notSigned, :requests, :reports, :gateways, :well, :sound,
              :readThrough, :filter, :filterAt)
            """;
    private static final String ALL = "select * from trust_count_all()";

    private final JdbcClient jdbc;

    TrustStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The school that is set tells this. */
    void put(SchoolCounts counts) {
        jdbc.sql(PUT)
                .param("at", Timestamp.from(counts.at()))
                .param("agreed", counts.agreed(), Types.INTEGER)
                .param("notSigned", counts.notSigned().count(), Types.INTEGER)
                .param("requests", counts.requests().count(), Types.INTEGER)
                .param("reports", counts.reports().count(), Types.INTEGER)
                .param("gateways", counts.gateways())
                .param("well", counts.well())
                .param("sound", counts.sound())
                .param("readThrough", Timestamp.from(counts.readThrough()))
                .param(
                        "filter",
                        counts.filter() == null ? null : counts.filter().name(),
                        Types.VARCHAR)
                .param(
                        "filterAt",
                        counts.filterAt() == null ? null : Timestamp.from(counts.filterAt()),
                        Types.TIMESTAMP)
                .query((_, _) -> true)
                .single();
    }

    /** All schools of the trust of the school that is set, by name. */
    List<Trusts.Row> all() {
        return jdbc.sql(ALL)
                .query((row, _) ->
                        new Trusts.Row(SchoolId.of(row.getString("school_id")), row.getString("name"), counts(row)))
                .list();
    }

    private static @Nullable SchoolCounts counts(ResultSet row) throws SQLException {
        var at = instantOrNull(row, "told_at");
        var readThrough = instantOrNull(row, "read_through");
        if (at == null || readThrough == null) {
            return null;
        }
        var filter = row.getString("filter");
        return new SchoolCounts(
                at,
                row.getObject("agreed", Integer.class),
                few(row, "not_signed"),
                few(row, "requests"),
                few(row, "reports"),
                row.getInt("gateways"),
                row.getInt("well"),
                row.getBoolean("sound"),
                readThrough,
                filter == null ? null : Finding.valueOf(filter),
                instantOrNull(row, "filter_at"));
    }

    private static Few few(ResultSet row, String column) throws SQLException {
        return new Few(row.getObject(column, Integer.class));
    }
}

package org.schoolgate.filtering;

import static org.schoolgate.tenancy.Moments.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filtering.SchoolRule.Effect;
import org.schoolgate.filtering.SchoolRule.Ended;
import org.schoolgate.filtering.SchoolRule.Made;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A school's rules for single sites and its own sites, in the database. */
@Repository
class SchoolRuleStore {
    private static final String NEXT_NUMBER = """
            insert into filtering_number (school_id, what, last) values (:school, :what, 1)
            on conflict (school_id, what) do update set last = filtering_number.last + 1
            returning last
            """;
    private static final String ADD = """
            insert into site_rule
              (school_id, rule_id, number, host, path, effect, for_refs, for_label, begins_at, ends_at, reason,
               made_by, made_by_name, made_at)
            values
              (:school, :id, :number, :host, :path, :effect, :refs, :label, :begins, :ends, :reason, :by, :byName, :at)
            """;
    private static final String END = """
            update site_rule
            set ended_by = :by, ended_by_name = :byName, ended_at = :at, end_reason = :reason
            where school_id = :school and rule_id = :id
            """;
    private static final String FIND = "select * from site_rule where school_id = :school and number = :number";
    private static final String LOCK = FIND + " for update";
    private static final String SEARCH = """
            select * from site_rule
            where school_id = :school
              and (lower(host || path) like :like escape '\\' or lower(reason) like :like escape '\\'
                or lower(for_label) like :like escape '\\')
              and (ended_at is null and (ends_at is null or ends_at > :at)) = :ahead
            order by case when :ahead then 0 else -number end, host, path, number limit :most
            """;
    private static final String AHEAD = """
            select * from site_rule
            where school_id = :school and ended_at is null and (ends_at is null or ends_at > :at) order by number
            """;
    private static final String ALL =
            "select * from site_rule where school_id = :school order by number desc limit :most";
    private static final String OWN_SITES_IN_FULL = "select * from own_site where school_id = :school order by host";
    private static final String OWN_SITES = "select host from own_site where school_id = :school order by host";
    private static final String ADD_OWN = """
            insert into own_site (school_id, host, added_by, added_by_name, added_at, reason)
            values (:school, :host, :by, :byName, :at, :reason) on conflict do nothing
            """;
    private static final String REMOVE_OWN = "delete from own_site where school_id = :school and host = :host";

    private final JdbcClient jdbc;

    SchoolRuleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    int nextNumber(SchoolId school, String what) {
        return jdbc.sql(NEXT_NUMBER)
                .param("school", school.value())
                .param("what", what)
                .query(Integer.class)
                .single();
    }

    void add(SchoolId school, SchoolRule rule) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", rule.id())
                .param("number", rule.number())
                .param("host", rule.host())
                .param("path", rule.path())
                .param("effect", rule.effect().name())
                .param("refs", rule.forRefs().toArray(String[]::new))
                .param("label", rule.forLabel())
                .param("begins", Timestamp.from(rule.from()))
                .param("ends", timestamp(rule.until()))
                .param("reason", rule.reason())
                .param("by", uuid(rule.made().by()))
                .param("byName", rule.made().name())
                .param("at", Timestamp.from(rule.made().at()))
                .update();
    }

    void end(SchoolId school, UUID id, Ended ended) {
        jdbc.sql(END)
                .param("school", school.value())
                .param("id", id)
                .param("by", uuid(ended.by()))
                .param("byName", ended.name())
                .param("at", Timestamp.from(ended.at()))
                .param("reason", ended.reason())
                .update();
    }

    Optional<SchoolRule> find(SchoolId school, int number) {
        return one(FIND, school, number);
    }

    Optional<SchoolRule> lock(SchoolId school, int number) {
        return one(LOCK, school, number);
    }

    private Optional<SchoolRule> one(String sql, SchoolId school, int number) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .param("number", number)
                .query((row, _) -> rule(row))
                .optional();
    }

    /** Those of whose site, reason or readers this is a part: by site if they hold or will, else newest first. */
    List<SchoolRule> search(SchoolId school, String part, boolean ahead, Instant at, int most) {
        var like = "%"
                + part.toLowerCase(Locale.ROOT)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_")
                + "%";
        return jdbc.sql(SEARCH)
                .param("school", school.value())
                .param("like", like)
                .param("ahead", ahead)
                .param("at", Timestamp.from(at))
                .param("most", most)
                .query((row, _) -> rule(row))
                .list();
    }

    /** Those that hold or will. */
    List<SchoolRule> ahead(SchoolId school, Instant at) {
        return jdbc.sql(AHEAD)
                .param("school", school.value())
                .param("at", Timestamp.from(at))
                .query((row, _) -> rule(row))
                .list();
    }

    /** All, newest first. */
    List<SchoolRule> all(SchoolId school, int most) {
        return jdbc.sql(ALL)
                .param("school", school.value())
                .param("most", most)
                .query((row, _) -> rule(row))
                .list();
    }

    List<String> ownSites(SchoolId school) {
        return jdbc.sql(OWN_SITES)
                .param("school", school.value())
                .query(String.class)
                .list();
    }

    List<OwnSites.OwnSite> ownSitesInFull(SchoolId school) {
        return jdbc.sql(OWN_SITES_IN_FULL)
                .param("school", school.value())
                .query((row, _) -> new OwnSites.OwnSite(
                        row.getString("host"),
                        row.getString("reason"),
                        row.getString("added_by_name"),
                        row.getTimestamp("added_at").toInstant()))
                .list();
    }

    boolean addOwnSite(SchoolId school, String host, Made by, String reason) {
        return jdbc.sql(ADD_OWN)
                        .param("school", school.value())
                        .param("host", host)
                        .param("by", uuid(by.by()))
                        .param("byName", by.name())
                        .param("at", Timestamp.from(by.at()))
                        .param("reason", reason)
                        .update()
                == 1;
    }

    boolean removeOwnSite(SchoolId school, String host) {
        return jdbc.sql(REMOVE_OWN)
                        .param("school", school.value())
                        .param("host", host)
                        .update()
                == 1;
    }

    private static SchoolRule rule(ResultSet row) throws SQLException {
        var ends = row.getTimestamp("ends_at");
        var endedAt = row.getTimestamp("ended_at");
        return new SchoolRule(
                row.getObject("rule_id", UUID.class),
                row.getInt("number"),
                row.getString("host"),
                row.getString("path"),
                Effect.valueOf(row.getString("effect")),
                Set.of((String[]) row.getArray("for_refs").getArray()),
                row.getString("for_label"),
                row.getTimestamp("begins_at").toInstant(),
                ends == null ? null : ends.toInstant(),
                row.getString("reason"),
                new Made(
                        person(row, "made_by"),
                        row.getString("made_by_name"),
                        row.getTimestamp("made_at").toInstant()),
                endedAt == null
                        ? null
                        : new Ended(
                                person(row, "ended_by"),
                                row.getString("ended_by_name"),
                                endedAt.toInstant(),
                                row.getString("end_reason")));
    }

    private static @Nullable PersonId person(ResultSet row, String column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new PersonId(id);
    }

    private static @Nullable UUID uuid(@Nullable PersonId person) {
        return person == null ? null : person.value();
    }
}

package org.schoolgate.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class TenantWallsTest {
    /** Tables that belong to no school, each with its reason. */
    private static final Set<String> WITHOUT_A_TENANT = Set.of(
            "trust", // the list of trusts: names
            "trust_count", // counts that schools told their trust, none under five, reached through functions only
            "trust_identity", // digests that lead to a person's identity in a trust, reached through a function only
            "sign_in_try", // keyed hashes of names and addresses that were tried, with counts
            "directory", // hashes that lead to a school, reached through functions only
            "scheduled_tasks"); // the clockwork: job names and times

    private static final Setting<Integer> LIMIT = Setting.number("test.limit", 10, 0, 100);

    private final Cast cast;
    private final Settings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    TenantWallsTest(Cast cast, Settings settings, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.cast = cast;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Test
    void aTransactionWithoutASchoolIsRefused() {
        assertThatThrownBy(() -> settings.get(cast.greenfield().school(), LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no school is set");
    }

    @Test
    void rowsReadWithoutASchoolAreAnErrorAndNotAnEmptyAnswer() {
        assertThatThrownBy(() -> jdbc.sql("select count(*) from setting")
                        .query(Long.class)
                        .single())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() ->
                        Tenants.untenanted(() -> transaction.execute(_ -> jdbc.sql("select count(*) from setting")
                                .query(Long.class)
                                .single())))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    @Keeps({"TRU-4", "DAT-12"})
    void anotherSchoolsRowsAreNotThere() {
        var ours = cast.greenfield();
        var theirs = cast.greenfield();
        var insert =
                "insert into setting (school_id, key, value, set_at, reason) values (?, 'test.limit', '5', now(), 'test')";
        ours.within(() -> transaction.executeWithoutResult(
                _ -> jdbc.sql(insert).param(ours.school().value()).update()));

        ours.within(() -> assertThat(settings.get(ours.school(), LIMIT)).isEqualTo(5));
        theirs.within(() -> assertThat(settings.get(ours.school(), LIMIT)).isEqualTo(10));
        assertThatThrownBy(() -> theirs.within(() -> transaction.executeWithoutResult(
                        _ -> jdbc.sql(insert).param(ours.school().value()).update())))
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void whatWasWrittenOnceAndIsNotOfferedAnyMoreGivesWayToTheDefault() {
        var ours = cast.greenfield();
        var insert =
                "insert into setting (school_id, key, value, set_at, reason) values (?, 'test.limit', '500', now(), 'test')";
        ours.within(() -> transaction.executeWithoutResult(
                _ -> jdbc.sql(insert).param(ours.school().value()).update()));

        ours.within(() -> assertThat(settings.get(ours.school(), LIMIT)).isEqualTo(10));
    }

    @Test
    @Keeps({"TRU-4", "DAT-12"})
    void everyTableOfASchoolStandsBehindAForcedWall() {
        var open = new TreeSet<>(jdbc.sql("""
                        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
                          and c.relname not like 'migrations%'
                          and not (c.relrowsecurity and c.relforcerowsecurity and exists (
                            select 1 from pg_policy p where p.polrelid = c.oid
                              and pg_get_expr(p.polqual, p.polrelid) like '%current_setting(''schoolgate.school''::text)%'
                              and pg_get_expr(p.polwithcheck, p.polrelid) like '%current_setting(''schoolgate.school''::text)%'))
                        """).query(String.class).list());

        assertThat(open).isEqualTo(new TreeSet<>(WITHOUT_A_TENANT) {
            private static final long serialVersionUID = 1L;

            {
                add("school");
            }
        });
    }

    @Test
    void everyKeyOfASchoolsTableNamesTheSchool() {
        var loose = jdbc.sql("""
                        select k.conname || ' on ' || c.relname from pg_constraint k
                        join pg_class c on c.oid = k.conrelid
                        join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = 'public' and k.contype in ('p', 'f') and c.relforcerowsecurity
                          and not exists (
                            select 1 from unnest(k.conkey) as key(number)
                            join pg_attribute a on a.attrelid = c.oid and a.attnum = key.number
                            where a.attname = 'school_id')
                        """).query(String.class).list();

        assertThat(loose).isEmpty();
    }

    @Test
    @Keeps("TRU-4")
    void theProgramsRoleOwnsNothingAndCannotStepAround() {
        var role = jdbc.sql("""
                        select rolname, rolsuper, rolbypassrls,
                          (select count(*) from pg_class where relowner = pg_roles.oid and relpersistence <> 't') as owned
                        from pg_roles where rolname = current_user
                        """).query().singleRow();

        assertThat(role)
                .containsEntry("rolname", "schoolgate_app")
                .containsEntry("rolsuper", false)
                .containsEntry("rolbypassrls", false)
                .containsEntry("owned", 0L);
    }
}

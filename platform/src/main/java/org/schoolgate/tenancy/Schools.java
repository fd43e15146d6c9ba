package org.schoolgate.tenancy;

import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.kernel.TrustId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The schools of this installation and the trusts that they make up. Their names are no secret; their rows are. */
@Service
public class Schools {
    private static final String ALL = """
            select s.school_id, s.name, t.trust_id, t.name as trust_name
            from school s join trust t using (trust_id)
            order by s.name, s.school_id
            """;
    private static final String FOUND_TRUST = "insert into trust (trust_id, name) values (:id, :name)";
    private static final String FOUND_SCHOOL =
            "insert into school (school_id, trust_id, name) values (:id, :trust, :name)";

    private static final String LOCK = "lock table school in share row exclusive mode";

    private final JdbcClient jdbc;

    Schools(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every school, by name. */
    public List<School> all() {
        return Tenants.untenanted(() -> jdbc.sql(ALL)
                .query((row, _) -> new School(
                        SchoolId.of(row.getString("school_id")),
                        TrustId.of(row.getString("trust_id")),
                        row.getString("trust_name"),
                        row.getString("name")))
                .list());
    }

    public Optional<School> find(SchoolId id) {
        return all().stream().filter(school -> school.id().equals(id)).findFirst();
    }

    @Transactional
    public TrustId foundTrust(String name) {
        var id = TrustId.random();
        jdbc.sql(FOUND_TRUST).param("id", id.value()).param("name", name).update();
        return id;
    }

    @Transactional
    public SchoolId found(TrustId trust, String name) {
        var id = SchoolId.random();
        add(id, trust, name);
        return id;
    }

    /**
     * Founds the first school of an installation, in a trust of one; false where there is a school already, also when two
     * try at once. The caller begins the transaction in the new school's scope, so that its people come with it or not at
     * all.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean foundFirst(SchoolId id, String name) {
        jdbc.sql(LOCK).update();
        if (!all().isEmpty()) {
            return false;
        }
        add(id, foundTrust(name), name);
        return true;
    }

    private void add(SchoolId id, TrustId trust, String name) {
        jdbc.sql(FOUND_SCHOOL)
                .param("id", id.value())
                .param("trust", trust.value())
                .param("name", name)
                .update();
    }
}

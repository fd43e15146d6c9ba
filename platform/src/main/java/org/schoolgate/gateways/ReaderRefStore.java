package org.schoolgate.gateways;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who is behind which pseudonym, in the database. */
@Repository
class ReaderRefStore {
    private static final String OF_PEOPLE =
            "select person_id, ref from reader_ref where school_id = :school and person_id = any(:people)";
    private static final String OF_REFS =
            "select person_id, ref from reader_ref where school_id = :school and ref = any(:refs)";
    private static final String ADD = """
            insert into reader_ref (school_id, person_id, ref)
            select :school, person, ref from unnest(:people::uuid[], :refs::text[]) as fresh (person, ref)
            on conflict do nothing
            """;

    private final JdbcClient jdbc;

    ReaderRefStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<PersonId, String> of(SchoolId school, Collection<PersonId> people) {
        return read(jdbc.sql(OF_PEOPLE)
                .param("school", school.value())
                .param("people", people.stream().map(PersonId::value).toArray(UUID[]::new)));
    }

    Map<PersonId, String> behind(SchoolId school, Collection<String> refs) {
        return read(jdbc.sql(OF_REFS).param("school", school.value()).param("refs", refs.toArray(String[]::new)));
    }

    /** Gives each of these people a pseudonym; who has one keeps it. */
    void add(SchoolId school, List<PersonId> people) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("people", people.stream().map(PersonId::value).toArray(UUID[]::new))
                .param("refs", people.stream().map(_ -> Pseudonyms.fresh()).toArray(String[]::new))
                .update();
    }

    private static Map<PersonId, String> read(JdbcClient.StatementSpec query) {
        var refs = new HashMap<PersonId, String>();
        query.query(row -> {
            refs.put(new PersonId(row.getObject("person_id", UUID.class)), row.getString("ref"));
        });
        return refs;
    }
}

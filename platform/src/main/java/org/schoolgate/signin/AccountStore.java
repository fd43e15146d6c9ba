package org.schoolgate.signin;

import static org.schoolgate.tenancy.Moments.instantOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Accounts and class cards in the database. */
@Repository
class AccountStore {
    private static final String OPEN = """
            insert into account (school_id, person, name, must_change, opened_at)
            values (:school, :person, :name, 'FIRST', :at)
            on conflict do nothing
            """;
    private static final String FIND = "select * from account where school_id = :school and person = :person";
    private static final String NAMED = "select * from account where school_id = :school and name = :name";
    private static final String ALL = "select * from account where school_id = :school order by name";
    private static final String LIKE =
            "select name from account where school_id = :school and (name = :name or name ~ ('^' || :name || '[0-9]+$'))";
    private static final String HASH = "select hash from account where school_id = :school and person = :person";
    private static final String CHOSEN = """
            update account set hash = :hash, set_at = :at, must_change = null, given_until = null, given_by = null
            where school_id = :school and person = :person
            """;
    private static final String GIVEN = """
            update account set hash = :hash, set_at = :at, must_change = :why, given_until = :until, given_by = :by
            where school_id = :school and person = :person
            """;
    private static final String MUST_CHANGE = """
            update account set must_change = :why where school_id = :school and person = :person
            """;
    private static final String PICTURES = """
            update account set pictures = :pictures where school_id = :school and person = :person
            """;
    private static final String PICTURES_OF =
            "select pictures from account where school_id = :school and person = :person and pictures is not null";
    private static final String CARD = """
            insert into class_card (school_id, class_id, pictures, made_at) values (:school, :class, :pictures, :at)
            on conflict (school_id, class_id) do update set pictures = excluded.pictures, made_at = excluded.made_at
            """;
    private static final String CARD_OF =
            "select pictures from class_card where school_id = :school and class_id = :class";
    private static final String CLASS_OF_CARD =
            "select class_id from class_card where school_id = :school and pictures = :pictures";

    private final JdbcClient jdbc;

    AccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False where the person has an account, or somebody else has the name. */
    boolean open(SchoolId school, PersonId person, String name, Instant at) {
        return jdbc.sql(OPEN)
                        .param("school", school.value())
                        .param("person", person.value())
                        .param("name", name)
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    Optional<Account> find(SchoolId school, PersonId person) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("person", person.value())
                .query((row, _) -> account(row))
                .optional();
    }

    Optional<Account> named(SchoolId school, String name) {
        return jdbc.sql(NAMED)
                .param("school", school.value())
                .param("name", name)
                .query((row, _) -> account(row))
                .optional();
    }

    List<Account> all(SchoolId school) {
        return jdbc.sql(ALL)
                .param("school", school.value())
                .query((row, _) -> account(row))
                .list();
    }

    /** The names that are this one, or this one with a number behind it. */
    List<String> namesLike(SchoolId school, String name) {
        return jdbc.sql(LIKE)
                .param("school", school.value())
                .param("name", name)
                .query(String.class)
                .list();
    }

    Optional<String> hash(SchoolId school, PersonId person) {
        return jdbc.sql(HASH)
                .param("school", school.value())
                .param("person", person.value())
                .query((row, _) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .flatMap(hash -> hash);
    }

    void chosen(SchoolId school, PersonId person, String hash, Instant at) {
        jdbc.sql(CHOSEN)
                .param("school", school.value())
                .param("person", person.value())
                .param("hash", hash)
                .param("at", Timestamp.from(at))
                .update();
    }

    void given(
            SchoolId school,
            PersonId person,
            String hash,
            Account.MustChange why,
            String by,
            Instant at,
            @Nullable Instant until) {
        jdbc.sql(GIVEN)
                .param("school", school.value())
                .param("person", person.value())
                .param("hash", hash)
                .param("why", why.name())
                .param("by", by)
                .param("at", Timestamp.from(at))
                .param("until", until == null ? null : Timestamp.from(until))
                .update();
    }

    void mustChange(SchoolId school, PersonId person, Account.MustChange why) {
        jdbc.sql(MUST_CHANGE)
                .param("school", school.value())
                .param("person", person.value())
                .param("why", why.name())
                .update();
    }

    void pictures(SchoolId school, PersonId person, String pictures) {
        jdbc.sql(PICTURES)
                .param("school", school.value())
                .param("person", person.value())
                .param("pictures", pictures)
                .update();
    }

    Optional<String> pictures(SchoolId school, PersonId person) {
        return jdbc.sql(PICTURES_OF)
                .param("school", school.value())
                .param("person", person.value())
                .query(String.class)
                .optional();
    }

    void card(SchoolId school, UUID classId, String pictures, Instant at) {
        jdbc.sql(CARD)
                .param("school", school.value())
                .param("class", classId)
                .param("pictures", pictures)
                .param("at", Timestamp.from(at))
                .update();
    }

    Optional<String> card(SchoolId school, UUID classId) {
        return jdbc.sql(CARD_OF)
                .param("school", school.value())
                .param("class", classId)
                .query(String.class)
                .optional();
    }

    Optional<UUID> classOfCard(SchoolId school, String pictures) {
        return jdbc.sql(CLASS_OF_CARD)
                .param("school", school.value())
                .param("pictures", pictures)
                .query(UUID.class)
                .optional();
    }

    private static Account account(ResultSet row) throws SQLException {
        var why = row.getString("must_change");
        return new Account(
                PersonId.of(row.getString("person")),
                row.getString("name"),
                row.getString("hash") == null ? null : instantOrNull(row, "set_at"),
                why == null ? null : Account.MustChange.valueOf(why),
                row.getString("given_by"),
                instantOrNull(row, "given_until"),
                row.getString("pictures") != null);
    }
}

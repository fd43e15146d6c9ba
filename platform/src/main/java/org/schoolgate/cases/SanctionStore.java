package org.schoolgate.cases;

import static org.schoolgate.tenancy.Moments.instantOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.access.HoldId;
import org.schoolgate.cases.SanctionLetter.Proof;
import org.schoolgate.cases.SanctionLetter.Read;
import org.schoolgate.cases.Sanctions.HeldBack;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sanctions and what parents were written of them, in the database. */
@Repository
class SanctionStore {
    private static final String ADD = """
            insert into sanction
              (school_id, sanction_id, case_id, person_id, ladder, rung, own_rung, why, decided_by, decided_by_name, decided_at,
               begins_at, ends_at, hold_id, signed_version, signed_since, signed_words, signed_says,
               signed_own)
            values
              (:school, :id, :case, :person, :ladder, :rung, :own_rung, :why, :by, :byName, :at, :begins, :ends, :hold, :version,
               :since, :words, :says, :own)
            """;
    private static final String SINCE = """
            select * from sanction
            where school_id = :school and (decided_at > :since or ends_at > :since)
            order by decided_at desc, sanction_id
            limit :most
            """;
    private static final String OF_CASE = """
            select * from sanction where school_id = :school and case_id = :case order by decided_at, sanction_id
            """;
    private static final String TOLD = """
            select s.hold_id, l.letter_id from sanction s join sanction_letter l using (school_id, sanction_id)
            where s.school_id = :school and s.person_id = :person and l.parent_id = :parent and s.hold_id is not null
              and not exists (
                select from sanction_held_back b where b.school_id = s.school_id and b.sanction_id = s.sanction_id)
            """;
    private static final String FIND = "select * from sanction where school_id = :school and sanction_id = :id";
    private static final String WRITE = """
            insert into sanction_letter
              (school_id, letter_id, sanction_id, parent_id, parent_name, words, sent_by, sent_by_name, sent_at, by_email)
            values (:school, :id, :sanction, :parent, :parentName, :words, :by, :byName, :at, :byEmail)
            on conflict do nothing
            """;
    private static final String LETTERS = """
            select * from sanction_letter where school_id = :school and sanction_id = :sanction order by sent_at, letter_id
            """;
    private static final String LETTER = """
            select * from sanction_letter where school_id = :school and letter_id = :id for update
            """;
    private static final String OPENED = """
            update sanction_letter set opened_at = :at where school_id = :school and letter_id = :id and opened_at is null
            """;
    private static final String READ = """
            update sanction_letter set read_at = :at, proof = :proof
            where school_id = :school and letter_id = :id and read_at is null
            """;
    private static final String HOLD_BACK = """
            insert into sanction_held_back (school_id, sanction_id, held_by, held_by_name, held_at, reason)
            values (:school, :sanction, :by, :byName, :at, :reason)
            on conflict do nothing
            """;
    private static final String HELD_BACK =
            "select * from sanction_held_back where school_id = :school and sanction_id = :sanction";

    private final JdbcClient jdbc;

    SanctionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, Sanction sanction) {
        var until = sanction.until();
        var hold = sanction.hold();
        var signed = sanction.signed();
        var quoted = signed == null ? null : signed.quoted();
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", sanction.id().value())
                .param("case", sanction.of().value())
                .param("person", sanction.person().value())
                .param("ladder", sanction.ladder().name())
                .param("rung", sanction.rung().name())
                .param("own_rung", sanction.own())
                .param("why", sanction.why())
                .param("by", sanction.by().value())
                .param("byName", sanction.byName())
                .param("at", Timestamp.from(sanction.at()))
                .param("begins", Timestamp.from(sanction.from()))
                .param("ends", until == null ? null : Timestamp.from(until))
                .param("hold", hold == null ? null : hold.value())
                .param("version", signed == null ? null : signed.version())
                .param("since", signed == null ? null : Timestamp.from(signed.since()))
                .param("words", quoted == null ? null : quoted.digest())
                .param("says", quoted == null ? null : quoted.says())
                .param("own", quoted == null ? null : quoted.own())
                .update();
    }

    /** Those that were decided or had an end after that moment, the newest first. */
    List<Sanction> since(SchoolId school, Instant since, int most) {
        return jdbc.sql(SINCE)
                .param("school", school.value())
                .param("since", Timestamp.from(since))
                .param("most", most)
                .query((row, _) -> sanction(row))
                .list();
    }

    /** Those that were decided in a case, the first of them first. */
    List<Sanction> of(SchoolId school, CaseId one) {
        return jdbc.sql(OF_CASE)
                .param("school", school.value())
                .param("case", one.value())
                .query((row, _) -> sanction(row))
                .list();
    }

    /** What is taken from a child and a parent was written to about, with the letter. */
    Map<HoldId, SanctionLetterId> told(SchoolId school, PersonId child, PersonId parent) {
        var told = new HashMap<HoldId, SanctionLetterId>();
        jdbc.sql(TOLD)
                .param("school", school.value())
                .param("person", child.value())
                .param("parent", parent.value())
                .query(row -> {
                    told.put(
                            new HoldId(row.getObject("hold_id", UUID.class)),
                            new SanctionLetterId(row.getObject("letter_id", UUID.class)));
                });
        return told;
    }

    Optional<Sanction> find(SchoolId school, SanctionId id) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> sanction(row))
                .optional();
    }

    /** Keeps a letter; false where this parent was written to already. */
    boolean write(SchoolId school, SanctionLetter letter, PersonId by) {
        return jdbc.sql(WRITE)
                        .param("school", school.value())
                        .param("id", letter.id().value())
                        .param("sanction", letter.about().value())
                        .param("parent", letter.to().value())
                        .param("parentName", letter.toName())
                        .param("words", letter.words())
                        .param("by", by.value())
                        .param("byName", letter.byName())
                        .param("at", Timestamp.from(letter.at()))
                        .param("byEmail", letter.byEmail())
                        .update()
                == 1;
    }

    List<SanctionLetter> letters(SchoolId school, SanctionId sanction) {
        return jdbc.sql(LETTERS)
                .param("school", school.value())
                .param("sanction", sanction.value())
                .query((row, _) -> letter(row))
                .list();
    }

    Optional<SanctionLetter> lockLetter(SchoolId school, SanctionLetterId id) {
        return jdbc.sql(LETTER)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> letter(row))
                .optional();
    }

    void opened(SchoolId school, SanctionLetterId id, Instant at) {
        jdbc.sql(OPENED)
                .param("school", school.value())
                .param("id", id.value())
                .param("at", Timestamp.from(at))
                .update();
    }

    void read(SchoolId school, SanctionLetterId id, Read read) {
        jdbc.sql(READ)
                .param("school", school.value())
                .param("id", id.value())
                .param("at", Timestamp.from(read.at()))
                .param("proof", read.proof().name())
                .update();
    }

    /** False where it was held back already. */
    boolean holdBack(Actor.Somebody by, SanctionId sanction, HeldBack heldBack) {
        return jdbc.sql(HOLD_BACK)
                        .param("school", by.school().value())
                        .param("sanction", sanction.value())
                        .param("by", by.person().value())
                        .param("byName", heldBack.byName())
                        .param("at", Timestamp.from(heldBack.at()))
                        .param("reason", heldBack.reason())
                        .update()
                == 1;
    }

    Optional<HeldBack> heldBack(SchoolId school, SanctionId sanction) {
        return jdbc.sql(HELD_BACK)
                .param("school", school.value())
                .param("sanction", sanction.value())
                .query((row, _) -> new HeldBack(
                        row.getString("held_by_name"),
                        row.getTimestamp("held_at").toInstant(),
                        row.getString("reason")))
                .optional();
    }

    private static Sanction sanction(ResultSet row) throws SQLException {
        var hold = row.getObject("hold_id", UUID.class);
        var version = row.getString("signed_version");
        var words = row.getString("signed_words");
        return new Sanction(
                new SanctionId(row.getObject("sanction_id", UUID.class)),
                new CaseId(row.getObject("case_id", UUID.class)),
                new PersonId(row.getObject("person_id", UUID.class)),
                Rung.Ladder.valueOf(row.getString("ladder")),
                Rung.valueOf(row.getString("rung")),
                row.getString("own_rung"),
                row.getString("why"),
                new PersonId(row.getObject("decided_by", UUID.class)),
                row.getString("decided_by_name"),
                row.getTimestamp("decided_at").toInstant(),
                row.getTimestamp("begins_at").toInstant(),
                instantOrNull(row, "ends_at"),
                hold == null ? null : new HoldId(hold),
                version == null
                        ? null
                        : new Sanction.Signed(
                                version,
                                row.getTimestamp("signed_since").toInstant(),
                                words == null
                                        ? null
                                        : new Sanction.Quoted(
                                                words, row.getString("signed_says"), row.getBoolean("signed_own"))));
    }

    private static SanctionLetter letter(ResultSet row) throws SQLException {
        var read = instantOrNull(row, "read_at");
        return new SanctionLetter(
                new SanctionLetterId(row.getObject("letter_id", UUID.class)),
                new SanctionId(row.getObject("sanction_id", UUID.class)),
                new PersonId(row.getObject("parent_id", UUID.class)),
                row.getString("parent_name"),
                row.getString("words"),
                row.getString("sent_by_name"),
                row.getTimestamp("sent_at").toInstant(),
                row.getBoolean("by_email"),
                instantOrNull(row, "opened_at"),
                read == null ? null : new Read(read, Proof.valueOf(row.getString("proof"))));
    }
}

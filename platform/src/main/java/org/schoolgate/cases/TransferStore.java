package org.schoolgate.cases;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.documents.EvidenceId;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where a case went besides: files to other schools, and its numbers in other systems. Rows are added and never changed. */
@Repository
class TransferStore {
    private static final String ADD = """
            insert into case_transfer
              (school_id, transfer_id, case_id, child_id, child_name, to_school, address, contact, telephone,
               holder, files, sent_by, sent_by_name, sent_at)
            values
              (:school, :transfer, :id, :child, :childName, :toSchool, :address, :contact, :telephone,
               :holder, :files, :by, :byName, :at)
            """;
    private static final String ADD_CASE = """
            insert into case_transfer_case (school_id, transfer_id, case_id) values (:school, :transfer, :id)
            """;
    private static final String ADD_STEP = """
            insert into case_transfer_step (school_id, transfer_id, kind, happened_at, name, letter, visit)
            values (:school, :transfer, :kind, :at, :name, :letter, :visit)
            """;
    private static final String OF_CASE = """
            select t.*, w.wrong
            from case_transfer t left join case_transfer_words w using (school_id, transfer_id)
            where t.school_id = :school and (t.case_id = :id or t.transfer_id in (
              select c.transfer_id from case_transfer_case c where c.school_id = :school and c.case_id = :id))
            order by t.sent_at desc, t.transfer_id
            """;
    private static final String OF_CHILD = """
            select t.*, w.wrong
            from case_transfer t left join case_transfer_words w using (school_id, transfer_id)
            where t.school_id = :school and t.child_id = :child order by t.sent_at desc, t.transfer_id
            """;
    private static final String FIND = """
            select t.*, w.wrong
            from case_transfer t left join case_transfer_words w using (school_id, transfer_id)
            where t.school_id = :school and t.transfer_id = :transfer
            """;
    private static final String PUT_WORDS = """
            insert into case_transfer_words (school_id, transfer_id, hash) values (:school, :transfer, :hash)
            on conflict (school_id, transfer_id) do update set hash = excluded.hash, wrong = 0
            """;
    private static final String TAKE_TRY = """
            update case_transfer_words set wrong = wrong + 1
            where school_id = :school and transfer_id = :transfer and wrong < :most
            returning hash, wrong
            """;
    private static final String GIVE_BACK = """
            update case_transfer_words set wrong = wrong - 1
            where school_id = :school and transfer_id = :transfer and hash = :hash
            """;
    private static final String STEPS = """
            select * from case_transfer_step where school_id = :school and transfer_id = any(:transfers) order by place
            """;
    private static final String CASES = """
            select c.transfer_id, c.case_id from case_transfer_case c
            join case_file f on f.school_id = c.school_id and f.case_id = c.case_id
            where c.school_id = :school and c.transfer_id = any(:transfers) order by f.opened_at, f.case_id
            """;
    private static final String ADD_REFERENCE = """
            insert into case_reference
              (school_id, case_id, system, number, day, written_by, written_by_name, written_at)
            values (:school, :id, :system, :number, :day, :by, :byName, :at)
            """;
    private static final String REFERENCES =
            "select * from case_reference where school_id = :school and case_id = :id order by place";

    private final JdbcClient jdbc;

    TransferStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, Transfer one, Instant at) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("transfer", one.id().value())
                .param("id", one.of() == null ? null : one.of().value())
                .param("child", one.child().value())
                .param("childName", one.childName())
                .param("toSchool", one.toSchool())
                .param("address", one.address())
                .param("contact", one.contact())
                .param("telephone", one.telephone())
                .param("holder", one.holder().value())
                .param("files", one.files().stream().map(EvidenceId::value).toArray(UUID[]::new))
                .param("by", one.sentBy().value())
                .param("byName", one.sentByName())
                .param("at", Timestamp.from(at))
                .update();
        if (one.isParcel()) {
            one.cases()
                    .forEach(each -> jdbc.sql(ADD_CASE)
                            .param("school", school.value())
                            .param("transfer", one.id().value())
                            .param("id", each.value())
                            .update());
        }
    }

    void add(SchoolId school, TransferId id, Transfer.Step step) {
        jdbc.sql(ADD_STEP)
                .param("school", school.value())
                .param("transfer", id.value())
                .param("kind", step.kind().name())
                .param("at", Timestamp.from(step.at()))
                .param("name", step.name())
                .param("letter", step.letter())
                .param("visit", step.visit())
                .update();
    }

    /** New words, which nobody has tried. */
    void putWords(SchoolId school, TransferId id, String hash) {
        jdbc.sql(PUT_WORDS)
                .param("school", school.value())
                .param("transfer", id.value())
                .param("hash", hash)
                .update();
    }

    /** A try at the words, which has been counted as a wrong one. */
    record Try(String hash, int wrong) {}

    /** Takes a try; empty where there are no words or no try is left. */
    Optional<Try> takeTry(SchoolId school, TransferId id) {
        return jdbc.sql(TAKE_TRY)
                .param("school", school.value())
                .param("transfer", id.value())
                .param("most", Transfer.MOST_WRONG)
                .query((row, _) -> new Try(row.getString("hash"), row.getInt("wrong")))
                .optional();
    }

    /** Gives a try back that was right; false where the words are others by now. */
    boolean giveBack(SchoolId school, TransferId id, Try taken) {
        return jdbc.sql(GIVE_BACK)
                        .param("school", school.value())
                        .param("transfer", id.value())
                        .param("hash", taken.hash())
                        .update()
                == 1;
    }

    List<Transfer> of(SchoolId school, CaseId id) {
        var found = jdbc.sql(OF_CASE)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> transfer(row, List.of()))
                .list();
        return withSteps(school, found);
    }

    /** All that was sent of a child, the newest first. */
    List<Transfer> of(SchoolId school, PersonId child) {
        var found = jdbc.sql(OF_CHILD)
                .param("school", school.value())
                .param("child", child.value())
                .query((row, _) -> transfer(row, List.of()))
                .list();
        return withSteps(school, found);
    }

    Optional<Transfer> find(SchoolId school, TransferId id) {
        var found = jdbc.sql(FIND)
                .param("school", school.value())
                .param("transfer", id.value())
                .query((row, _) -> transfer(row, List.of()))
                .list();
        return withSteps(school, found).stream().findFirst();
    }

    private List<Transfer> withSteps(SchoolId school, List<Transfer> transfers) {
        var ids = transfers.stream().map(one -> one.id().value()).toArray(UUID[]::new);
        Map<TransferId, List<Transfer.Step>> steps = new HashMap<>();
        jdbc.sql(STEPS).param("school", school.value()).param("transfers", ids).query(row -> {
            steps.computeIfAbsent(id(row), _ -> new ArrayList<>()).add(step(row));
        });
        Map<TransferId, List<CaseId>> cases = new HashMap<>();
        jdbc.sql(CASES).param("school", school.value()).param("transfers", ids).query(row -> {
            cases.computeIfAbsent(id(row), _ -> new ArrayList<>())
                    .add(new CaseId(row.getObject("case_id", UUID.class)));
        });
        return transfers.stream()
                .map(one -> new Transfer(
                        one.id(),
                        one.of(),
                        one.of() == null ? cases.getOrDefault(one.id(), List.of()) : List.of(one.of()),
                        one.child(),
                        one.childName(),
                        one.toSchool(),
                        one.address(),
                        one.contact(),
                        one.telephone(),
                        one.holder(),
                        one.files(),
                        one.sentBy(),
                        one.sentByName(),
                        one.wrong(),
                        steps.getOrDefault(one.id(), List.of())))
                .toList();
    }

    void add(Actor.Somebody by, CaseId id, Reference reference, Instant at) {
        jdbc.sql(ADD_REFERENCE)
                .param("school", by.school().value())
                .param("id", id.value())
                .param("system", reference.system())
                .param("number", reference.number())
                .param("day", reference.day())
                .param("by", by.person().value())
                .param("byName", by.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    List<Reference> references(SchoolId school, CaseId id) {
        return jdbc.sql(REFERENCES)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> new Reference(
                        row.getString("system"),
                        row.getString("number"),
                        row.getObject("day", LocalDate.class),
                        row.getString("written_by_name")))
                .list();
    }

    private static TransferId id(ResultSet row) throws SQLException {
        return new TransferId(row.getObject("transfer_id", UUID.class));
    }

    private static Transfer transfer(ResultSet row, List<Transfer.Step> steps) throws SQLException {
        var of = row.getObject("case_id", UUID.class);
        return new Transfer(
                id(row),
                of == null ? null : new CaseId(of),
                List.of(),
                new PersonId(row.getObject("child_id", UUID.class)),
                row.getString("child_name"),
                row.getString("to_school"),
                row.getString("address"),
                row.getString("contact"),
                row.getString("telephone"),
                new PersonId(row.getObject("holder", UUID.class)),
                files(row.getArray("files")),
                new PersonId(row.getObject("sent_by", UUID.class)),
                row.getString("sent_by_name"),
                row.getObject("wrong", Integer.class),
                steps);
    }

    private static List<EvidenceId> files(Array files) throws SQLException {
        return Arrays.stream((UUID[]) files.getArray()).map(EvidenceId::new).toList();
    }

    private static Transfer.Step step(ResultSet row) throws SQLException {
        return new Transfer.Step(
                Transfer.Kind.valueOf(row.getString("kind")),
                row.getTimestamp("happened_at").toInstant(),
                row.getString("name"),
                row.getObject("letter", UUID.class),
                row.getObject("visit", UUID.class));
    }
}

package org.schoolgate.cases;

import static org.schoolgate.tenancy.Moments.instant;
import static org.schoolgate.tenancy.Moments.instantOrNull;
import static org.schoolgate.ui.Words.say;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What parents were written of what was decided in a case, and that they read it. */
@Component
class LettersHome implements CaseStrand {
    private static final String OF_CASE = """
            select l.*, s.person_id from sanction_letter l
            join sanction s on s.school_id = l.school_id and s.sanction_id = l.sanction_id
            where s.school_id = :school and s.case_id = :id
            order by l.sent_at, l.letter_id
            """;

    private final JdbcClient jdbc;

    LettersHome(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean isOfPeople() {
        return true;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Happening> happenings(Case one) {
        return jdbc
                .sql(OF_CASE)
                .param("school", one.file().school().value())
                .param("id", one.file().id().value())
                .query((row, _) -> letter(row))
                .list()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<Happening> letter(ResultSet row) throws SQLException {
        var id = "letter-" + row.getString("letter_id");
        var href = "/sanctions/" + row.getString("sanction_id");
        var parent = row.getString("parent_name");
        var sent = Happening.of(
                id,
                instant(row, "sent_at"),
                row.getString("sent_by_name"),
                say("cases.letters.story", parent),
                "mail",
                href,
                new Happening.Line(say("cases.letters.words"), row.getString("words")));
        var child = new PersonId(row.getObject("person_id", UUID.class));
        var readAt = instantOrNull(row, "read_at");
        return readAt == null
                ? List.of(sent.about(child))
                : List.of(
                        sent.about(child),
                        Happening.of(
                                        id + "-read",
                                        readAt,
                                        parent,
                                        say("cases.letters.read", parent),
                                        "mail-check",
                                        href)
                                .about(child));
    }
}

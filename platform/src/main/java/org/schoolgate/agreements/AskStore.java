package org.schoolgate.agreements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who was asked for what, and what happened on the way. Rows are added and never changed. */
@Repository
class AskStore {
    private static final String ADD = """
            insert into agreement_ask (school_id, ask_id, round_id, year, audience, part, signer, subject, at)
            values (:school, :id, :round, :year, :audience, :part, :signer, :subject, :at)
            on conflict do nothing
            """;
    private static final String STEP = """
            insert into agreement_step (school_id, ask_id, kind, at, by_person, words)
            values (:school, :ask, :kind, :at, :by, :words)
            """;
    private static final String SELECT = "select a.* from agreement_ask a where a.school_id = :school ";
    private static final String IN_ORDER = " order by a.number";
    private static final String ABOUT = SELECT + "and a.subject = any(:subjects)" + IN_ORDER;
    private static final String OF_ROUND = SELECT + "and a.round_id = :round" + IN_ORDER;
    private static final String FIND = SELECT + "and a.ask_id = :ask" + IN_ORDER;
    private static final String WITH_QUESTION = SELECT + """
            and a.ask_id in (select ask_id from agreement_step where school_id = :school and kind = 'QUESTION_ASKED')
            """ + IN_ORDER;
    private static final String UNWRITTEN = SELECT + """
            and a.round_id = :round and a.part <> 'PUPIL' and a.signer in (
              select signer from agreement_ask b
              where b.school_id = :school and b.round_id = :round and b.part <> 'PUPIL' and not exists (
                select 1 from agreement_step t
                where t.school_id = b.school_id and t.ask_id = b.ask_id and t.kind in ('INVITED', 'UNREACHABLE'))
              order by b.number limit :most)
            """ + IN_ORDER;

    /* Apart from the asks: a plan that joins them may be one for a handful long after there are thousands. */
    private static final String STEPS = """
            select ask_id, kind, at, by_person, words from agreement_step
            where school_id = :school and ask_id = any(:asks)
            order by step_id
            """;

    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('agreements.answer ' || :ask, 0))";

    private final JdbcClient jdbc;

    AskStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Asks once; to ask again in the same round changes nothing. */
    boolean add(SchoolId school, Ask ask) {
        var round = ask.round();
        return jdbc.sql(ADD)
                        .param("school", school.value())
                        .param("id", ask.id().value())
                        .param("round", round == null ? null : round.value())
                        .param("year", ask.year().startYear())
                        .param("audience", ask.needed().audience().name())
                        .param("part", ask.needed().part().name())
                        .param("signer", ask.needed().signer().value())
                        .param("subject", ask.needed().subject().value())
                        .param("at", Timestamp.from(ask.at()))
                        .update()
                > 0;
    }

    /** Keeps others who answer the same question waiting until the transaction ends: one of them is first. */
    void lock(AskId ask) {
        jdbc.sql(LOCK).param("ask", ask.toString()).query((row, _) -> true).list();
    }

    void happen(SchoolId school, AskId ask, Step step) {
        switch (step) {
            case Step.Invited(var at) -> step(school, ask, "INVITED", at, null, "");
            case Step.Unreachable(var at) -> step(school, ask, "UNREACHABLE", at, null, "");
            case Step.Reminded(var at) -> step(school, ask, "REMINDED", at, null, "");
            case Step.Opened(var at) -> step(school, ask, "OPENED", at, null, "");
            case Step.QuestionAsked(var at, var words) -> step(school, ask, "QUESTION_ASKED", at, null, words);
            case Step.QuestionAnswered(var at, var by, var words) ->
                step(school, ask, "QUESTION_ANSWERED", at, by, words);
        }
    }

    private void step(SchoolId school, AskId ask, String kind, Instant at, @Nullable PersonId by, String words) {
        jdbc.sql(STEP)
                .param("school", school.value())
                .param("ask", ask.value())
                .param("kind", kind)
                .param("at", Timestamp.from(at))
                .param("by", by == null ? null : by.value())
                .param("words", words)
                .update();
    }

    /** Everything that was asked about any of these people. */
    List<Ask> about(SchoolId school, Collection<PersonId> subjects) {
        return read(
                school,
                jdbc.sql(ABOUT)
                        .param("school", school.value())
                        .param(
                                "subjects",
                                subjects.stream().map(PersonId::value).toArray(UUID[]::new)));
    }

    List<Ask> ofRound(SchoolId school, RoundId round) {
        return read(school, jdbc.sql(OF_ROUND).param("school", school.value()).param("round", round.value()));
    }

    /** The asks of adults who have not been written to in this round, of at most that many adults. */
    List<Ask> unwritten(SchoolId school, RoundId round, int most) {
        return read(
                school,
                jdbc.sql(UNWRITTEN)
                        .param("school", school.value())
                        .param("round", round.value())
                        .param("most", most));
    }

    /** The asks about which somebody has a question that nobody answered. */
    List<Ask> withOpenQuestion(SchoolId school) {
        return read(school, jdbc.sql(WITH_QUESTION).param("school", school.value())).stream()
                .filter(ask -> ask.state() instanceof SignerState.Question)
                .toList();
    }

    Optional<Ask> find(SchoolId school, AskId ask) {
        return read(school, jdbc.sql(FIND).param("school", school.value()).param("ask", ask.value())).stream()
                .findFirst();
    }

    private List<Ask> read(SchoolId school, JdbcClient.StatementSpec statement) {
        var asks = statement.query((row, _) -> ask(row)).list();
        if (asks.isEmpty()) {
            return asks;
        }
        var steps = new HashMap<UUID, List<Step>>();
        jdbc.sql(STEPS)
                .param("school", school.value())
                .param("asks", asks.stream().map(ask -> ask.id().value()).toArray(UUID[]::new))
                .query(row -> {
                    steps.computeIfAbsent(row.getObject("ask_id", UUID.class), _ -> new ArrayList<>())
                            .add(step(row));
                });
        return asks.stream()
                .map(ask -> ask.after(steps.getOrDefault(ask.id().value(), List.of())))
                .toList();
    }

    private static Ask ask(ResultSet row) throws SQLException {
        var round = row.getObject("round_id", UUID.class);
        return new Ask(
                new AskId(row.getObject("ask_id", UUID.class)),
                round == null ? null : new RoundId(round),
                new AcademicYear(row.getInt("year")),
                new Needed(
                        Audience.valueOf(row.getString("audience")),
                        Part.valueOf(row.getString("part")),
                        new PersonId(row.getObject("signer", UUID.class)),
                        new PersonId(row.getObject("subject", UUID.class))),
                row.getTimestamp("at").toInstant(),
                List.of());
    }

    private static Step step(ResultSet row) throws SQLException {
        var at = row.getTimestamp("at").toInstant();
        return switch (row.getString("kind")) {
            case "INVITED" -> new Step.Invited(at);
            case "UNREACHABLE" -> new Step.Unreachable(at);
            case "REMINDED" -> new Step.Reminded(at);
            case "OPENED" -> new Step.Opened(at);
            case "QUESTION_ASKED" -> new Step.QuestionAsked(at, row.getString("words"));
            case "QUESTION_ANSWERED" ->
                new Step.QuestionAnswered(at, PersonId.of(row.getString("by_person")), row.getString("words"));
            case String other -> throw new IllegalStateException("unknown step in the database: " + other);
        };
    }
}

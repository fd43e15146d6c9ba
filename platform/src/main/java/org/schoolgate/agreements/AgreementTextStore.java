package org.schoolgate.agreements;

import static org.schoolgate.tenancy.Moments.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.AgreementText.State;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Fingerprint;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Versions of texts in the database, with their words in every approved language. */
@Repository
class AgreementTextStore {
    private static final String SELECT = """
            select t.*, w.language, w.wording, w.fingerprint
            from agreement_text t join agreement_wording w using (school_id, text_id)
            where t.school_id = :school
              and (t.state = 'DRAFT' or w.approved_at is not null)
            """;
    private static final String ALL = SELECT + "order by t.audience, t.major desc, t.minor desc, w.language";
    private static final String OF_AUDIENCE =
            SELECT + "and t.audience = :audience order by t.major desc, t.minor desc, w.language";
    private static final String FIND = SELECT + "and t.text_id = :text order by w.language";
    private static final String VERSIONS = """
            select * from agreement_text where school_id = :school order by audience, major desc, minor desc
            """;
    private static final String LOCK =
            "select text_id from agreement_text where school_id = :school and audience = :audience for update";
    private static final String ADD = """
            insert into agreement_text (school_id, text_id, audience, major, minor, change, state, drafted_by, drafted_at)
            values (:school, :text, :audience, :major, :minor, :change, 'DRAFT', :by, :at)
            """;
    private static final String ADD_WORDS = """
            insert into agreement_wording (school_id, text_id, language, wording, fingerprint, approved_by, approved_at)
            values (:school, :text, :language, :wording::jsonb, :fingerprint, :by, :at)
            """;
    private static final String REWORD = """
            update agreement_wording set wording = :wording::jsonb, fingerprint = :fingerprint
            where school_id = :school and text_id = :text and language = :language
            """;
    private static final String APPROVE_WORDS = """
            update agreement_wording set approved_by = :by, approved_at = :at
            where school_id = :school and text_id = :text
            """;
    private static final String CHANGE = """
            update agreement_text set change = :change, major = :major, minor = :minor
            where school_id = :school and text_id = :text
            """;
    private static final String APPROVE = """
            update agreement_text set state = 'APPROVED', approved_by = :by, approved_at = :at
            where school_id = :school and text_id = :text
            """;
    private static final String ENFORCE = """
            update agreement_text set state = 'IN_FORCE', in_force_at = :at
            where school_id = :school and text_id = :text
            """;
    private static final String REPLACE = """
            update agreement_text set state = 'REPLACED', replaced_at = :at, counts_until = :until
            where school_id = :school and text_id = :text
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AgreementTextStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<AgreementText> all(SchoolId school) {
        return read(jdbc.sql(ALL).param("school", school.value()));
    }

    /** The versions for an audience, newest first. */
    List<AgreementText> of(SchoolId school, Audience audience) {
        return read(jdbc.sql(OF_AUDIENCE).param("school", school.value()).param("audience", audience.name()));
    }

    /** The versions for every audience, without their words. */
    Map<Audience, Counting> versions(SchoolId school) {
        var found = new EnumMap<Audience, Counting>(Audience.class);
        for (var audience : Audience.values()) {
            found.put(audience, new Counting(audience, new ArrayList<>()));
        }
        jdbc.sql(VERSIONS).param("school", school.value()).query(row -> {
            var counting = found.get(Audience.valueOf(row.getString("audience")));
            if (counting != null) {
                counting.versions()
                        .add(new Counting.Version(TextId.of(row.getString("text_id")), number(row), state(row)));
            }
        });
        return found;
    }

    Optional<AgreementText> find(SchoolId school, TextId id) {
        return read(jdbc.sql(FIND).param("school", school.value()).param("text", id.value())).stream()
                .findFirst();
    }

    /** Keeps everybody else from drafting, approving or replacing for this audience until the transaction ends. */
    void lock(SchoolId school, Audience audience) {
        jdbc.sql(LOCK)
                .param("school", school.value())
                .param("audience", audience.name())
                .query(String.class)
                .list();
    }

    void add(SchoolId school, AgreementText draft) {
        if (!(draft.state() instanceof State.Draft(var by, var since))) {
            throw new IllegalArgumentException("not a draft: " + draft.state());
        }
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("text", draft.id().value())
                .param("audience", draft.audience().name())
                .param("major", draft.number().major())
                .param("minor", draft.number().minor())
                .param("change", draft.change().name())
                .param("by", by.value())
                .param("at", Timestamp.from(since))
                .update();
        addWords(school, draft.id(), draft.english(), null, null);
    }

    /** Adds the words in one more language, approved already. */
    void translate(SchoolId school, TextId text, Wording wording, PersonId approvedBy, Instant at) {
        addWords(school, text, wording, approvedBy, at);
    }

    private void addWords(
            SchoolId school, TextId text, Wording wording, @Nullable PersonId approvedBy, @Nullable Instant at) {
        jdbc.sql(ADD_WORDS)
                .param("school", school.value())
                .param("text", text.value())
                .param("language", wording.language())
                .param("wording", json.writeValueAsString(wording))
                .param("fingerprint", wording.fingerprint().hex())
                .param("by", approvedBy == null ? null : approvedBy.value())
                .param("at", at == null ? null : Timestamp.from(at))
                .update();
    }

    void reword(SchoolId school, TextId text, Wording wording) {
        jdbc.sql(REWORD)
                .param("school", school.value())
                .param("text", text.value())
                .param("language", wording.language())
                .param("wording", json.writeValueAsString(wording))
                .param("fingerprint", wording.fingerprint().hex())
                .update();
    }

    void renumber(SchoolId school, TextId text, Change change, VersionNumber number) {
        jdbc.sql(CHANGE)
                .param("school", school.value())
                .param("text", text.value())
                .param("change", change.name())
                .param("major", number.major())
                .param("minor", number.minor())
                .update();
    }

    /** Writes how far a version has come; its words are approved with it. */
    void move(SchoolId school, AgreementText text) {
        switch (text.state()) {
            case State.Draft draft -> throw new IllegalArgumentException("a version never becomes a draft again");
            case State.Approved(var by, var at) -> {
                update(APPROVE, school, text.id())
                        .param("by", by.value())
                        .param("at", Timestamp.from(at))
                        .update();
                update(APPROVE_WORDS, school, text.id())
                        .param("by", by.value())
                        .param("at", Timestamp.from(at))
                        .update();
            }
            case State.InForce(var by, var since) ->
                update(ENFORCE, school, text.id())
                        .param("at", Timestamp.from(since))
                        .update();
            case State.Replaced(var by, var since, var at, var until) ->
                update(REPLACE, school, text.id())
                        .param("at", Timestamp.from(at))
                        .param("until", Timestamp.from(until))
                        .update();
        }
    }

    private JdbcClient.StatementSpec update(String sql, SchoolId school, TextId text) {
        return jdbc.sql(sql).param("school", school.value()).param("text", text.value());
    }

    private List<AgreementText> read(JdbcClient.StatementSpec statement) {
        var byText = new LinkedHashMap<TextId, List<Row>>();
        statement
                .query((row, number) -> row(row))
                .list()
                .forEach(row -> byText.computeIfAbsent(row.text(), text -> new ArrayList<>())
                        .add(row));
        return byText.values().stream().map(AgreementTextStore::text).toList();
    }

    private record Row(
            TextId text,
            Audience audience,
            VersionNumber number,
            Change change,
            State state,
            Wording wording,
            Fingerprint stored) {}

    private static AgreementText text(List<Row> rows) {
        var wordings = new LinkedHashMap<String, Wording>();
        rows.forEach(row -> {
            if (!row.wording().fingerprint().equals(row.stored())) {
                throw new IllegalStateException("the words of agreement %s in %s are not those that were stored"
                        .formatted(row.text(), row.wording().language()));
            }
            wordings.put(row.wording().language(), row.wording());
        });
        var first = rows.getFirst();
        return new AgreementText(
                first.text(), first.audience(), first.number(), first.change(), Map.copyOf(wordings), first.state());
    }

    private Row row(ResultSet row) throws SQLException {
        return new Row(
                TextId.of(row.getString("text_id")),
                Audience.valueOf(row.getString("audience")),
                number(row),
                Change.valueOf(row.getString("change")),
                state(row),
                json.readValue(row.getString("wording"), Wording.class),
                new Fingerprint(row.getString("fingerprint")));
    }

    private static VersionNumber number(ResultSet row) throws SQLException {
        return new VersionNumber(row.getInt("major"), row.getInt("minor"));
    }

    private static State state(ResultSet row) throws SQLException {
        return switch (row.getString("state")) {
            case "DRAFT" -> new State.Draft(person(row, "drafted_by"), instant(row, "drafted_at"));
            case "APPROVED" -> new State.Approved(person(row, "approved_by"), instant(row, "approved_at"));
            case "IN_FORCE" -> new State.InForce(person(row, "approved_by"), instant(row, "in_force_at"));
            case "REPLACED" ->
                new State.Replaced(
                        person(row, "approved_by"),
                        instant(row, "in_force_at"),
                        instant(row, "replaced_at"),
                        instant(row, "counts_until"));
            case String other -> throw new IllegalStateException("unknown state in the database: " + other);
        };
    }

    private static PersonId person(ResultSet row, String column) throws SQLException {
        return PersonId.of(row.getString(column));
    }
}

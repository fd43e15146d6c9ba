package org.schoolgate.messages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Attempt.Heard;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Alarms as rows that are only added. */
@Repository
class AlarmStore {
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('messages.alarm ' || :id, 0))";
    private static final String BEGIN = """
            insert into alarm (school_id, alarm_id, subject, nth, path, test, begun_at, begun_by)
            values (:school, :id, :subject, :nth, :path, :test, :at, :by)
            on conflict (school_id, subject, nth) do nothing
            """;
    private static final String WHOLE = """
            select a.*, e.ended_at, e.how, e.person, e.name, r.reminded_at
            from alarm a
            left join alarm_end e on e.school_id = a.school_id and e.alarm_id = a.alarm_id
            left join alarm_reminder r on r.school_id = a.school_id and r.alarm_id = a.alarm_id
            where a.school_id = :school
            """;
    private static final String FIND = WHOLE + " and a.alarm_id = :id";
    private static final String OF = WHOLE + " and a.subject = any(:subjects::text[]) order by a.begun_at";
    private static final String OPEN = WHOLE + " and e.alarm_id is null order by a.begun_at";
    private static final String LATELY_TAKEN = WHOLE + """
             and not a.test and e.person is not null and e.ended_at >= :since
              and not exists (
                select 1 from alarm n where n.school_id = a.school_id and n.subject = a.subject and n.nth > a.nth)
            order by e.ended_at
            """;
    private static final String ENDED = WHOLE + " and e.ended_at >= :since";
    private static final String ENDED_BEFORE = WHOLE + " and e.ended_at < :before";

    /** Their parts first, as they hang on each other. */
    private static final List<String> FORGET = Stream.of(
                    "alarm_reminder", "alarm_end", "alarm_word", "alarm_attempt", "alarm")
            .map("delete from %s where school_id = :school and alarm_id = any(:ids::uuid[])"::formatted)
            .toList();

    private static final String TESTS = WHOLE + " and a.test order by a.begun_at desc limit :most";
    private static final String ATTEMPTS =
            "select * from alarm_attempt where school_id = :school and alarm_id = :id order by attempt";
    private static final String WORDS = """
            select attempt, heard_at, heard, detail from alarm_word
            where school_id = :school and alarm_id = :id
            order by word
            """;
    private static final String TRY = """
            insert into alarm_attempt
              (school_id, alarm_id, attempt, round, person, name, channel, number, hash, code, begun_at)
            values (:school, :id, :attempt, :round, :person, :name, :channel, :number, :hash, :code, :at)
            """;
    private static final String HEAR = """
            insert into alarm_word (school_id, alarm_id, attempt, heard_at, heard, detail)
            values (:school, :id, :attempt, :at, :heard, :detail)
            """;
    private static final String END = """
            insert into alarm_end (school_id, alarm_id, ended_at, how, person, name)
            values (:school, :id, :at, :how, :person, :name)
            on conflict do nothing
            """;
    private static final String REMIND =
            "insert into alarm_reminder (school_id, alarm_id, reminded_at) values (:school, :id, :at)";
    private static final String OF_SECRET =
            "select alarm_id, attempt from alarm_attempt where school_id = :school and hash = :hash";
    private static final String OF_CODE = """
            select alarm_id, attempt from alarm_attempt
            where school_id = :school and number = :number and code = :code
            order by begun_at desc limit 1
            """;

    private final JdbcClient jdbc;

    AlarmStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which attempt of which alarm. */
    record Place(AlarmId alarm, int attempt) {}

    /** Whoever rings and whoever answers come one after the other. */
    void lock(AlarmId id) {
        jdbc.sql(LOCK).param("id", id.toString()).query((_, _) -> true).single();
    }

    /** False where it had begun already. */
    boolean begin(Alarm alarm) {
        return of(BEGIN, alarm.school(), alarm.id())
                        .param("subject", alarm.subject())
                        .param("nth", alarm.nth())
                        .param("path", alarm.path())
                        .param("test", alarm.test())
                        .param("at", Timestamp.from(alarm.begunAt()))
                        .param("by", alarm.begunBy())
                        .update()
                == 1;
    }

    Optional<Alarm> find(SchoolId school, AlarmId id) {
        return of(FIND, school, id).query((row, _) -> alarm(row)).optional();
    }

    /** About any of these, the oldest first. */
    List<Alarm> of(SchoolId school, List<String> subjects) {
        return jdbc.sql(OF)
                .param("school", school.value())
                .param("subjects", subjects.toArray(String[]::new))
                .query((row, _) -> alarm(row))
                .list();
    }

    List<Alarm> open(SchoolId school) {
        return jdbc.sql(OPEN)
                .param("school", school.value())
                .query((row, _) -> alarm(row))
                .list();
    }

    /** Those that somebody has had since then at the latest, and that were not begun again. */
    List<Alarm> taken(SchoolId school, Instant since) {
        return jdbc.sql(LATELY_TAKEN)
                .param("school", school.value())
                .param("since", Timestamp.from(since))
                .query((row, _) -> alarm(row))
                .list();
    }

    /** Those that ended before then. */
    List<Alarm> endedBefore(SchoolId school, Instant before) {
        return jdbc.sql(ENDED_BEFORE)
                .param("school", school.value())
                .param("before", Timestamp.from(before))
                .query((row, _) -> alarm(row))
                .list();
    }

    void forget(SchoolId school, List<AlarmId> ids) {
        if (!ids.isEmpty()) {
            var values = ids.stream().map(AlarmId::value).toArray(UUID[]::new);
            FORGET.forEach(sql -> jdbc.sql(sql)
                    .param("school", school.value())
                    .param("ids", values)
                    .update());
        }
    }

    /** Those that have ended since then. */
    List<Alarm> ended(SchoolId school, Instant since) {
        return jdbc.sql(ENDED)
                .param("school", school.value())
                .param("since", Timestamp.from(since))
                .query((row, _) -> alarm(row))
                .list();
    }

    /** The newest tests, the newest first. */
    List<Alarm> tests(SchoolId school, int most) {
        return jdbc.sql(TESTS)
                .param("school", school.value())
                .param("most", most)
                .query((row, _) -> alarm(row))
                .list();
    }

    void add(Alarm alarm, Attempt attempt, byte @Nullable [] hash) {
        of(TRY, alarm.school(), alarm.id())
                .param("attempt", attempt.number())
                .param("round", attempt.round())
                .param("person", attempt.person().value())
                .param("name", attempt.name())
                .param("channel", attempt.channel().name())
                .param("number", attempt.to())
                .param("hash", hash)
                .param("code", attempt.code())
                .param("at", Timestamp.from(attempt.begunAt()))
                .update();
    }

    void hear(SchoolId school, Place place, Instant at, Heard heard, String detail) {
        of(HEAR, school, place.alarm())
                .param("attempt", place.attempt())
                .param("at", Timestamp.from(at))
                .param("heard", heard.name())
                .param("detail", detail)
                .update();
    }

    /** False where it had ended already. */
    boolean end(SchoolId school, AlarmId id, Alarm.End end) {
        return of(END, school, id)
                        .param("at", Timestamp.from(end.at()))
                        .param("how", end.how().name())
                        .param(
                                "person",
                                end.person() == null ? null : end.person().value())
                        .param("name", end.name())
                        .update()
                == 1;
    }

    void remind(SchoolId school, AlarmId id, Instant at) {
        of(REMIND, school, id).param("at", Timestamp.from(at)).update();
    }

    Optional<Place> bySecret(SchoolId school, byte[] hash) {
        return jdbc.sql(OF_SECRET)
                .param("school", school.value())
                .param("hash", hash)
                .query((row, _) -> place(row))
                .optional();
    }

    Optional<Place> byCode(SchoolId school, String number, String code) {
        return jdbc.sql(OF_CODE)
                .param("school", school.value())
                .param("number", number)
                .param("code", code)
                .query((row, _) -> place(row))
                .optional();
    }

    private StatementSpec of(String sql, SchoolId school, AlarmId id) {
        return jdbc.sql(sql).param("school", school.value()).param("id", id.value());
    }

    private Alarm alarm(ResultSet row) throws SQLException {
        var id = new AlarmId(row.getObject("alarm_id", UUID.class));
        var school = new SchoolId(row.getObject("school_id", UUID.class));
        var ended = row.getTimestamp("ended_at");
        var reminded = row.getTimestamp("reminded_at");
        var person = row.getObject("person", UUID.class);
        return new Alarm(
                id,
                school,
                row.getString("subject"),
                row.getInt("nth"),
                row.getString("path"),
                row.getBoolean("test"),
                row.getTimestamp("begun_at").toInstant(),
                row.getString("begun_by"),
                attempts(school, id),
                ended == null
                        ? null
                        : new Alarm.End(
                                ended.toInstant(),
                                Alarm.How.valueOf(row.getString("how")),
                                person == null ? null : new PersonId(person),
                                row.getString("name")),
                reminded == null ? null : reminded.toInstant());
    }

    private List<Attempt> attempts(SchoolId school, AlarmId id) {
        record Said(int attempt, Attempt.Word word) {}
        var words = of(WORDS, school, id)
                .query((row, _) -> new Said(
                        row.getInt("attempt"),
                        new Attempt.Word(
                                row.getTimestamp("heard_at").toInstant(),
                                Heard.valueOf(row.getString("heard")),
                                row.getString("detail"))))
                .list();
        return of(ATTEMPTS, school, id)
                .query((row, _) -> {
                    var number = row.getInt("attempt");
                    return new Attempt(
                            number,
                            row.getInt("round"),
                            new PersonId(row.getObject("person", UUID.class)),
                            row.getString("name"),
                            Channel.valueOf(row.getString("channel")),
                            row.getString("number"),
                            row.getString("code"),
                            row.getTimestamp("begun_at").toInstant(),
                            words.stream()
                                    .filter(said -> said.attempt() == number)
                                    .map(Said::word)
                                    .toList());
                })
                .list();
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(new AlarmId(row.getObject("alarm_id", UUID.class)), row.getInt("attempt"));
    }
}

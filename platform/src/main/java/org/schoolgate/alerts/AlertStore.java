package org.schoolgate.alerts;

import static org.schoolgate.tenancy.Moments.instant;
import static org.schoolgate.tenancy.Moments.instantOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.alerts.Alert.Judgement;
import org.schoolgate.alerts.Alert.State;
import org.schoolgate.alerts.Alert.Verdict;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.kernel.SignalDesk.Followed;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Signals in the database, what was said of them, and how a school has them graded. */
@Repository
class AlertStore {
    /** Two processes that grade at once would each find that there is no signal yet. */
    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(hashtextextended('alerts.grading ' || cast(:school as text), 0))";

    private static final String RAISE = """
            insert into alert
              (school_id, alert_id, sort, grade, who, person_id, kind, began_at, last_at, raised_at, events, proved_to)
            values
              (:school, :id, :sort, :grade, :who, :person, :kind, :began, :last, :raised, :events, 0)
            """;
    private static final String COUNT_UP = """
            update alert set began_at = :began, last_at = :last, events = :events
            where school_id = :school and alert_id = :id
            """;
    private static final String PROVED = """
            update alert set proved_to = :place, proved_at = :at where school_id = :school and alert_id = :id
            """;
    private static final String SEEN = """
            update alert set seen_at = :at where school_id = :school and alert_id = :id and seen_at is null
            """;
    private static final String FOLLOWED = """
            update alert
            set decided_at = :at, decided_by = :by, decided_by_name = :name, case_subject = :subject, case_path = :path,
              seen_at = coalesce(seen_at, :seen)
            where school_id = :school and alert_id = :id and case_subject is null
            """;
    private static final String PUT_ASIDE = """
            update alert
            set decided_at = :at, decided_by = :by, decided_by_name = :name, because = :because,
              seen_at = coalesce(seen_at, :at)
            where school_id = :school and alert_id = :id and decided_at is null
            """;
    private static final String ONE = "select * from alert where school_id = :school and alert_id = :id";
    private static final String LOCKED = ONE + " for update";
    private static final String AROUND = """
            select * from alert
            where school_id = :school and who = :who and sort = :sort and began_at > :from and began_at < :until
            order by began_at
            """;
    private static final String WAITING = """
            select * from alert where school_id = :school and decided_at is null order by raised_at, alert_id
            """;
    private static final String LATELY = """
            select * from alert where school_id = :school and decided_at is not null
            order by raised_at desc, alert_id limit :most
            """;
    /** In an order that nobody chooses, and that stays the same until they have been looked at. */
    private static final String FOR_A_SECOND = """
            select * from alert a
            where a.school_id = :school and a.because is not null and a.case_subject is null
              and a.decided_at > :since and a.decided_by <> :by
              and not exists (
                select 1 from alert_judgement j
                where j.school_id = a.school_id and j.alert_id = a.alert_id and j.verdict <> 'FALSE_ALARM')
            order by md5(a.alert_id::text) limit 50
            """;

    private static final String HOW_MANY_WAIT = """
            select kind, sort, person_id, count(*) as signals from alert
            where school_id = :school and decided_at is null
            group by kind, sort, person_id
            """;
    private static final String FORGET = "select alert_forget_before(:before)";
    private static final String BETWEEN = """
            select * from alert where school_id = :school and raised_at >= :from and raised_at < :until
            order by raised_at, alert_id
            """;
    private static final String TO_PROVE = """
            select a.* from alert a
            where a.school_id = :school and a.case_subject is not null and a.raised_at > :since
              and (a.proved_at is null or a.proved_at < :before)
              and exists (
                select 1 from alert_event e
                where e.school_id = a.school_id and e.alert_id = a.alert_id and e.place > a.proved_to)
            """;
    private static final String JUDGE = """
            insert into alert_judgement (school_id, alert_id, verdict, said_at, said_by, said_by_name, because)
            values (:school, :id, :verdict, :at, :by, :name, :because) on conflict do nothing
            """;
    private static final String JUDGEMENTS =
            "select * from alert_judgement where school_id = :school and alert_id = any(:ids) order by place";
    private static final String GRADES = """
            select distinct on (sort) sort, grade from alert_grading where school_id = :school
            order by sort, place desc
            """;
    private static final String SET_GRADE = """
            insert into alert_grading (school_id, sort, grade, set_at, set_by, set_by_name, reason)
            values (:school, :sort, :grade, :at, :by, :name, :reason)
            """;
    private static final String GRADINGS = "select * from alert_grading where school_id = :school order by place desc";

    private final JdbcClient jdbc;

    AlertStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Nobody else grades for this school until the transaction is over. */
    void lock(SchoolId school) {
        jdbc.sql(ONE_AT_A_TIME)
                .param("school", school.value())
                .query((_, _) -> true)
                .single();
    }

    void raise(Alert alert) {
        of(RAISE, alert.school(), alert.id())
                .param("sort", alert.sort().name())
                .param("grade", alert.grade().name())
                .param("who", alert.who())
                .param("person", uuid(alert.person()))
                .param("kind", alert.kind().name())
                .param("began", Timestamp.from(alert.beganAt()))
                .param("last", Timestamp.from(alert.lastAt()))
                .param("raised", Timestamp.from(alert.raisedAt()))
                .param("events", alert.events())
                .update();
    }

    void countUp(Alert alert) {
        of(COUNT_UP, alert.school(), alert.id())
                .param("began", Timestamp.from(alert.beganAt()))
                .param("last", Timestamp.from(alert.lastAt()))
                .param("events", alert.events())
                .update();
    }

    void proved(Alert alert, long place, Instant at) {
        of(PROVED, alert.school(), alert.id())
                .param("place", place)
                .param("at", Timestamp.from(at))
                .update();
    }

    void seen(SchoolId school, AlertId id, Instant at) {
        of(SEEN, school, id).param("at", Timestamp.from(at)).update();
    }

    /** False where a case follows already. Whoever opens it has seen it; the program has not. */
    boolean followed(Alert alert, Followed followed, Actor by, Instant at) {
        return of(FOLLOWED, alert.school(), alert.id())
                        .param("at", Timestamp.from(at))
                        .param("by", uuid(by.personId().orElse(null)))
                        .param("name", by.name())
                        .param("subject", followed.subject())
                        .param("path", followed.path())
                        .param("seen", by.personId().isPresent() ? Timestamp.from(at) : null, Types.TIMESTAMP)
                        .update()
                == 1;
    }

    /** False where somebody has decided already. */
    boolean putAside(Actor.Somebody by, AlertId id, String because, Instant at) {
        return of(PUT_ASIDE, by.school(), id)
                        .param("at", Timestamp.from(at))
                        .param("by", by.person().value())
                        .param("name", by.name())
                        .param("because", because)
                        .update()
                == 1;
    }

    /** False where that was said already. */
    boolean judge(Actor.Somebody by, AlertId id, Verdict verdict, String because, Instant at) {
        return of(JUDGE, by.school(), id)
                        .param("verdict", verdict.name())
                        .param("at", Timestamp.from(at))
                        .param("by", by.person().value())
                        .param("name", by.name())
                        .param("because", because)
                        .update()
                == 1;
    }

    Optional<Alert> find(SchoolId school, AlertId id) {
        return whole(school, of(ONE, school, id)).stream().findFirst();
    }

    Optional<Alert> lock(SchoolId school, AlertId id) {
        return whole(school, of(LOCKED, school, id)).stream().findFirst();
    }

    /** The signals of these that began in some time, the oldest first. */
    List<Alert> around(SchoolId school, NoticedStore.Key key, Instant from, Instant until) {
        return whole(
                school,
                jdbc.sql(AROUND)
                        .param("school", school.value())
                        .param("who", key.who())
                        .param("sort", key.sort().name())
                        .param("from", Timestamp.from(from))
                        .param("until", Timestamp.from(until)));
    }

    /** What nobody has decided, the oldest first. */
    List<Alert> waiting(SchoolId school) {
        return whole(school, jdbc.sql(WAITING).param("school", school.value()));
    }

    /** Of what and about whom how many wait. */
    record Waiting(Alert.About about, int signals) {}

    /** How many nobody has decided, by what it turns on whose they are. */
    List<Waiting> howManyWait(SchoolId school) {
        return jdbc.sql(HOW_MANY_WAIT)
                .param("school", school.value())
                .query((row, _) -> new Waiting(
                        new Alert.About(
                                Alert.Kind.valueOf(row.getString("kind")),
                                Sort.valueOf(row.getString("sort")),
                                person(row, "person_id")),
                        row.getInt("signals")))
                .list();
    }

    /** The newest of those about which somebody has. */
    List<Alert> lately(SchoolId school, int most) {
        return whole(school, jdbc.sql(LATELY).param("school", school.value()).param("most", most));
    }

    /** Some of what others than this reader put aside, and no second person has looked at. */
    List<Alert> forASecond(Actor.Somebody by, Instant since) {
        return whole(
                by.school(),
                jdbc.sql(FOR_A_SECOND)
                        .param("school", by.school().value())
                        .param("since", Timestamp.from(since))
                        .param("by", by.person().value()));
    }

    /** Lets go of those that were put aside before then, and says how many they were. */
    long forgetBefore(Instant before) {
        return jdbc.sql(FORGET)
                .param("before", Timestamp.from(before))
                .query(Long.class)
                .single();
    }

    List<Alert> between(SchoolId school, Instant from, Instant until) {
        return whole(
                school,
                jdbc.sql(BETWEEN)
                        .param("school", school.value())
                        .param("from", Timestamp.from(from))
                        .param("until", Timestamp.from(until)));
    }

    /** Those with a case that have more events than its evidence, and were given none since {@code before}. */
    List<Alert> toProve(SchoolId school, Instant since, Instant before) {
        return whole(
                school,
                jdbc.sql(TO_PROVE)
                        .param("school", school.value())
                        .param("since", Timestamp.from(since))
                        .param("before", Timestamp.from(before)));
    }

    /** How a school has its sorts graded, where it has said so. */
    Map<Sort, Grade> grades(SchoolId school) {
        var grades = new EnumMap<Sort, Grade>(Sort.class);
        jdbc.sql(GRADES).param("school", school.value()).query(row -> {
            var sort = Sort.named(row.getString("sort"));
            if (sort.isPresent()) {
                grades.put(sort.get(), Grade.valueOf(row.getString("grade")));
            }
        });
        return grades;
    }

    void setGrade(Actor.Somebody by, Sort sort, Grade grade, String reason, Instant at) {
        jdbc.sql(SET_GRADE)
                .param("school", by.school().value())
                .param("sort", sort.name())
                .param("grade", grade.name())
                .param("at", Timestamp.from(at))
                .param("by", by.person().value())
                .param("name", by.name())
                .param("reason", reason)
                .update();
    }

    /** All that a school ever said about it, the newest first. */
    List<Gradings.Said> gradings(SchoolId school) {
        return jdbc.sql(GRADINGS)
                .param("school", school.value())
                .query((row, _) -> new Gradings.Said(
                        row.getString("sort"),
                        Grade.valueOf(row.getString("grade")),
                        instant(row, "set_at"),
                        row.getString("set_by_name"),
                        row.getString("reason")))
                .list();
    }

    private StatementSpec of(String sql, SchoolId school, AlertId id) {
        return jdbc.sql(sql).param("school", school.value()).param("id", id.value());
    }

    private List<Alert> whole(SchoolId school, StatementSpec question) {
        var alerts = question.query((row, _) -> alert(row, school)).list();
        var judgements = judgements(school, alerts.stream().map(Alert::id).toList());
        return alerts.stream()
                .map(alert -> with(alert, judgements.getOrDefault(alert.id(), List.of())))
                .toList();
    }

    private Map<AlertId, List<Judgement>> judgements(SchoolId school, Collection<AlertId> ids) {
        var judgements = new HashMap<AlertId, List<Judgement>>();
        if (!ids.isEmpty()) {
            jdbc.sql(JUDGEMENTS)
                    .param("school", school.value())
                    .param("ids", ids.stream().map(AlertId::value).toArray(UUID[]::new))
                    .query(row -> {
                        judgements
                                .computeIfAbsent(
                                        new AlertId(row.getObject("alert_id", UUID.class)), _ -> new ArrayList<>())
                                .add(judgement(row));
                    });
        }
        return judgements;
    }

    private static Judgement judgement(ResultSet row) throws SQLException {
        return new Judgement(
                Verdict.valueOf(row.getString("verdict")),
                instant(row, "said_at"),
                new PersonId(row.getObject("said_by", UUID.class)),
                row.getString("said_by_name"),
                row.getString("because"));
    }

    private static Alert alert(ResultSet row, SchoolId school) throws SQLException {
        return new Alert(
                new AlertId(row.getObject("alert_id", UUID.class)),
                school,
                Sort.valueOf(row.getString("sort")),
                Grade.valueOf(row.getString("grade")),
                row.getString("who"),
                person(row, "person_id"),
                Alert.Kind.valueOf(row.getString("kind")),
                instant(row, "began_at"),
                instant(row, "last_at"),
                instant(row, "raised_at"),
                row.getInt("events"),
                row.getLong("proved_to"),
                instantOrNull(row, "seen_at"),
                state(row),
                List.of());
    }

    private static State state(ResultSet row) throws SQLException {
        var at = instantOrNull(row, "decided_at");
        if (at == null) {
            return new State.Waiting();
        }
        var subject = row.getString("case_subject");
        if (subject != null) {
            return new State.Followed(at, row.getString("decided_by_name"), subject, row.getString("case_path"));
        }
        return new State.PutAside(
                at,
                new PersonId(row.getObject("decided_by", UUID.class)),
                row.getString("decided_by_name"),
                row.getString("because"));
    }

    private static Alert with(Alert alert, List<Judgement> judgements) {
        return new Alert(
                alert.id(),
                alert.school(),
                alert.sort(),
                alert.grade(),
                alert.who(),
                alert.person(),
                alert.kind(),
                alert.beganAt(),
                alert.lastAt(),
                alert.raisedAt(),
                alert.events(),
                alert.provedTo(),
                alert.seenAt(),
                alert.state(),
                judgements);
    }

    private static @Nullable PersonId person(ResultSet row, String column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new PersonId(id);
    }

    private static @Nullable UUID uuid(@Nullable PersonId person) {
        return person == null ? null : person.value();
    }
}

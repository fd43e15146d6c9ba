package org.schoolgate.cases;

import static org.schoolgate.tenancy.Moments.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What follows from cases, in the database. Rows are added and never changed. */
@Repository
class FollowUpStore {
    private static final String ADD_ACTION = """
            insert into case_action
              (school_id, action_id, case_id, what, owner_id, owner_name, due, written_by, written_by_name, written_at,
               about_id)
            values (:school, :action, :id, :what, :owner, :ownerName, :due, :by, :name, :at, :about)
            """;
    private static final String END_ACTION = """
            insert into case_action_end (school_id, action_id, done, words, ended_at, ended_by, ended_by_name)
            values (:school, :action, :done, :words, :at, :by, :name)
            on conflict do nothing
            """;
    private static final String ACTIONS = """
            select a.*, e.done, e.words, e.ended_at, e.ended_by_name
            from case_action a
            left join case_action_end e on e.school_id = a.school_id and e.action_id = a.action_id
            where a.school_id = :school
            """;
    private static final String OF_CASE = ACTIONS + " and a.case_id = :id order by a.due, a.written_at, a.action_id";
    private static final String OF_OWNER =
            ACTIONS + " and a.owner_id = :owner and e.action_id is null order by a.due, a.written_at, a.action_id";
    private static final String OPEN_ABOUT =
            ACTIONS + " and a.about_id = :about and e.action_id is null order by a.due, a.written_at, a.action_id";
    private static final String HOW_MANY_OF_OWNER = """
            select count(*) from case_action a
            where a.school_id = :school and a.owner_id = :owner and not exists (
              select 1 from case_action_end e where e.school_id = a.school_id and e.action_id = a.action_id)
            """;
    private static final String FIND = ACTIONS + " and a.action_id = :action";
    private static final String LATE = ACTIONS + """
             and e.action_id is null and a.due < :today
             and not exists (
               select 1 from case_action_reminder r
               where r.school_id = a.school_id and r.action_id = a.action_id and r.reminded_at > :since)
            order by a.due, a.action_id
            """;
    private static final String REMINDED = """
            insert into case_action_reminder (school_id, action_id, reminded_at) values (:school, :action, :at)
            """;
    private static final String REMINDERS =
            "select count(*) from case_action_reminder where school_id = :school and action_id = :action";
    private static final String ADD_REVIEW = """
            insert into case_review (school_id, review_id, case_id, words, wanted_by, wanted_by_name, wanted_at)
            values (:school, :review, :id, :words, :by, :name, :at)
            """;
    private static final String END_REVIEW = """
            insert into case_review_done (school_id, review_id, words, done_at, done_by, done_by_name)
            values (:school, :review, :words, :at, :by, :name)
            on conflict do nothing
            """;
    private static final String REVIEWS = """
            select r.*, d.words as came, d.done_at, d.done_by_name
            from case_review r
            left join case_review_done d on d.school_id = r.school_id and d.review_id = r.review_id
            where r.school_id = :school
            """;
    private static final String REVIEWS_OF_CASE = REVIEWS + " and r.case_id = :id order by r.wanted_at, r.review_id";
    private static final String OPEN_REVIEWS = REVIEWS + " and d.review_id is null order by r.wanted_at, r.review_id";
    private static final String ALL_REVIEWS =
            REVIEWS + " order by d.done_at desc nulls first, r.wanted_at, r.review_id";

    private final JdbcClient jdbc;

    FollowUpStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, FollowUp.Action action) {
        jdbc.sql(ADD_ACTION)
                .param("school", school.value())
                .param("action", action.id().value())
                .param("id", action.of().value())
                .param("what", action.what())
                .param("owner", action.owner().value())
                .param("ownerName", action.ownerName())
                .param("due", action.due())
                .param("by", action.writtenBy().value())
                .param("name", action.writtenByName())
                .param("at", Timestamp.from(action.writtenAt()))
                .param("about", action.about() == null ? null : action.about().value())
                .update();
    }

    /** False where it has ended already. */
    boolean end(Actor.Somebody by, ActionId action, FollowUp.End end) {
        return jdbc.sql(END_ACTION)
                        .param("school", by.school().value())
                        .param("action", action.value())
                        .param("done", end.done())
                        .param("words", end.words())
                        .param("at", Timestamp.from(end.at()))
                        .param("by", by.person().value())
                        .param("name", end.by())
                        .update()
                == 1;
    }

    List<FollowUp.Action> actions(SchoolId school, CaseId id) {
        return jdbc.sql(OF_CASE)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> action(row))
                .list();
    }

    /** Those that somebody is to do. */
    List<FollowUp.Action> open(SchoolId school, PersonId owner) {
        return jdbc.sql(OF_OWNER)
                .param("school", school.value())
                .param("owner", owner.value())
                .query((row, _) -> action(row))
                .list();
    }

    /** Those that are to be done for somebody, whoever is to do them. */
    List<FollowUp.Action> openAbout(SchoolId school, PersonId about) {
        return jdbc.sql(OPEN_ABOUT)
                .param("school", school.value())
                .param("about", about.value())
                .query((row, _) -> action(row))
                .list();
    }

    int howManyOpen(SchoolId school, PersonId owner) {
        return jdbc.sql(HOW_MANY_OF_OWNER)
                .param("school", school.value())
                .param("owner", owner.value())
                .query(Integer.class)
                .single();
    }

    Optional<FollowUp.Action> find(SchoolId school, ActionId action) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("action", action.value())
                .query((row, _) -> action(row))
                .optional();
    }

    /** Those that were to be done before today, and of which nobody was reminded since. */
    List<FollowUp.Action> late(SchoolId school, LocalDate today, Instant since) {
        return jdbc.sql(LATE)
                .param("school", school.value())
                .param("today", today)
                .param("since", Timestamp.from(since))
                .query((row, _) -> action(row))
                .list();
    }

    /** Writes down that somebody is reminded; answers with how often that was before. */
    int reminded(SchoolId school, ActionId action, Instant at) {
        int before = jdbc.sql(REMINDERS)
                .param("school", school.value())
                .param("action", action.value())
                .query(Integer.class)
                .single();
        jdbc.sql(REMINDED)
                .param("school", school.value())
                .param("action", action.value())
                .param("at", Timestamp.from(at))
                .update();
        return before;
    }

    void add(Actor.Somebody by, FollowUp.Review review) {
        jdbc.sql(ADD_REVIEW)
                .param("school", by.school().value())
                .param("review", review.id().value())
                .param("id", review.of().value())
                .param("words", review.words())
                .param("by", by.person().value())
                .param("name", review.wantedBy())
                .param("at", Timestamp.from(review.wantedAt()))
                .update();
    }

    /** False where somebody has looked at it already. */
    boolean end(Actor.Somebody by, ReviewId review, FollowUp.Done done) {
        return jdbc.sql(END_REVIEW)
                        .param("school", by.school().value())
                        .param("review", review.value())
                        .param("words", done.words())
                        .param("at", Timestamp.from(done.at()))
                        .param("by", by.person().value())
                        .param("name", done.by())
                        .update()
                == 1;
    }

    List<FollowUp.Review> reviews(SchoolId school, CaseId id) {
        return jdbc.sql(REVIEWS_OF_CASE)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> review(row))
                .list();
    }

    /** Those of a school at which nobody has looked. */
    List<FollowUp.Review> open(SchoolId school) {
        return jdbc.sql(OPEN_REVIEWS)
                .param("school", school.value())
                .query((row, _) -> review(row))
                .list();
    }

    /** All of a school, those first at which nobody has looked. */
    List<FollowUp.Review> reviews(SchoolId school) {
        return jdbc.sql(ALL_REVIEWS)
                .param("school", school.value())
                .query((row, _) -> review(row))
                .list();
    }

    private static FollowUp.Action action(ResultSet row) throws SQLException {
        var about = row.getObject("about_id", UUID.class);
        return new FollowUp.Action(
                new ActionId(row.getObject("action_id", UUID.class)),
                new CaseId(row.getObject("case_id", UUID.class)),
                row.getString("what"),
                new PersonId(row.getObject("owner_id", UUID.class)),
                row.getString("owner_name"),
                row.getObject("due", LocalDate.class),
                new PersonId(row.getObject("written_by", UUID.class)),
                row.getString("written_by_name"),
                instant(row, "written_at"),
                about == null ? null : new PersonId(about),
                end(row));
    }

    private static FollowUp.@Nullable End end(ResultSet row) throws SQLException {
        return row.getTimestamp("ended_at") == null
                ? null
                : new FollowUp.End(
                        row.getBoolean("done"),
                        row.getString("words"),
                        instant(row, "ended_at"),
                        row.getString("ended_by_name"));
    }

    private static FollowUp.Review review(ResultSet row) throws SQLException {
        return new FollowUp.Review(
                new ReviewId(row.getObject("review_id", UUID.class)),
                new CaseId(row.getObject("case_id", UUID.class)),
                row.getString("words"),
                row.getString("wanted_by_name"),
                instant(row, "wanted_at"),
                row.getTimestamp("done_at") == null
                        ? null
                        : new FollowUp.Done(
                                row.getString("came"), instant(row, "done_at"), row.getString("done_by_name")));
    }
}

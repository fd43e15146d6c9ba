package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CaseEvent.What;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is said of a case to the leadership team in person, and that it was said (INC-12). */
@Service
public class Briefs implements CaseStrand {
    private static final String SPOKEN = """
            select name, spoken_at, written_by_name from case_spoken
            where school_id = :school and case_id = :id
            order by spoken_at
            """;
    private static final String ADD = """
            insert into case_spoken
              (school_id, case_id, person_id, name, spoken_at, written_at, written_by, written_by_name)
            values (:school, :id, :person, :name, :spoken, :at, :by, :byName)
            """;

    private final CaseDoor door;
    private final Roster roster;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Briefs(CaseDoor door, Roster roster, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.door = door;
        this.roster = roster;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** Somebody was told in person. */
    public record Spoken(String to, Instant at, String by) {}

    /**
     * A case in few words.
     *
     * @param listeners whom it can be told to: who leads the school, apart from those whom it is about
     */
    public record Brief(Case one, List<Spoken> spoken, List<Person> listeners, Instant now) {}

    /** The brief of a case for whoever reads all of it, which goes on the record before it is shown. */
    @Transactional
    public Brief brief(Actor.Somebody actor, CaseId id) {
        var one = door.findWhole(actor, id).one();
        door.read(actor, id);
        return new Brief(one, spoken(one), listeners(actor, one), clock.instant());
    }

    private List<Spoken> spoken(Case one) {
        return jdbc.sql(SPOKEN)
                .param("school", one.file().school().value())
                .param("id", one.file().id().value())
                .query((row, _) -> new Spoken(
                        row.getString("name"),
                        row.getTimestamp("spoken_at").toInstant(),
                        row.getString("written_by_name")))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Happening> happenings(Case one) {
        var all = spoken(one);
        return IntStream.range(0, all.size())
                .mapToObj(place -> Happening.of(
                        "spoken-" + place,
                        all.get(place).at(),
                        all.get(place).by(),
                        say("cases.brief.story", all.get(place).to()),
                        "message-circle",
                        "/cases/" + one.file().id() + "/brief"))
                .toList();
    }

    private List<Person> listeners(Actor.Somebody actor, Case one) {
        return roster.holders(actor.school(), Circle.ORDINARY.roles(), roster.today()).stream()
                .filter(person ->
                        !one.facts().isSubject(person.id()) && !person.id().equals(actor.person()))
                .toList();
    }

    /** Writes down that somebody was told. Answers with what has to be put right first; with nothing where it is done. */
    @Transactional
    public Problems told(Actor.Somebody actor, CaseId id, @Nullable PersonId whom, @Nullable Instant at) {
        var one = door.lockWhole(actor, id).one();
        var now = clock.instant();
        var found = listeners(actor, one).stream()
                .filter(person -> person.id().equals(whom))
                .findFirst();
        var problems = Problems.none()
                .when(found.isEmpty(), "person", say("cases.brief.whom"))
                .when(at == null, "at", say("cases.brief.when"))
                .when(at != null && at.isAfter(now), "at", say("cases.brief.to-come"));
        if (problems.any() || at == null) {
            return problems;
        }
        var person = found.orElseThrow();
        jdbc.sql(ADD)
                .param("school", actor.school().value())
                .param("id", id.value())
                .param("person", person.id().value())
                .param("name", person.name().shown())
                .param("spoken", Timestamp.from(at))
                .param("at", Timestamp.from(now))
                .param("by", actor.person().value())
                .param("byName", actor.name())
                .update();
        events.publishEvent(new CaseEvent(
                actor, id, What.TOLD_IN_PERSON, Map.of("person", person.id().toString())));
        return problems;
    }
}

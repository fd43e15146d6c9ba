package org.schoolgate.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Step;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is ready for a procedure: those who have steps of it say that they have read its text and know what they do in it.
 * When the text changes, they read it anew.
 */
@Service
public class ProcedureReadiness {
    /** Who has to know at every school what follows when a member of staff is accused (SGD-10). */
    private static final Map<String, Set<Role>> ALWAYS =
            Map.of("staff-allegation", EnumSet.of(Role.HEAD, Role.ONLINE_SAFETY_COORDINATOR, Role.SAFEGUARDING_LEAD));

    private static final String KNOWS = """
            insert into procedure_known (school_id, procedure, digest, person_id, name, known_at)
            values (:school, :procedure, :digest, :person, :name, :at)
            on conflict do nothing
            """;
    private static final String WHO_KNOWS = """
            select distinct on (person_id) * from procedure_known
            where school_id = :school and procedure = :procedure
            order by person_id, known_at desc
            """;

    private final SchoolProcedures procedures;
    private final Roster roster;
    private final Settings settings;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ProcedureReadiness(
            SchoolProcedures procedures,
            Roster roster,
            Settings settings,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            Clock clock) {
        this.procedures = procedures;
        this.roster = roster;
        this.settings = settings;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Somebody who has steps of a procedure.
     *
     * @param since when they said that they know it; null where they never did
     * @param earlier whether that was an earlier text of it
     */
    public record Ready(
            PersonId person, String name, @Nullable Instant since, boolean earlier) {
        public boolean isReady() {
            return since != null && !earlier;
        }
    }

    private record Known(PersonId person, String digest, Instant at) {}

    /** Those who have steps of a procedure, and whether they know it. */
    @Transactional(readOnly = true)
    public List<Ready> of(Actor.Somebody actor, String id) {
        var listed = procedures.one(actor, id);
        var digest = listed.definition().digest();
        var known = jdbc
                .sql(WHO_KNOWS)
                .param("school", actor.school().value())
                .param("procedure", id)
                .query((row, _) -> known(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Known::person, Function.identity()));
        return roster.holders(actor.school(), roles(actor, listed), roster.today()).stream()
                .map(person -> {
                    var said = known.get(person.id());
                    return new Ready(
                            person.id(),
                            person.name().full(),
                            said == null ? null : said.at(),
                            said != null && !said.digest().equals(digest));
                })
                .toList();
    }

    private Set<Role> roles(Actor.Somebody actor, SchoolProcedures.Listed listed) {
        var doing = Doing.of(settings, actor.school());
        var roles = EnumSet.noneOf(Role.class);
        listed.procedure().steps().stream()
                .map(Step::by)
                .map(doer -> doing.roles(doer, Circle.ORDINARY))
                .forEach(roles::addAll);
        roles.addAll(ALWAYS.getOrDefault(listed.procedure().id(), Set.of()));
        roles.remove(Role.TEACHER);
        return roles;
    }

    /** Whoever has steps of it says that they know it as it is now. */
    @Transactional
    public void know(Actor.Somebody actor, String id) {
        var digest = procedures.one(actor, id).definition().digest();
        if (of(actor, id).stream().noneMatch(ready -> ready.person().equals(actor.person()))) {
            throw new Forbidden(actor, "KNOW_PROCEDURE");
        }
        var added = jdbc.sql(KNOWS)
                .param("school", actor.school().value())
                .param("procedure", id)
                .param("digest", digest)
                .param("person", actor.person().value())
                .param("name", actor.name())
                .param("at", Timestamp.from(clock.instant()))
                .update();
        if (added == 1) {
            events.publishEvent(new ProcedureKnown(actor, id, digest));
        }
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("digest"),
                row.getTimestamp("known_at").toInstant());
    }
}

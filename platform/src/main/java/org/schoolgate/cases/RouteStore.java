package org.schoolgate.cases;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where a school wants what is told to go, as rows that are only added. */
@Repository
class RouteStore {
    private static final String SAY = """
            insert into matter_route (school_id, matter, heard_by, procedure, why, said_by, said_by_name, said_at)
            values (:school, :matter, :heardBy, :procedure, :why, :by, :name, :at)
            """;
    private static final String NEWEST = """
            select distinct on (matter) * from matter_route where school_id = :school order by matter, place desc
            """;

    private final JdbcClient jdbc;

    RouteStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void say(Actor.Somebody by, Matter matter, Set<Role> heardBy, String procedure, String why, Instant at) {
        jdbc.sql(SAY)
                .param("school", by.school().value())
                .param("matter", matter.name())
                .param("heardBy", heardBy.stream().map(Role::name).toArray(String[]::new))
                .param("procedure", procedure)
                .param("why", why)
                .param("by", by.person().value())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Of each matter what holds. What is not a school's to say goes as it comes with the program, whatever was written. */
    Map<Matter, Route> all(SchoolId school) {
        var routes = new EnumMap<Matter, Route>(Matter.class);
        for (var matter : Matter.values()) {
            routes.put(matter, Route.brought(matter));
        }
        jdbc.sql(NEWEST).param("school", school.value()).query(row -> {
            var said = new Route.Said(
                    row.getString("said_by_name"), row.getTimestamp("said_at").toInstant(), row.getString("why"));
            var heardBy = roles(row.getArray("heard_by"));
            var procedure = row.getString("procedure");
            var name = row.getString("matter");
            Arrays.stream(Matter.values())
                    .filter(matter -> matter.name().equals(name) && matter.isTheSchools())
                    .forEach(matter -> routes.put(matter, route(matter, heardBy, procedure, said)));
        });
        return routes;
    }

    private static Route route(Matter matter, Set<Role> heardBy, String procedure, Route.Said said) {
        heardBy.addAll(matter.alwaysHeardBy());
        return new Route(matter, heardBy, matter.isOfOneKind() ? matter.procedure() : procedure, said);
    }

    private static Set<Role> roles(Array array) throws SQLException {
        var roles = EnumSet.noneOf(Role.class);
        Arrays.stream((String[]) array.getArray()).map(Role::valueOf).forEach(roles::add);
        return roles;
    }
}

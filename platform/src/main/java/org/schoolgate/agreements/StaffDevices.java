package org.schoolgate.agreements;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The laptops and tablets that staff name when they sign their agreement, until they are back (AGR-8, R8). */
@Service
public class StaffDevices {
    private static final String ADD = """
            insert into agreement_device (school_id, device_id, person, serial, lent_on)
            values (:school, :id, :person, :serial, :day)
            on conflict do nothing
            """;
    private static final String OF =
            "select * from agreement_device where school_id = :school and person = :person order by number";
    private static final String HOLDERS = """
            select distinct person from agreement_device
            where school_id = :school and lent_on <= :day and (returned_on is null or returned_on > :day)
            order by person
            """;
    private static final String LOCK =
            "select * from agreement_device where school_id = :school and device_id = :id for update";
    private static final String RETURN = """
            update agreement_device set returned_on = :day, returned_to = :to
            where school_id = :school and device_id = :id
            """;
    private static final Pattern SERIAL = Pattern.compile("[A-Z0-9][A-Z0-9 ./_-]{2,39}");

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    StaffDevices(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** A device that somebody has, or had. */
    public record Device(
            UUID id,
            PersonId person,
            String serial,
            LocalDate lentOn,
            @Nullable LocalDate returnedOn) {}

    /** What became of noting that a device came back. */
    public sealed interface Return {
        record Done() implements Return {}

        record Already() implements Return {}

        /** A day to come, or one before it was lent. */
        record NotThatDay() implements Return {}
    }

    /** A device was named by whoever was lent it. */
    record DeviceNamed(Actor by, PersonId person, UUID device, String serial) implements Audited {
        @Override
        public String kind() {
            return "agreement.device-named";
        }

        @Override
        public String subject() {
            return "person:" + person;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("device", device.toString(), "serial", serial);
        }
    }

    /** A device came back. */
    record DeviceReturned(Actor by, PersonId person, UUID device, LocalDate on) implements Audited {
        @Override
        public String kind() {
            return "agreement.device-returned";
        }

        @Override
        public String subject() {
            return "person:" + person;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("device", device.toString(), "on", on.toString());
        }
    }

    /** A serial number as it is kept; empty where it cannot be one. */
    public static Optional<String> serial(String typed) {
        var serial = typed.strip().toUpperCase(Locale.ROOT);
        return SERIAL.matcher(serial).matches() ? Optional.of(serial) : Optional.empty();
    }

    /** A member of staff names what they were lent; naming it again changes nothing. */
    @Transactional
    public void name(Actor actor, String serial) {
        AgreementsAccess.ACCESS.require(actor, Operation.SIGN);
        requireStaff(actor);
        var person = person(actor);
        var id = UUID.randomUUID();
        int added = jdbc.sql(ADD)
                .param("school", actor.school().value())
                .param("id", id)
                .param("person", person.value())
                .param("serial", serial)
                .param("day", Date.valueOf(today()))
                .update();
        if (added > 0) {
            events.publishEvent(new DeviceNamed(actor, person, id, serial));
        }
    }

    /** Nobody else is lent a device of the staff. */
    public static void requireStaff(Actor actor) {
        if (actor.roles().stream().noneMatch(Role::isStaff)) {
            throw new Forbidden(actor, "name a device of the staff");
        }
    }

    /** Who has a device that day. */
    Set<PersonId> holders(SchoolId school, LocalDate day) {
        return jdbc.sql(HOLDERS)
                .param("school", school.value())
                .param("day", Date.valueOf(day))
                .query((row, _) -> new PersonId(row.getObject("person", UUID.class)))
                .set();
    }

    /** What somebody has, or had, oldest first: their own, or anybody's for those who may read histories. */
    @Transactional(readOnly = true)
    public List<Device> of(Actor actor, PersonId person) {
        if (!actor.personId().equals(Optional.of(person))) {
            AgreementsAccess.ACCESS.require(actor, Operation.READ_HISTORY);
        }
        return jdbc.sql(OF)
                .param("school", actor.school().value())
                .param("person", person.value())
                .query((row, number) -> device(row))
                .list();
    }

    /** Somebody gave a device back. */
    @Transactional
    public Return giveBack(Actor actor, UUID id, LocalDate on) {
        AgreementsAccess.ACCESS.require(actor, Operation.TAKE_DEVICE_BACK);
        var device = lock(actor.school(), id).orElseThrow(() -> new NotFound("device " + id));
        if (device.returnedOn() != null) {
            return new Return.Already();
        }
        if (on.isAfter(today()) || on.isBefore(device.lentOn())) {
            return new Return.NotThatDay();
        }
        jdbc.sql(RETURN)
                .param("school", actor.school().value())
                .param("id", id)
                .param("day", Date.valueOf(on))
                .param("to", person(actor).value())
                .update();
        events.publishEvent(new DeviceReturned(actor, device.person(), id, on));
        return new Return.Done();
    }

    private Optional<Device> lock(SchoolId school, UUID id) {
        return jdbc.sql(LOCK)
                .param("school", school.value())
                .param("id", id)
                .query((row, number) -> device(row))
                .optional();
    }

    private static Device device(ResultSet row) throws SQLException {
        var returned = row.getDate("returned_on");
        return new Device(
                row.getObject("device_id", UUID.class),
                new PersonId(row.getObject("person", UUID.class)),
                row.getString("serial"),
                row.getDate("lent_on").toLocalDate(),
                returned == null ? null : returned.toLocalDate());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), AcademicYear.LONDON);
    }

    private static PersonId person(Actor actor) {
        return actor.personId().orElseThrow(() -> new Forbidden(actor, "have a device without being somebody"));
    }
}

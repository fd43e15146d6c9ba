package org.schoolgate.tenancy;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How each school wants it. What was in force when, and who said so, is kept. */
@Service
public class Settings {
    private static final String IN_FORCE =
            "select value from setting where school_id = :school and key = :key order by setting_id desc limit 1";
    private static final String SET = """
            insert into setting (school_id, key, value, set_at, set_by, reason)
            values (:school, :key, :value, :at, :by, :reason)
            """;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final List<DeclaredSettings> declared;

    Settings(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock, List<DeclaredSettings> declared) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
        this.declared = declared.stream()
                .sorted(Comparator.comparing(DeclaredSettings::module))
                .toList();
    }

    /** What a role may do with settings. */
    public enum Operation {
        READ,
        CHANGE
    }

    /** Who may see and who may change what a school has decided. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(
                    Operation.READ,
                    Role.HEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SAFEGUARDING_LEAD,
                    Role.TECHNICIAN,
                    Role.GOVERNOR,
                    Role.CHAIR_OF_GOVERNORS)
            .allow(Operation.CHANGE, Role.HEAD)
            .done();

    /** What became of a wish to change one. */
    public sealed interface Change {
        record Done(String value) implements Change {}

        record NotLikeThat(String whatToWrite) implements Change {}

        record NoSuchSetting() implements Change {}
    }

    /** What holds for the school of the current scope. */
    @Transactional(readOnly = true)
    public <T> T get(SchoolId school, Setting<T> setting) {
        return written(school, setting.key()).map(setting.read()).orElse(setting.byDefault());
    }

    /** All that the modules declare, by module. */
    public List<DeclaredSettings> declared() {
        return declared;
    }

    /** What holds, as it would be written in the form. */
    @Transactional(readOnly = true)
    public <T> String asWritten(SchoolId school, Setting<T> setting) {
        return setting.write().apply(get(school, setting));
    }

    /** From now on {@code key} is {@code value}, because {@code reason}. */
    @Transactional
    public Change set(Actor actor, String key, String value, String reason) {
        ACCESS.require(actor, Operation.CHANGE);
        return declared.stream()
                .flatMap(module -> module.settings().stream())
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .map(setting -> set(actor, setting, value, reason))
                .orElseGet(Change.NoSuchSetting::new);
    }

    private <T> Change set(Actor actor, Setting<T> setting, String value, String reason) {
        String after;
        try {
            after = setting.write().apply(setting.read().apply(value));
        } catch (IllegalArgumentException e) {
            return new Change.NotLikeThat("Write " + setting.hint() + ".");
        }
        var before = asWritten(actor.school(), setting);
        jdbc.sql(SET)
                .param("school", actor.school().value())
                .param("key", setting.key())
                .param("value", after)
                .param("at", Timestamp.from(clock.instant()))
                .param("by", actor.personId().map(PersonId::value).orElse(null))
                .param("reason", reason)
                .update();
        events.publishEvent(new SettingChanged(actor, setting.key(), before, after, reason));
        return new Change.Done(after);
    }

    private Optional<String> written(SchoolId school, String key) {
        return jdbc.sql(IN_FORCE)
                .param("school", school.value())
                .param("key", key)
                .query(String.class)
                .optional();
    }
}

package org.schoolgate.tenancy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
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
    private static final String ALL_IN_FORCE = """
            select distinct on (key) key, value from setting
            where school_id = :school and key = any(:keys)
            order by key, setting_id desc
            """;
    private static final String SET = """
            insert into setting (school_id, key, value, set_at, set_by, set_by_name, reason)
            values (:school, :key, :value, :at, :by, :name, :reason)
            """;
    private static final String HISTORY = """
            select value, set_at, set_by_name, reason from setting
            where school_id = :school and key = :key
            order by setting_id desc
            """;
    private static final String NEWEST = """
            select distinct on (key) key, value, set_at, set_by_name, reason from setting
            where school_id = :school
            order by key, setting_id desc
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
        /** See the name of whoever changed one, beside what and when. */
        SEE_WHO,
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
            .allow(
                    Operation.SEE_WHO,
                    Role.HEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SAFEGUARDING_LEAD,
                    Role.TECHNICIAN)
            .allow(Operation.CHANGE, Role.HEAD)
            .done();

    /** What became of a wish to change one. */
    public sealed interface Change {
        record Done(String value) implements Change {}

        /** That is what held already, and nothing was written down. */
        record AsBefore() implements Change {}

        record NotLikeThat(String whatToWrite) implements Change {}

        record NoSuchSetting() implements Change {}
    }

    /**
     * What a school said.
     *
     * @param by who said so, as the school writes their name; null for readers who see no names
     */
    public record Said(String value, Instant at, @Nullable String by, String reason) {}

    /**
     * One setting of one school.
     *
     * @param said what the school said last; null where it has said nothing and the default holds
     */
    public record InForce(Setting<?> setting, @Nullable Said said) {
        /** What holds, as it would be written in the form. */
        public String value() {
            return said == null ? setting.defaultAsWritten() : said.value();
        }
    }

    /** The settings of one module, in the order in which it declares them. */
    public record Module(String name, List<InForce> settings) {}

    /** Every setting with what holds, by module. */
    @Transactional(readOnly = true)
    public List<Module> all(Actor actor) {
        ACCESS.require(actor, Operation.READ);
        var newest = new HashMap<String, Said>();
        jdbc.sql(NEWEST).param("school", actor.school().value()).query(row -> {
            newest.put(row.getString("key"), said(actor, row));
        });
        return declared.stream()
                .map(one -> new Module(
                        one.module(),
                        one.settings().stream()
                                .map(setting -> new InForce(setting, newest.get(setting.key())))
                                .toList()))
                .toList();
    }

    /** One setting with what holds. */
    @Transactional(readOnly = true)
    public InForce one(Actor actor, String key) {
        return all(actor).stream()
                .flatMap(module -> module.settings().stream())
                .filter(one -> one.setting().key().equals(key))
                .findFirst()
                .orElseThrow(() -> new NotFound("setting " + key));
    }

    /** All that the school ever said about one, newest first. */
    @Transactional(readOnly = true)
    public List<Said> history(Actor actor, String key) {
        ACCESS.require(actor, Operation.READ);
        return jdbc.sql(HISTORY)
                .param("school", actor.school().value())
                .param("key", key)
                .query((row, _) -> said(actor, row))
                .list();
    }

    private static Said said(Actor actor, ResultSet row) throws SQLException {
        return new Said(
                row.getString("value"),
                row.getTimestamp("set_at").toInstant(),
                ACCESS.allows(actor, Operation.SEE_WHO) ? row.getString("set_by_name") : null,
                row.getString("reason"));
    }

    /** What holds for the school of the current scope. */
    @Transactional(readOnly = true)
    public <T> T get(SchoolId school, Setting<T> setting) {
        return inForce(setting, written(school, setting.key()));
    }

    /** The same of several, read at once, each under what it stands for. */
    @Transactional(readOnly = true)
    public <K, T> Map<K, T> get(SchoolId school, Map<K, Setting<T>> settings) {
        var written = new HashMap<String, String>();
        jdbc.sql(ALL_IN_FORCE)
                .param("school", school.value())
                .param("keys", settings.values().stream().map(Setting::key).toArray(String[]::new))
                .query(row -> {
                    written.put(row.getString("key"), row.getString("value"));
                });
        return settings.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        one -> inForce(
                                one.getValue(),
                                Optional.ofNullable(written.get(one.getValue().key())))));
    }

    /** What was good once may not be any more: a newer program offers less, and then its default holds. */
    private static <T> T inForce(Setting<T> setting, Optional<String> written) {
        return written.filter(setting::accepts).map(setting.read()).orElse(setting.byDefault());
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
        if (after.equals(before)) {
            return new Change.AsBefore();
        }
        jdbc.sql(SET)
                .param("school", actor.school().value())
                .param("key", setting.key())
                .param("value", after)
                .param("at", Timestamp.from(clock.instant()))
                .param("by", actor.personId().map(PersonId::value).orElse(null))
                .param("name", actor.name())
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

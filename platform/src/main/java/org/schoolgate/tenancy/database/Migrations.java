package org.schoolgate.tenancy.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Brings each module's tables up to date, the lower floors first. A module migrates its own tables only. */
final class Migrations {
    /** Modules with tables, lowest floor first; {@code __root} makes what all of them stand on. */
    static final List<String> MODULES = List.of(
            "__root",
            "tenancy",
            "audit",
            "documents",
            "messages",
            "signin",
            "roster",
            "agreements",
            "permissions",
            "access",
            "gateways",
            "filtering",
            "activity",
            "alerts",
            "cases",
            "trusts");

    private final String url;
    private final String owner;
    private final String password;

    Migrations(String url, String owner, String password) {
        this.url = url;
        this.owner = owner;
        this.password = password;
    }

    /** Leaves a database alone that has had exactly these: a look at each module at nothing new are a third of a start. */
    void run(String runTimePassword) {
        var fingerprint = fingerprint();
        if (!prepare(runTimePassword, fingerprint)) {
            return;
        }
        for (var module : MODULES) {
            Flyway.configure()
                    .dataSource(url, owner, password)
                    .locations("classpath:db/migration/" + module)
                    .failOnMissingLocations(false)
                    .table(module.equals("__root") ? "migrations" : "migrations_" + module)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        }
        try (var connection = DriverManager.getConnection(url, owner, password);
                var statement = connection.createStatement()) {
            statement.execute("comment on table migrations is '%s'".formatted(fingerprint));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot note which migrations were made on " + url, e);
        }
    }

    /** Of everything that would be run, in hexadecimal. */
    private static String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var files = new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/*/*.sql");
            Arrays.sort(files, Comparator.comparing(Resource::getDescription));
            for (var file : files) {
                digest.update(String.valueOf(file.getFilename()).getBytes(StandardCharsets.UTF_8));
                digest.update(file.getContentAsByteArray());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("cannot read the migrations", e);
        }
    }

    /**
     * Makes the role that the program works as, or sets its password, which may have been lost with the secrets. What
     * else a role is allowed only a superuser could change; a role that is allowed too much is not worked as.
     *
     * @return whether there is anything to migrate
     */
    private boolean prepare(String runTimePassword, String fingerprint) {
        try (var connection = DriverManager.getConnection(url, owner, password);
                var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(7406601)");
            var role = statement.executeQuery(
                    "select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole from pg_roles where rolname = '%s'"
                            .formatted(Database.RUN_TIME_ROLE));
            if (!role.next()) {
                statement.execute("create role %s login nosuperuser nobypassrls nocreatedb nocreaterole"
                        .formatted(Database.RUN_TIME_ROLE));
            } else if (role.getBoolean(1)) {
                throw new IllegalStateException("the database role %s is allowed more than the program may be"
                        .formatted(Database.RUN_TIME_ROLE));
            } else {
                statement.execute("alter role %s login".formatted(Database.RUN_TIME_ROLE));
            }
            // Hashed before it is sent: a server writes a statement that fails into its log, whole.
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(Database.RUN_TIME_ROLE, runTimePassword.toCharArray(), "scram-sha-256");
            var noted = statement.executeQuery("select obj_description(to_regclass('migrations'), 'pg_class')");
            return !(noted.next() && fingerprint.equals(noted.getString(1)));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "cannot make the database role %s as %s on %s".formatted(Database.RUN_TIME_ROLE, owner, url), e);
        }
    }
}

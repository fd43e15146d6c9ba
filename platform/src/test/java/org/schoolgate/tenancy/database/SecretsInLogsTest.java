package org.schoolgate.tenancy.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolgate.tenancy.DataFolder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class SecretsInLogsTest {
    /** Under this folder's target, as a temporary folder elsewhere may be closed to the database's own user. */
    private final Path folder =
            Path.of("target", "secrets-in-logs-" + System.nanoTime()).toAbsolutePath();

    private final MockEnvironment environment = new MockEnvironment()
            .withProperty(
                    "schoolgate.database.binaries",
                    Path.of("target", "pgsql").toAbsolutePath().toString())
            .withProperty("schoolgate.mode", "test");

    @AfterEach
    void clear() throws IOException {
        try (var inside = Files.walk(folder)) {
            for (var path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Also where the database writes every statement down, as an administrator who looks for a fault would have it do. */
    @Test
    void noSecretIsInALogAfterAStartThatLogsEveryStatement(CapturedOutput output) throws SQLException, IOException {
        start("select 1");
        start("alter system set log_statement = 'all'");
        start("select 1");

        var logs = new StringBuilder(output.getAll());
        try (var files = Files.list(folder)) {
            for (var log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                logs.append(Files.readString(log));
            }
        }
        assertThat(logs.toString()).as("the statements of the start").containsIgnoringCase("alter user");
        try (var secrets = Files.list(folder.resolve("secrets"))) {
            var all = secrets.toList();
            assertThat(all).isNotEmpty();
            for (var secret : all) {
                assertThat(logs.indexOf(Files.readString(secret).strip()))
                        .as("where %s stands in a log", secret.getFileName())
                        .isNegative();
            }
        }
    }

    private void start(String sql) throws SQLException, IOException {
        try (var database = EmbeddedDatabase.start(new DataFolder(folder), environment);
                var superuser = DriverManager.getConnection(
                        database.url(),
                        "postgres",
                        Files.readString(folder.resolve("secrets/database-superuser"))
                                .strip());
                var statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}

package org.schoolgate.tenancy.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.schoolgate.tenancy.DataFolder;
import org.springframework.mock.env.MockEnvironment;

class EmbeddedDatabaseTest {
    /** Under this folder's target, as a temporary folder elsewhere may be closed to the database's own user. */
    private final Path folder =
            Path.of("target", "second-start-" + System.nanoTime()).toAbsolutePath();

    private final MockEnvironment environment = new MockEnvironment()
            .withProperty(
                    "schoolgate.database.binaries",
                    Path.of("target", "pgsql").toAbsolutePath().toString())
            .withProperty("schoolgate.mode", "test");

    private void run(String sql) throws SQLException {
        try (var database = EmbeddedDatabase.start(new DataFolder(folder), environment);
                var connection = DriverManager.getConnection(
                        database.url(), Database.RUN_TIME_ROLE, database.runTimePassword());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aSecondStartGoesOnWithTheSameData() throws SQLException, IOException {
        try {
            run("insert into trust (trust_id, name) values (gen_random_uuid(), 'Meadow')");
            run("update trust set name = 'Brook' where name = 'Meadow'");
            try (var database = EmbeddedDatabase.start(new DataFolder(folder), environment);
                    var connection = DriverManager.getConnection(
                            database.url(), Database.RUN_TIME_ROLE, database.runTimePassword());
                    var statement = connection.createStatement();
                    var names = statement.executeQuery("select name from trust")) {
                assertThat(names.next()).isTrue();
                assertThat(names.getString(1)).isEqualTo("Brook");
            }
        } finally {
            try (var inside = Files.walk(folder)) {
                for (var path : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}

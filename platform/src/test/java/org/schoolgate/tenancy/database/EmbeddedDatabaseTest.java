package org.schoolgate.tenancy.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
                var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aKilledDatabaseComesBackByItselfWithItsRows() throws Exception {
        try (var database = EmbeddedDatabase.start(new DataFolder(folder), environment)) {
            try (var connection = connect(database);
                    var statement = connection.createStatement()) {
                statement.execute("insert into trust (trust_id, name) values (gen_random_uuid(), 'Meadow')");
            }
            var server = ProcessHandle.of(postmaster()).orElseThrow();
            assertThat(server.destroyForcibly()).isTrue();
            server.onExit().join();

            assertThat(namesWithin(Duration.ofSeconds(90), database)).containsExactly("Meadow");
            assertThat(postmaster()).isNotEqualTo(server.pid());
        } finally {
            delete();
        }
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(folder.resolve("db/postmaster.pid"))
                .getFirst()
                .strip());
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.url(), Database.RUN_TIME_ROLE, database.runTimePassword());
    }

    private static List<String> namesWithin(Duration time, Database database) throws InterruptedException {
        var end = Instant.now().plus(time);
        while (true) {
            try (var connection = connect(database);
                    var statement = connection.createStatement();
                    var names = statement.executeQuery("select name from trust")) {
                var found = new ArrayList<String>();
                while (names.next()) {
                    found.add(names.getString(1));
                }
                return found;
            } catch (SQLException e) {
                if (Instant.now().isAfter(end)) {
                    throw new AssertionError("the database did not come back", e);
                }
            }
            Thread.sleep(50);
        }
    }

    private void delete() throws IOException {
        try (var inside = Files.walk(folder)) {
            for (var path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Test
    void aSecondStartGoesOnWithTheSameData() throws SQLException, IOException {
        try {
            run("insert into trust (trust_id, name) values (gen_random_uuid(), 'Meadow')");
            run("update trust set name = 'Brook' where name = 'Meadow'");
            try (var database = EmbeddedDatabase.start(new DataFolder(folder), environment);
                    var connection = connect(database);
                    var statement = connection.createStatement();
                    var names = statement.executeQuery("select name from trust")) {
                assertThat(names.next()).isTrue();
                assertThat(names.getString(1)).isEqualTo("Brook");
            }
        } finally {
            delete();
        }
    }
}

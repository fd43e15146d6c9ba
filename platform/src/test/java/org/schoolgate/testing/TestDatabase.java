package org.schoolgate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

/** A fresh data folder for every run, of which two go on at once, beside database programs that are unpacked once. */
class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final String PREFIX = "test-data-";
    private static final Pattern MADE = Pattern.compile(PREFIX + "(?:(?<by>\\d{1,10})-)?\\d+");

    /** Once is enough: what a run that goes on has made is not old. */
    private static final AtomicBoolean REMOVED = new AtomicBoolean();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var target = Path.of("target").toAbsolutePath();
        try {
            if (!REMOVED.getAndSet(true)) {
                removeOld(target);
            }
            var data = Files.createTempDirectory(
                    Files.createDirectories(target),
                    PREFIX + ProcessHandle.current().pid() + "-");
            TestPropertyValues.of(
                            "schoolgate.mode=test",
                            "schoolgate.jobs=false",
                            "schoolgate.telephone.key=key-of-the-tests",
                            "schoolgate.gallery=true",
                            "schoolgate.heartbeat=300ms",
                            "schoolgate.data=" + data,
                            "schoolgate.database.binaries=" + target.resolve("pgsql"))
                    .applyTo(context);
            context.addApplicationListener((ApplicationListener<ContextRefreshedEvent>) _ -> hurry(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a run writes need not outlive the machine, so no commit waits for the disk and nobody tidies up. */
    private static void hurry(Path data) {
        try (var server = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + read(data.resolve("database.port")) + "/postgres",
                        "postgres",
                        read(data.resolve("secrets/database-superuser")));
                var statement = server.createStatement()) {
            statement.execute("alter system set synchronous_commit = off");
            statement.execute("alter system set autovacuum = off");
            statement.execute("select pg_reload_conf()");
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the database of the tests cannot be hurried", e);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    private static void removeOld(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        try (var folders = Files.newDirectoryStream(target, TestDatabase::isOld)) {
            for (var folder : folders) {
                remove(folder);
            }
        }
    }

    /** The other process may be about to do the same: whoever moves it away first is the one. */
    private static void remove(Path folder) throws IOException {
        var gone = folder.resolveSibling("removed-" + folder.getFileName());
        try {
            Files.move(folder, gone, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            return;
        }
        try (var inside = Files.walk(gone)) {
            for (var path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Whoever made it has ended, or did not say who it was. */
    private static boolean isOld(Path folder) {
        var name = MADE.matcher(folder.getFileName().toString());
        return name.matches()
                && (name.group("by") == null
                        || ProcessHandle.of(Long.parseLong(name.group("by"))).isEmpty());
    }
}

package org.schoolgate.tenancy.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.schoolgate.tenancy.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * A real PostgreSQL as a child of this program, with its data in the data folder. It outlives a killed program, and is
 * taken over by the next one that starts on the same folder. Where it is killed itself, or ends for want of room, it is
 * started again until it answers.
 */
final class PostgresServer {
    static final String DATABASE = "schoolgate";
    static final String OWNER = "schoolgate_owner";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final String SUPERUSER = "postgres";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A killed server's own processes hold its memory for a moment, in which no other can start. */
    private static final int LAUNCHES = 8;
    /** Between two tries to bring back a server that ended by itself. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final FileLock lock;
    private final Launch launch;
    private final String superuserPassword;
    private final int port;
    private volatile ProcessHandle postmaster;
    private volatile boolean stopping;

    private PostgresServer(FileLock lock, Launch launch, ProcessHandle postmaster, int port, String superuserPassword) {
        this.lock = lock;
        this.launch = launch;
        this.postmaster = postmaster;
        this.port = port;
        this.superuserPassword = superuserPassword;
    }

    static PostgresServer start(DataFolder folder, Environment environment) {
        var lock = lock(folder);
        var binaries = environment.getProperty("schoolgate.database.binaries");
        var home = PostgresBinaries.unpack(
                binaries == null
                        ? folder.root().resolve("pgsql")
                        : Path.of(binaries).toAbsolutePath().normalize());
        var password = folder.secret("database-superuser");
        var data = folder.root().resolve("db");
        var user = ServerUser.choose(environment.getProperty("schoolgate.mode", "run"), folder.root());
        try {
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(home, data, password, user);
            }
            var launch = new Launch(home, data, folder.root().resolve("database.log"), user);
            var adopted = running(data);
            var port = adopted.isPresent() ? port(data) : freePort(folder.root().resolve("database.port"));
            var server = new PostgresServer(
                    lock, launch, adopted.isPresent() ? adopted.get() : launch.on(port), port, password);
            server.awaitAnswer();
            server.watch();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the database in " + data, e);
        }
    }

    /** One program a data folder: two would write each other's rows. */
    private static FileLock lock(DataFolder folder) {
        try {
            var file = folder.folder("").resolve("lock");
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = channel.tryLock();
            if (lock == null) {
                throw new IllegalStateException(
                        "Schoolgate already runs on %s. Stop it first, or name another folder with --data."
                                .formatted(folder.root()));
            }
            return lock;
        } catch (OverlappingFileLockException e) {
            throw new IllegalStateException("this program has already opened " + folder.root(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + folder.root(), e);
        }
    }

    private static void initialise(Path home, Path data, String password, ServerUser user) throws IOException {
        var half = data.resolveSibling("db.making");
        deleteAll(half);
        Files.createDirectories(half);
        var passwordFile = Files.createTempFile("schoolgate", "");
        Files.writeString(passwordFile, password);
        user.own(half);
        user.own(passwordFile);
        var initdb = user.command(List.of(
                home.resolve("bin/initdb").toString(),
                "-D",
                half.toString(),
                "-U",
                SUPERUSER,
                "--pwfile=" + passwordFile,
                "-A",
                "scram-sha-256",
                "-E",
                "UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--data-checksums"));
        var process = child(initdb).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the database could not be made in %s: %s".formatted(data, said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database was being made", e);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(half, data);
    }

    /** How the server is started: in a session of its own, as Ctrl-C is for the program, which stops it last. */
    private record Launch(Path home, Path data, Path log, ServerUser user) {
        private ProcessHandle on(int port) throws IOException {
            return child(user.command(List.of(
                            "setsid",
                            home.resolve("bin/postgres").toString(),
                            "-D",
                            data.toString(),
                            "-p",
                            Integer.toString(port),
                            "-c",
                            "listen_addresses=127.0.0.1",
                            "-c",
                            "unix_socket_directories=",
                            "-c",
                            "max_connections=120",
                            "-c",
                            // A school's roster comes in at once: how to look in it is known after seconds, not a
                            // minute.
                            "autovacuum_naptime=5s",
                            "-c",
                            "shared_buffers=96MB")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()
                    .toHandle();
        }
    }

    private static ProcessBuilder child(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder;
    }

    /** The postmaster that a killed program left behind, if it is alive and is really ours. */
    private static Optional<ProcessHandle> running(Path data) throws IOException {
        var file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> isOurs(process, data));
    }

    private static boolean isOurs(ProcessHandle process, Path data) {
        try {
            var command = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return command.contains("postgres") && command.contains(data.toString());
        } catch (IOException _) {
            return false;
        }
    }

    private static int port(Path data) throws IOException {
        return Integer.parseInt(
                Files.readAllLines(data.resolve("postmaster.pid")).get(3).strip());
    }

    /** The port of the last time if it is free, so that tools keep finding it; else any. */
    private static int freePort(Path file) throws IOException {
        var last = Files.exists(file) ? Files.readString(file).strip() : "";
        int wanted = last.matches("\\d{1,5}") ? Integer.parseInt(last) : 0; // a killed program may have left it empty
        try (var socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(file, Integer.toString(socket.getLocalPort()));
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw e;
            }
            Files.delete(file);
            return freePort(file);
        }
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** Makes the owner of the tables, who is no superuser, and an empty database of theirs, where they are not there. */
    void makeOwner(String ownerPassword) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            var there = statement
                    .executeQuery("select 1 from pg_roles where rolname = '%s'".formatted(OWNER))
                    .next();
            statement.execute(
                    "%s role %s login createrole nosuperuser nobypassrls".formatted(there ? "alter" : "create", OWNER));
            // Hashed before it is sent, as in Migrations.
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(OWNER, ownerPassword.toCharArray(), "scram-sha-256");
            if (!statement
                    .executeQuery("select 1 from pg_database where datname = '%s'".formatted(DATABASE))
                    .next()) {
                statement.execute("create database %s owner %s".formatted(DATABASE, OWNER));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the owner of the tables", e);
        }
    }

    /** Throws away everything that is in it. */
    void dropDatabase() {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists %s with (force)".formatted(DATABASE));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot empty the database", e);
        }
    }

    private void awaitAnswer() throws IOException {
        var giveUp = Instant.now().plus(PATIENCE);
        SQLException last = null;
        int launches = 1;
        while (!stopping && Instant.now().isBefore(giveUp)) {
            try (var connection = connect()) {
                LOG.debug("the database answers as {}", connection.getMetaData().getUserName());
                return;
            } catch (SQLException e) {
                last = e;
            }
            pause(Duration.ofMillis(25));
            if (!postmaster.isAlive()) {
                if (launches++ == LAUNCHES) {
                    break;
                }
                pause(Duration.ofMillis(250));
                relaunch();
            }
        }
        throw new IllegalStateException("the database did not start; what it said is in " + launch.log(), last);
    }

    private synchronized void relaunch() throws IOException {
        if (!stopping) {
            postmaster = launch.on(port);
        }
    }

    /** Brings the server back when it ends though nobody stopped it. */
    private void watch() {
        var watched = postmaster.onExit();
        Thread.ofVirtual().name("database-watch").start(() -> {
            watched.join();
            while (!stopping) {
                LOG.error("the database ended by itself; what it said is in {}; it is started again", launch.log());
                pause(PAUSE);
                try {
                    relaunch();
                    awaitAnswer();
                    LOG.info("the database answers again");
                    watch();
                    return;
                } catch (IOException | IllegalStateException e) {
                    LOG.error("the database cannot be started again yet", e);
                }
            }
        });
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database was starting", e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url("postgres"), SUPERUSER, superuserPassword);
    }

    /** Stops it "fast": sessions are ended, what was committed is on disk. */
    void stop() {
        synchronized (this) {
            stopping = true;
        }
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid()))
                    .start()
                    .waitFor();
            postmaster.onExit().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("the database did not stop in time and is left to its own recovery", e);
        }
        try {
            lock.channel().close();
        } catch (IOException e) {
            LOG.warn("the lock on the data folder could not be given back", e);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (var path : inside.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

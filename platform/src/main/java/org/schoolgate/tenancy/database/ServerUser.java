package org.schoolgate.tenancy.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whose the database's process is: PostgreSQL refuses to be root's. */
sealed interface ServerUser {
    Logger LOG = LoggerFactory.getLogger(ServerUser.class);
    String NAME = "schoolgate";

    /** The command, so that it runs as this user. */
    List<String> command(List<String> command);

    /** Gives a file or folder to this user. */
    void own(Path path);

    /** Whoever runs the program. */
    record Ourselves() implements ServerUser {
        @Override
        public List<String> command(List<String> command) {
            return command;
        }

        @Override
        public void own(Path path) {
            // It is ours already.
        }
    }

    /** A system user of its own, to which root steps down. */
    record SystemUser(String uid, String gid) implements ServerUser {
        @Override
        public List<String> command(List<String> command) {
            return prefixed(
                    List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs", "--"),
                    command);
        }

        @Override
        public void own(Path path) {
            run(List.of("chown", "-R", uid + ":" + gid, path.toString()));
        }
    }

    /** Root in a user namespace: enough for a try-out under a private home, but a break-out would still be root. */
    record Namespace() implements ServerUser {
        @Override
        public List<String> command(List<String> command) {
            return prefixed(List.of("unshare", "--user", "--"), command);
        }

        @Override
        public void own(Path path) {
            // Files stay root's, which is who the process is outside its namespace.
        }
    }

    /**
     * Ourselves unless we are root. Root steps down to the system user {@code schoolgate}, which is made if need be;
     * only demonstration and tests, which have nothing to lose, may stay root inside a namespace.
     */
    static ServerUser choose(String mode, Path data) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Ourselves();
        }
        if (!mode.equals("run") && succeeds(new Namespace().command(List.of("true")))) {
            LOG.info("started by root for a {}: the database runs in a user namespace, not as a user of its own", mode);
            return new Namespace();
        }
        if (!succeeds(List.of("id", "-u", NAME))
                && !succeeds(
                        List.of("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME))) {
            throw new IllegalStateException(
                    "started by root, and the system user '%s' for the database could not be made. Make it with: useradd --system %s"
                            .formatted(NAME, NAME));
        }
        var user = new SystemUser(
                run(List.of("id", "-u", NAME)).strip(),
                run(List.of("id", "-g", NAME)).strip());
        if (!succeeds(user.command(List.of("test", "-x", data.toString())))) {
            throw new IllegalStateException(
                    "the database's user '%s' cannot reach %s, because a folder above it is private. Name a folder that it can reach with --data, such as /var/lib/schoolgate."
                            .formatted(NAME, data));
        }
        return user;
    }

    private static List<String> prefixed(List<String> prefix, List<String> command) {
        var all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).start();
            var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " did not work");
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

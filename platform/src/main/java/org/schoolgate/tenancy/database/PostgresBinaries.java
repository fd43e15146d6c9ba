package org.schoolgate.tenancy.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The database's programs, unpacked once from the library that carries them. */
final class PostgresBinaries {
    private static final String MARKER = ".whole-18.6";

    private PostgresBinaries() {}

    /** The folder with {@code bin/postgres} in it. Two programs that want the same one take turns. */
    static synchronized Path unpack(Path home) {
        if (Files.exists(home.resolve(MARKER))) {
            return home;
        }
        try (var turns = FileChannel.open(
                        Files.createDirectories(home).resolve(".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var _ = turns.lock()) {
            return Files.exists(home.resolve(MARKER)) ? home : unpackHere(home);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the database into " + home, e);
        }
    }

    private static Path unpackHere(Path home) throws IOException {
        var name = "/postgres-linux-%s.txz"
                .formatted(System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64");
        try (var resource = PostgresBinaries.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(
                        "there is no database for this machine (%s). Run PostgreSQL yourself and set schoolgate.database.url."
                                .formatted(System.getProperty("os.arch")));
            }
            try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource)))) {
                unpack(tar, home.toRealPath());
            }
            Files.createFile(home.resolve(MARKER));
            return home;
        }
    }

    private static void unpack(TarArchiveInputStream tar, Path home) throws IOException {
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            var file = home.resolve(entry.getName()).normalize();
            if (!file.startsWith(home)) {
                throw new IOException("an entry points outside the folder: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
                continue;
            }
            Files.createDirectories(file.resolveSibling(""));
            Files.deleteIfExists(file);
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, file);
                Files.setPosixFilePermissions(
                        file,
                        PosixFilePermissions.fromString((entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
            }
        }
    }
}

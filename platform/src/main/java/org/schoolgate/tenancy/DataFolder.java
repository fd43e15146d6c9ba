package org.schoolgate.tenancy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/** The one folder on disk that holds everything an installation keeps: database, secrets, journals, evidence. */
public final class DataFolder {
    private final Path root;

    public DataFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public Path root() {
        return root;
    }

    /** A folder of that name inside, made if it is not there. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder %s in %s".formatted(name, root), e);
        }
    }

    /**
     * A random secret of 32 bytes that is made at first use and stays the same, in hexadecimal. Its file can be read by
     * the program's own user only, and appears whole or not at all.
     */
    public String secret(String name) {
        return secret(name, DataFolder::random).strip();
    }

    /** The same for a secret of a shape of its own, such as a key with its certificate. */
    public String secret(String name, Supplier<String> made) {
        var file = folder("secrets").resolve(name);
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                write(file, made.get());
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the secret " + file, e);
        }
    }

    private static String random() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void write(Path file, String secret) throws IOException {
        var part = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "making",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(part, secret);
        try {
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException _) {
            // Somebody else made it first, and theirs is as good.
        } catch (UnsupportedOperationException _) {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(part);
    }
}

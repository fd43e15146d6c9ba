package org.schoolgate.gateway.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.PolicyCopy;
import tools.jackson.core.JacksonException;

/**
 * The copy of the policy on this gateway's disk: pseudonymous, readable by its owner alone, and sealed with a key made
 * from the gateway's token, so that whoever can write the file, but does not have the token, opens nothing with it.
 */
public final class PolicyFile {
    private static final String MAC = "HmacSHA256";
    private static final int SEAL = 64;

    private final Path file;
    private final SecretKeySpec key;

    public PolicyFile(Path file, String gatewayToken) {
        this.file = file;
        this.key = new SecretKeySpec(
                seal(new SecretKeySpec(gatewayToken.getBytes(UTF_8), MAC), "policy copy".getBytes(UTF_8)), MAC);
    }

    /** The last policy kept; null where there is none. */
    public @Nullable PolicyCopy read() throws IOException {
        byte[] all;
        try {
            all = Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return null;
        }
        if (all.length <= SEAL) {
            throw new IOException("the policy copy %s is cut short".formatted(file));
        }
        byte[] json = Arrays.copyOfRange(all, SEAL, all.length);
        byte[] expected = HexFormat.of().formatHex(seal(key, json)).getBytes(US_ASCII);
        if (!MessageDigest.isEqual(expected, Arrays.copyOf(all, SEAL))) {
            throw new IOException(
                    "the policy copy %s was not written by this gateway with its present token".formatted(file));
        }
        try {
            return Feed.JSON.readValue(json, PolicyCopy.class);
        } catch (JacksonException e) {
            throw new IOException("the policy copy %s cannot be read: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }

    /** Keeps a policy: the file is the old one or the new one, whenever the power goes. */
    public void write(PolicyCopy copy) throws IOException {
        byte[] json = Feed.JSON.writeValueAsBytes(copy);
        // Of this process alone: another that takes its place keeps the file, too.
        Path next = file.resolveSibling(
                file.getFileName() + ".next-" + ProcessHandle.current().pid());
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        // Not a channel, which an interrupt would close: what came last before the end holds at the next start.
        try (FileOutputStream out = new FileOutputStream(next.toFile())) {
            out.write(HexFormat.of().formatHex(seal(key, json)).getBytes(US_ASCII));
            out.write(json);
            out.getFD().sync();
        }
        Files.move(next, file, ATOMIC_MOVE);
    }

    private static byte[] seal(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

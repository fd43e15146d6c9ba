package org.schoolgate.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.schoolgate.kernel.SchoolId;

/**
 * How an entry is sealed to the one before it.
 *
 * <p>Every field is written with its length in front, so that no two different entries read the same, after a version
 * byte that is kept with the row. The facts go in as a keyed digest: they can be erased later and the chain still holds,
 * and nobody can find erased facts again by guessing.
 */
final class Seal {
    static final int VERSION = 1;

    private final byte[] key;

    Seal(byte[] key) {
        this.key = key.clone();
    }

    /** Of the facts alone, in hexadecimal. */
    String digest(Map<String, String> facts) {
        var bytes = written(out -> {
            for (var fact : new TreeMap<>(facts).entrySet()) {
                field(out, fact.getKey());
                field(out, fact.getValue());
            }
        });
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** Of a whole entry, in hexadecimal. */
    static String hash(
            int version,
            SchoolId school,
            long number,
            String previous,
            Instant at,
            String actor,
            String actorName,
            String kind,
            String subject,
            String factsDigest) {
        var bytes = written(out -> {
            out.writeByte(version);
            field(out, school.toString());
            out.writeLong(number);
            field(out, previous);
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano() / 1_000);
            field(out, actor);
            field(out, actorName);
            field(out, kind);
            field(out, subject);
            field(out, factsDigest);
        });
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void field(DataOutputStream out, String text) throws IOException {
        field(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void field(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] written(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }
}

package org.schoolgate.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.schoolgate.tenancy.DataFolder;
import org.springframework.stereotype.Component;

/**
 * The keys to which devices seal what a child tells while the network is away: a new one each month, which is destroyed
 * when it is so old that nothing is on its way any more. The private halves stand outside the database.
 */
@Component
class TellingKeys {
    /** A tablet may lie in a drawer over the summer, and longer. */
    static final Duration LASTING = Duration.ofDays(400);

    private static final String FILE = "telling-";

    private final DataFolder folder;
    private final Clock clock;

    TellingKeys(DataFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * What a device needs to seal something.
     *
     * @param id the month for which it was made, such as 2026-11
     * @param spki in the base64 of URLs
     */
    record PublicKey(String id, String spki) {}

    PublicKey current() {
        var id = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)).toString();
        if (!Files.exists(file(id))) {
            destroyOld();
        }
        return new PublicKey(
                id, halves(folder.secret(FILE + id, TellingKeys::made)).get(1));
    }

    /** The half that opens what was sealed to a key; empty where there is none such, or none any more. */
    Optional<PrivateKey> toOpen(String id) {
        try {
            if (isOver(YearMonth.parse(id)) || !Files.exists(file(id))) {
                return Optional.empty();
            }
            var half = Base64.getUrlDecoder()
                    .decode(halves(Files.readString(file(id))).getFirst());
            return Optional.of(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(half)));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the key %s%s".formatted(FILE, id), unreadable);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the key %s%s is none".formatted(FILE, id), broken);
        }
    }

    private boolean isOver(YearMonth month) {
        return end(month).plus(LASTING).isBefore(clock.instant());
    }

    private static Instant end(YearMonth month) {
        return month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private void destroyOld() {
        try (var files = Files.newDirectoryStream(folder.folder("secrets"), FILE + "????-??")) {
            for (var file : files) {
                if (isOver(YearMonth.parse(file.getFileName().toString().substring(FILE.length())))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException stuck) {
            throw new UncheckedIOException("cannot destroy the old keys %s*".formatted(FILE), stuck);
        }
    }

    private Path file(String id) {
        return folder.folder("secrets").resolve(FILE + YearMonth.parse(id));
    }

    private static String made() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var write = Base64.getUrlEncoder().withoutPadding();
            return write.encodeToString(pair.getPrivate().getEncoded()) + "\n"
                    + write.encodeToString(pair.getPublic().getEncoded()) + "\n";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java makes keys on P-256", impossible);
        }
    }

    /** The private half and the public one. */
    private static List<String> halves(String file) {
        return file.strip().lines().toList();
    }
}

package org.schoolgate.cases;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DataFolder;
import org.springframework.stereotype.Component;

/** Writes tickets and reads them again. To whoever holds one it is noise: no name stands in it, and no school. */
@Component
class PressTickets {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final String BETWEEN = "\n";

    private final Clock clock;
    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    PressTickets(DataFolder folder, Clock clock) {
        this.clock = clock;
        this.key = new SecretKeySpec(HexFormat.of().parseHex(folder.secret("press-tickets")), "AES");
    }

    String issue(Actor.Somebody child) {
        var text = String.join(
                BETWEEN,
                child.school().toString(),
                child.person().toString(),
                Objects.requireNonNullElse(child.phase(), Phase.KS1).name(),
                clock.instant().toString(),
                UUID.randomUUID().toString(),
                child.name());
        try {
            var nonce = new byte[NONCE];
            random.nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            var all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has AES-GCM", impossible);
        }
    }

    /** Empty for everything that this installation did not write. */
    Optional<PressTicket> read(String ticket) {
        try {
            var all = Base64.getUrlDecoder().decode(ticket);
            if (all.length <= NONCE) {
                return Optional.empty();
            }
            var text = new String(
                    cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE)).doFinal(all, NONCE, all.length - NONCE),
                    StandardCharsets.UTF_8);
            var parts = text.split(BETWEEN, 6);
            return Optional.of(new PressTicket(
                    SchoolId.of(parts[0]),
                    new PersonId(UUID.fromString(parts[1])),
                    parts[5],
                    Phase.valueOf(parts[2]),
                    Instant.parse(parts[3]),
                    UUID.fromString(parts[4])));
        } catch (IllegalArgumentException | GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}

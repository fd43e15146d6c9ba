package org.schoolgate.gateways;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * What one device shows a gateway instead of a name and a password, for one person. The text itself was shown once.
 *
 * @param revokedAt since when it stands for nobody; null while it does
 */
public record ProxyToken(
        UUID id,
        PersonId person,
        String device,
        Instant issuedAt,
        @Nullable Instant revokedAt) {
    public boolean isInForce() {
        return revokedAt == null;
    }
}

package org.schoolgate.roster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.tenancy.DataFolder;
import org.springframework.stereotype.Component;

/**
 * Who is the same person in two schools of a trust. A child is, whose number both know; what one school tells of them
 * stays with it. Numbers are few enough to try them all, so only their digests under a secret key are kept.
 */
@Component
class Identities {
    private static final String ALGORITHM = "HmacSHA256";

    private final PersonStore people;
    private final SecretKeySpec key;

    Identities(PersonStore people, DataFolder folder) {
        this.people = people;
        this.key = new SecretKeySpec(HexFormat.of().parseHex(folder.secret("identities")), ALGORITHM);
    }

    /** The identity of somebody with this number, or a new one. */
    PersonId of(@Nullable String upn) {
        var fresh = PersonId.random();
        return upn == null ? fresh : people.identity(digest(upn), fresh);
    }

    /** From now on the number means this person, unless the trust already knows it as somebody's. */
    void remember(String upn, PersonId id) {
        people.identity(digest(upn), id);
    }

    private byte[] digest(String upn) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(("upn:" + upn).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}

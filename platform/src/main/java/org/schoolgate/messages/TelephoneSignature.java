package org.schoolgate.messages;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Tells the telephone provider from everybody else: it signs the address that it asks and all that it says, with the key
 * that the two of us share.
 */
@Component
public class TelephoneSignature {
    private final String key;
    private final String portal;

    TelephoneSignature(
            @Value("${schoolgate.telephone.key:}") String key,
            @Value("${schoolgate.portal:http://127.0.0.1:${server.port:8080}}") String portal) {
        this.key = key;
        this.portal = portal;
    }

    /** Whether the provider says this, to this path of ours. Without a key nobody is the provider. */
    public boolean isGood(String path, Map<String, String> said, String signature) {
        return !key.isEmpty()
                && MessageDigest.isEqual(
                        of(portal + path, said).getBytes(StandardCharsets.UTF_8),
                        signature.getBytes(StandardCharsets.UTF_8));
    }

    private String of(String address, Map<String, String> said) {
        var signed = new StringBuilder(address);
        new TreeMap<>(said).forEach((name, value) -> signed.append(name).append(value));
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA1", e);
        }
    }
}

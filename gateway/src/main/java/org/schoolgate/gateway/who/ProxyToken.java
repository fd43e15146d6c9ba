package org.schoolgate.gateway.who;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Reads the random token of a person and a device from proxy credentials; a school password never stands there. */
public final class ProxyToken {
    private static final String SCHEME = "Basic ";

    private ProxyToken() {}

    /** SHA-256 of the user name, then of the password: either may be the token. Nothing where there are no credentials. */
    public static List<String> digests(String proxyAuthorization) {
        if (!proxyAuthorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return List.of();
        }
        String both;
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(proxyAuthorization.substring(SCHEME.length()).strip());
            both = new String(decoded, UTF_8);
        } catch (IllegalArgumentException _) {
            return List.of();
        }
        int colon = both.indexOf(':');
        List<String> digests = new ArrayList<>(2);
        for (String part : colon < 0 ? List.of(both) : List.of(both.substring(0, colon), both.substring(colon + 1))) {
            if (!part.isEmpty()) {
                digests.add(digest(part));
            }
        }
        return digests;
    }

    /** The form in which a policy copy holds a token. */
    public static String digest(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.schoolgate.cases;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.schoolgate.tenancy.DataFolder;
import org.springframework.stereotype.Component;

/**
 * The codes by which people come back to what they wrote. A code is twenty letters, 99 bits, that follow from the form by
 * which it was sent and a key outside the database: the same form sent twice has one code, and whoever has the database
 * has none. Only a keyed hash of a code is ever stored.
 */
@Component
class ReceiptCodes {
    /** None is mistaken for another when it is written by hand. */
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXY";

    private static final BigInteger BASE = BigInteger.valueOf(LETTERS.length());
    private static final int LENGTH = 20;
    private static final int GROUP = 4;

    private final SecretKeySpec key;

    ReceiptCodes(DataFolder folder) {
        this.key = new SecretKeySpec(HexFormat.of().parseHex(folder.secret("concern-receipts")), "HmacSHA256");
    }

    /** The code of what is sent by a form, in groups that are easy to write down: {@code 7KQM-...}. */
    String of(UUID form) {
        var rest = new BigInteger(1, mac("form:" + form));
        var code = new StringBuilder();
        for (int place = 0; place < LENGTH; place++) {
            if (place > 0 && place % GROUP == 0) {
                code.append('-');
            }
            var parts = rest.divideAndRemainder(BASE);
            code.append(LETTERS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return code.toString();
    }

    /** What is stored of a code, however it was typed; empty where it can be none. */
    Optional<byte[]> hash(String typed) {
        var code = typed.toUpperCase(Locale.ROOT).replaceAll("[\\s\\p{Pd}]", "");
        return code.length() == LENGTH && code.chars().allMatch(letter -> LETTERS.indexOf(letter) >= 0)
                ? Optional.of(mac("code:" + code))
                : Optional.empty();
    }

    private byte[] mac(String what) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(what.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}

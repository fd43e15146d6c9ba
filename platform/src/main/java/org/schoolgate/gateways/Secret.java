package org.schoolgate.gateways;

import java.security.SecureRandom;

/** A random text that is shown once and of which only the hash is kept. */
final class Secret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final char[] LETTERS = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();

    private Secret() {}

    /** So many letters of five bits each: none that is mistaken for another, all good in an address. */
    static String letters(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        var text = new StringBuilder(count);
        for (byte b : bytes) {
            text.append(LETTERS[b & 31]);
        }
        return text.toString();
    }
}

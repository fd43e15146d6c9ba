package org.schoolgate.gateway.dns;

import java.security.SecureRandom;

/** What nobody outside can guess, taken from the system a good piece at a time. */
final class Chance {
    private final SecureRandom random = new SecureRandom();
    private final byte[] bytes = new byte[4096];
    private int at = bytes.length;

    int u8() {
        if (at == bytes.length) {
            random.nextBytes(bytes);
            at = 0;
        }
        return bytes[at++] & 0xff;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    /** One of so many, at most 256, each as often as another but for a hair. */
    int below(int many) {
        return u16() % many;
    }

    /** A name with each letter in one case or the other, which an answer has to repeat. */
    byte[] mixed(byte[] lower) {
        byte[] mixed = lower.clone();
        int bits = 1;
        for (int i = 0; i < mixed.length; i++) {
            if (mixed[i] >= 'a' && mixed[i] <= 'z') {
                if (bits == 1) {
                    bits = 0x100 | u8();
                }
                if ((bits & 1) == 1) {
                    mixed[i] &= ~0x20;
                }
                bits >>= 1;
            }
        }
        return mixed;
    }
}

package org.schoolgate.cases;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Something that a device sealed: {@code 1.<key>.<sender>.<nonce>.<box>}, the last three in the base64 of URLs. The sender is
 * a key on P-256 that the device made for this one envelope and forgot; the box is AES-256-GCM under what HKDF makes of the
 * two keys. {@code script/tell.js} writes it.
 */
final class Envelope {
    private static final int SENDER = 65;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    /** What stands before a point of P-256 so that it reads as a public key. */
    private static final byte[] SPKI = HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

    private final String key;
    private final byte[] sender;
    private final byte[] nonce;
    private final byte[] box;

    private Envelope(String key, byte[] sender, byte[] nonce, byte[] box) {
        this.key = key;
        this.sender = sender;
        this.nonce = nonce;
        this.box = box;
    }

    static Optional<Envelope> read(String text) {
        var parts = text.strip().split("\\.", -1);
        if (parts.length != 5 || !parts[0].equals("1")) {
            return Optional.empty();
        }
        try {
            var base64 = Base64.getUrlDecoder();
            var envelope =
                    new Envelope(parts[1], base64.decode(parts[2]), base64.decode(parts[3]), base64.decode(parts[4]));
            return envelope.sender.length == SENDER && envelope.nonce.length == NONCE
                    ? Optional.of(envelope)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** What is in it; empty where a byte of it was changed, or it was sealed to another key. */
    Optional<String> open(TellingKeys keys) {
        var ours = keys.toOpen(key);
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        try {
            var point = Arrays.copyOf(SPKI, SPKI.length + SENDER);
            System.arraycopy(sender, 0, point, SPKI.length, SENDER);
            var agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(ours.get());
            agreement.doPhase(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(point)), true);
            var secret = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(agreement.generateSecret())
                                    .addSalt(sender)
                                    .thenExpand(utf8("schoolgate telling " + key), 32));
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, secret, new GCMParameterSpec(TAG_BITS, nonce));
            return Optional.of(new String(cipher.doFinal(box), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

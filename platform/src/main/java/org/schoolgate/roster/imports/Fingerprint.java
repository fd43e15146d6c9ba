package org.schoolgate.roster.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What a preview comes to, in one short text: two previews that would do the same have the same. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(ImportPreview preview) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : List.of(
                    preview.effective(),
                    preview.joiners(),
                    preview.movers(),
                    preview.leavers(),
                    preview.changed(),
                    preview.classes(),
                    preview.former())) {
                digest.update((part + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

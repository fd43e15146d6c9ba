package org.schoolgate.signin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DataFolder;
import org.springframework.stereotype.Component;

/** What a browser keeps between a class's card and a child's picture: that the card was right, for this lesson only. */
@Component
class ClassPass {
    private static final Duration LASTING = Duration.ofHours(1);

    private final Clock clock;
    private final SecretKeySpec key;

    ClassPass(Clock clock, DataFolder folder) {
        this.clock = clock;
        this.key = new SecretKeySpec(HexFormat.of().parseHex(folder.secret("class-pass")), "HmacSHA256");
    }

    /** The supervised session that the card opened. */
    record Lesson(SchoolId school, UUID supervised) {}

    String write(Lesson lesson) {
        var text = lesson.school() + "." + lesson.supervised() + "."
                + clock.instant().plus(LASTING).getEpochSecond();
        return text + "." + seal(text);
    }

    Optional<Lesson> read(String pass) {
        int end = pass.lastIndexOf('.');
        if (end < 0 || !isSealed(pass.substring(0, end), pass.substring(end + 1))) {
            return Optional.empty();
        }
        var parts = pass.substring(0, end).split("\\.", -1);
        return Instant.ofEpochSecond(Long.parseLong(parts[2])).isAfter(clock.instant())
                ? Optional.of(new Lesson(SchoolId.of(parts[0]), UUID.fromString(parts[1])))
                : Optional.empty();
    }

    private boolean isSealed(String text, String seal) {
        return MessageDigest.isEqual(
                seal(text).getBytes(StandardCharsets.UTF_8), seal.getBytes(StandardCharsets.UTF_8));
    }

    private String seal(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}

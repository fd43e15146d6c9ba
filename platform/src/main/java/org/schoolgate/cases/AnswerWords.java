package org.schoolgate.cases;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.schoolgate.tenancy.DataFolder;
import org.springframework.stereotype.Component;

/**
 * Three words for each telling, by which a child finds what came back of it. They follow from the telling and a key outside
 * the database and are kept nowhere: 24 bits, which are enough beside a class's card and a limit on tries.
 */
@Component
class AnswerWords {
    private static final int HOW_MANY = 3;
    private static final List<String> WORDS = words();

    private final SecretKeySpec key;

    AnswerWords(DataFolder folder) {
        this.key = new SecretKeySpec(HexFormat.of().parseHex(folder.secret("answer-words")), "HmacSHA256");
    }

    /** The words of a telling, as a child reads them: {@code otter lamp scooter}. */
    String of(ReportId report) {
        var mac = mac(report);
        return IntStream.range(0, HOW_MANY)
                .mapToObj(place -> WORDS.get(Byte.toUnsignedInt(mac[place])))
                .collect(Collectors.joining(" "));
    }

    /** Words as they were typed, as {@link #of} writes them. */
    static String written(String typed) {
        return typed.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", " ").strip();
    }

    private byte[] mac(ReportId report) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(report.value().getMostSignificantBits())
                    .putLong(report.value().getLeastSignificantBits())
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static List<String> words() {
        try (InputStream in = AnswerWords.class.getResourceAsStream("/cases/answer-words.txt")) {
            if (in == null) {
                throw new IllegalStateException("no answer-words.txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split(" ")))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package org.schoolgate.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Any bytes under any coding: where they make sense, what they are does not depend on how they arrive. */
class DecodingFuzzTest {
    private static final int MOST = 1 << 20;

    @FuzzTest(maxDuration = "10m")
    void aBodyIsTheSameInAnyPieces(byte[] bytes) throws Exception {
        for (String coding : List.of("gzip", "deflate", "br", "zstd", "gzip, br")) {
            byte[] whole = decoded(new ByteArrayInputStream(bytes), coding);
            byte[] slow = decoded(new MultipartFuzzTest.Slow(bytes, 1), coding);
            if (whole != null && slow != null) {
                assertThat(slow).as(coding).isEqualTo(whole);
            }
        }
    }

    private static byte @Nullable [] decoded(InputStream coded, String coding) throws Exception {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (InputStream in = Objects.requireNonNull(Decoding.of(coded, coding, MOST))) {
            byte[] some = new byte[4 << 10];
            for (int count = in.read(some); count >= 0 && plain.size() < MOST; count = in.read(some)) {
                plain.write(some, 0, count);
            }
        } catch (Decoding.Undecodable | FileParts.TooMuch _) {
            return null;
        }
        return plain.toByteArray();
    }
}

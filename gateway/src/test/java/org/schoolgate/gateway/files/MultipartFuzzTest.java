package org.schoolgate.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Any form: read in one piece or byte by byte it has the same parts, and none of them has what was not sent. */
class MultipartFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void aFormHasTheSamePartsInAnyPieces(byte[] bytes) throws Exception {
        List<String> whole = parts(new ByteArrayInputStream(bytes));
        assertThat(parts(new Slow(bytes, 1))).isEqualTo(whole);
        assertThat(parts(new Slow(bytes, 7))).isEqualTo(whole);
        String sent = new String(bytes, ISO_8859_1);
        assertThat(whole).allMatch(part -> sent.contains(part.substring(part.indexOf('\n') + 1)));
    }

    private static List<String> parts(InputStream bytes) throws IOException {
        Multipart form = Objects.requireNonNull(Multipart.of(bytes, "multipart/form-data; boundary=edge"));
        List<String> parts = new ArrayList<>();
        while (form.next()) {
            parts.add(form.fileName() + "\n" + new String(form.part().readAllBytes(), ISO_8859_1));
        }
        return parts;
    }

    /** Bytes that come a few at a time. */
    static final class Slow extends FilterInputStream {
        private final int most;

        Slow(byte[] bytes, int most) {
            super(new ByteArrayInputStream(bytes));
            this.most = most;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(most, length));
        }
    }
}

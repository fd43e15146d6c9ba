package org.schoolgate.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any Content-Disposition has a name or none, and one in quotation marks is that name. */
class FileNameFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void aNameIsFoundAsItIsWritten(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        String found = FileName.of(text, "/a/homework%20one.txt?x");
        assertThat(found).isNotNull();
        String name = text.replaceAll("[\"\\\\]", "");
        assertThat(FileName.of("attachment; filename=\"" + name + "\"", null)).isEqualTo(name);
    }
}

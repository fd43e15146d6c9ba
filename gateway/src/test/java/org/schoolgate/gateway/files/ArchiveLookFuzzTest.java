package org.schoolgate.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.schoolgate.gateway.feed.FileKind;

/** Any archive, however it arrives: none is harmless in which another reader finds a program. */
class ArchiveLookFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void noneIsHarmlessInWhichAnotherReaderFindsAProgram(byte[] bytes) throws Exception {
        for (int piece : new int[] {Math.max(1, bytes.length), 7, 1}) {
            if (ArchiveLook.look(new MultipartFuzzTest.Slow(bytes, piece), null) instanceof Contents.Harmless) {
                assertThat(programs(bytes)).isZero();
            }
        }
    }

    /** How many programs Java's own reader finds. */
    private static int programs(byte[] bytes) {
        int programs = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] first = zip.readNBytes(FileLook.ENOUGH);
                if (FileLook.of(first, null, entry.getName()) == FileKind.PROGRAM) {
                    programs++;
                }
            }
        } catch (IOException | IllegalArgumentException _) {
            // As far as it can be read.
        }
        return programs;
    }
}

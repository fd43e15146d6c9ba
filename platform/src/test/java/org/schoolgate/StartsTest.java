package org.schoolgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StartsTest {
    @TempDir
    Path folder = Path.of("");

    private final StringWriter said = new StringWriter();

    private int start(String mode) {
        return new CommandLine(new Starts())
                .setErr(new PrintWriter(said, true))
                .execute(mode, "--data", folder.toString());
    }

    @Test
    void aRealSchoolNeverRunsOnAFolderWhoseSignInsWerePrinted() throws Exception {
        Files.writeString(folder.resolve("DEMONSTRATION"), "");

        assertThat(start("run")).isEqualTo(2);
        assertThat(said).asString().contains("is a demonstration: its sign-ins are printed for all to see.");
        assertThat(folder).isDirectoryNotContaining("glob:**/db");
    }

    @Test
    void theDemonstrationNeverRunsOnARealSchool() throws Exception {
        Files.createDirectory(folder.resolve("db"));

        assertThat(start("demo")).isEqualTo(2);
        assertThat(said).asString().contains("holds a real school.");
        assertThat(folder).isDirectoryNotContaining("glob:**/DEMONSTRATION");
    }
}

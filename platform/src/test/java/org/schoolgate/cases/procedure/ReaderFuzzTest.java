package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever somebody does to a definition, reading it ends in a procedure or in sentences. */
class ReaderFuzzTest {
    private static final int TEXTS = 4_000;
    private static final List<String> ODDITIES = List.of(
            "[]", "{}", "null", "~", "1e9", "\"\"", "- ", ": ", "? a", "&a", "*a", "!!int", "|", "yes", "\t", "\u0000",
            "…");

    @Test
    void noTextMakesTheReaderThrow() throws Exception {
        var files = ProceduresTest.files();
        int faulty = 0;
        for (int seed = 0; seed < TEXTS; seed++) {
            var random = new Random(seed);
            var text = spoilt(Files.readString(files.get(random.nextInt(files.size()))), random);
            var reading = new Reading[1];
            assertThatCode(() -> reading[0] = Procedures.ours().read(text))
                    .as("seed %d", seed)
                    .doesNotThrowAnyException();
            if (reading[0] instanceof Reading.Faulty(var problems)) {
                faulty++;
                assertThat(problems)
                        .as("seed %d", seed)
                        .isNotEmpty()
                        .allSatisfy(problem -> assertThat(problem.sentence())
                                .matches("(?s)[A-Z].*\\.")
                                .doesNotContain("%s"));
            }
        }
        assertThat(faulty).isBetween(TEXTS / 2, TEXTS - 1);
    }

    private static String spoilt(String text, Random random) {
        var lines = new ArrayList<>(text.lines().toList());
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(lines.size());
            var line = lines.get(at);
            switch (random.nextInt(6)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(random.nextInt(lines.size()), line);
                case 2 -> lines.set(at, " " + line);
                case 3 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
                case 4 ->
                    lines.set(at, line.replaceFirst(": .*", ": " + any(random).replace("\\", "")));
                default -> lines.add(at, any(random));
            }
        }
        return String.join("\n", lines);
    }

    private static String any(Random random) {
        return ODDITIES.get(random.nextInt(ODDITIES.size()));
    }
}

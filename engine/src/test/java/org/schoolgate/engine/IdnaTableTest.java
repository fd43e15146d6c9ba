package org.schoolgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The resource idna.txt is what ICU's data says; the first assertion leaves the text it should be in target/idna.txt. */
class IdnaTableTest {
    private static final int VIRAMA_CLASS = 9;

    /** A run of code points that are treated alike. */
    private record Run(int first, int last, String what) {
        String line() {
            return first == last ? "%04x %s".formatted(first, what) : "%04x-%04x %s".formatted(first, last, what);
        }
    }

    @Test
    void theTableIsUnicodes() throws Exception {
        String made = made();
        Files.writeString(Path.of("target/idna.txt"), made);
        try (InputStream in = Objects.requireNonNull(IdnaTable.class.getResourceAsStream("idna.txt"))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(made);
        }
    }

    @Test
    void theTableIsOfTheUnicodeVersionThatThisJavaNormalises() {
        assertThat(UCharacter.getUnicodeVersion().getMajor()).isEqualTo(16);
        assertThat(Character.getType(0x1c89)).as("a letter new in Unicode 16").isEqualTo(Character.UPPERCASE_LETTER);
    }

    private static String made() {
        List<Run> runs = new ArrayList<>();
        Normalizer2 uts46 = Normalizer2.getInstance(null, "uts46", Normalizer2.Mode.COMPOSE);
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                add(runs, c, mapping(uts46, c));
            }
        }
        List<Run> joins = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            add(joins, c, joining(c));
        }
        List<Run> viramas = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            add(viramas, c, UCharacter.getCombiningClass(c) == VIRAMA_CLASS ? "virama" : "");
        }
        runs.addAll(joins);
        runs.addAll(viramas);
        return "# UTS-46 of Unicode 16, made from ICU's data; Copyright Unicode, Inc., Unicode-3.0 licence\n"
                + runs.stream().map(Run::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String mapping(Normalizer2 uts46, int c) {
        String text = Character.toString(c);
        String to = uts46.normalize(text);
        if (to.equals("\ufffd")) {
            return "";
        }
        if (to.equals(text)) {
            return "V";
        }
        if (to.isEmpty()) {
            return "I";
        }
        int first = to.codePointAt(0);
        if (to.codePointCount(0, to.length()) == 1 && first > c) {
            return "+ %x".formatted(first - c);
        }
        return "M " + to.codePoints().mapToObj("%04x"::formatted).collect(Collectors.joining(" "));
    }

    private static String joining(int c) {
        return switch (UCharacter.getIntPropertyValue(c, UProperty.JOINING_TYPE)) {
            case UCharacter.JoiningType.LEFT_JOINING -> "left";
            case UCharacter.JoiningType.RIGHT_JOINING -> "right";
            case UCharacter.JoiningType.DUAL_JOINING -> "dual";
            case UCharacter.JoiningType.TRANSPARENT -> "transparent";
            default -> "";
        };
    }

    private static void add(List<Run> runs, int c, String what) {
        if (what.isEmpty()) {
            return;
        }
        Run last = runs.isEmpty() ? null : runs.getLast();
        if (last != null && last.last() == c - 1 && last.what().equals(what) && !what.startsWith("M")) {
            runs.set(runs.size() - 1, new Run(last.first(), c, what));
        } else {
            runs.add(new Run(c, c, what));
        }
    }
}

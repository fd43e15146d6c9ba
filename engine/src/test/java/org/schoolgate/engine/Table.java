package org.schoolgate.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A table of cases: a file beside the tests, a case a line. */
final class Table {
    private Table() {}

    /** Its lines, without those that are a remark. */
    static List<String> lines(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(Table.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}

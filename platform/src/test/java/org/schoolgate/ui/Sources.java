package org.schoolgate.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The text of the program's own files, for tests that read what was written. */
final class Sources {
    private static final Path ROOT = Path.of("src/main/java");

    private Sources() {}

    /** Path below src/main/java to text, of every file whose name ends so. */
    static Map<String, String> ending(String end) {
        try (var files = Files.walk(ROOT)) {
            var texts = new TreeMap<String, String>();
            for (var file : files.filter(file -> file.toString().endsWith(end)).toList()) {
                texts.put(ROOT.relativize(file).toString(), Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

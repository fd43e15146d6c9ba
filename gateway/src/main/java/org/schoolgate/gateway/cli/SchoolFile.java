package org.schoolgate.gateway.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The file of one school among several in a process: options of {@code schoolgate gateway} without their dashes, one a line, as
 * {@code name = value}. What it does not say is as on the command line. Lines that begin with {@code #} say nothing.
 */
final class SchoolFile {
    private SchoolFile() {}

    /**
     * Reads it.
     *
     * @param common options of the command line, by name, and their values
     * @throws IllegalArgumentException with its line, where it cannot be understood
     */
    static SchoolOptions read(Path file, Map<String, List<String>> common) throws IOException {
        SchoolOptions options = new SchoolOptions();
        CommandLine reader = new CommandLine(options);
        Map<String, List<String>> own = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int equals = text.indexOf('=');
            String name = equals < 0 ? "" : "--" + text.substring(0, equals).strip();
            if (equals < 0) {
                throw new IllegalArgumentException("line %d is not of the form name = value".formatted(number));
            }
            if (reader.getCommandSpec().findOption(name) == null) {
                throw new IllegalArgumentException(
                        "line %d: there is no option %s".formatted(number, name.substring(2)));
            }
            own.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(text.substring(equals + 1).strip());
        }
        Map<String, List<String>> all = new LinkedHashMap<>(common);
        all.putAll(own);
        List<String> arguments = new ArrayList<>();
        all.forEach((name, values) -> values.forEach(value -> arguments.add(name + "=" + value)));
        try {
            reader.parseArgs(arguments.toArray(String[]::new));
            return options;
        } catch (ParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            // Some editors put such a mark before the first line.
            return Files.readString(file).replaceFirst("^\uFEFF", "").lines().toList();
        } catch (CharacterCodingException e) {
            throw new IOException("it is no text in UTF-8", e);
        }
    }
}

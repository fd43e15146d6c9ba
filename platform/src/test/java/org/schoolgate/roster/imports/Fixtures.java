package org.schoolgate.roster.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Roster files of the shapes that records systems send, about invented people. */
public final class Fixtures {
    /** A Monday in the school year that the files are about. */
    static final LocalDate TODAY = LocalDate.of(2026, 9, 7);

    private Fixtures() {}

    /** The bundle kept as a folder of parts under that name. */
    public static byte[] bundle(String folder) {
        return zip(parts(folder));
    }

    /** The parts of the bundle, to be changed before it is zipped. */
    static Map<String, byte[]> parts(String folder) {
        var parts = new LinkedHashMap<String, byte[]>();
        try (var files = Files.list(path(folder))) {
            for (var file : files.sorted().toList()) {
                parts.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts;
    }

    static byte[] zip(Map<String, byte[]> parts) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static FileContent read(String folder) {
        var reading = RosterFiles.read(folder + ".zip", bundle(folder), TODAY);
        if (reading instanceof Reading.Bundle(var content)) {
            return content;
        }
        throw new AssertionError(folder + " came to " + reading);
    }

    /** A school's own table with the meanings that its headings suggest. */
    static FileContent readOwn(String csv) {
        return readOwn(utf8(csv));
    }

    static FileContent readOwn(byte[] csv) {
        var table = table(csv);
        return OwnTableReader.read(table, MappingGuess.of(table.headings()), TODAY);
    }

    static Table table(byte[] csv) {
        var reading = RosterFiles.read("school.csv", csv, TODAY);
        if (reading instanceof Reading.OwnTable(var table)) {
            return table;
        }
        throw new AssertionError("came to " + reading);
    }

    private static Path path(String folder) {
        try {
            return Path.of(Objects.requireNonNull(Fixtures.class.getResource("/roster/" + folder), folder)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

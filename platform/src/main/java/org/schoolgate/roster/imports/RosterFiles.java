package org.schoolgate.roster.imports;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;

/** Tells what an upload is, and reads it as that. */
final class RosterFiles {
    private static final int PROBE = 512;

    private RosterFiles() {}

    /** @param effective the day on which the file holds */
    static Reading read(String name, byte[] bytes, LocalDate effective) {
        try {
            refuseWhatIsNoTable(bytes);
            return Characters.startsWith(bytes, 'P', 'K') ? zip(bytes, effective) : ownTable(name, bytes);
        } catch (UnusableFile file) {
            return file.reading();
        }
    }

    private static Reading zip(byte[] bytes, LocalDate effective) throws UnusableFile {
        var zip = ZipBundle.open(bytes);
        if (zip.has(OneRosterReader.MANIFEST)) {
            return new Reading.Bundle(OneRosterReader.read(zip, effective));
        }
        if (zip.isWorkbook()) {
            throw new UnusableFile(Fault.EXCEL);
        }
        var only = zip.only().orElseThrow(() -> new UnusableFile(Fault.ZIP_WITHOUT_ROSTER));
        return ownTable(only.getKey(), only.getValue());
    }

    private static Reading ownTable(String name, byte[] bytes) throws UnusableFile {
        var table = TableReader.read(name, bytes, _ -> true, MappingGuess::known);
        if (table.headings().size() < 2) {
            throw new UnusableFile(Fault.ONE_COLUMN);
        }
        if (table.rows().isEmpty() && table.findings().isEmpty()) {
            throw new UnusableFile(Fault.NO_ROWS);
        }
        return new Reading.OwnTable(table);
    }

    private static void refuseWhatIsNoTable(byte[] bytes) throws UnusableFile {
        if (bytes.length == 0) {
            throw new UnusableFile(Fault.EMPTY);
        }
        if (bytes.length > Limits.UPLOAD) {
            throw new UnusableFile(Fault.TOO_LARGE, Limits.UPLOAD >> 20);
        }
        if (Characters.startsWith(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new UnusableFile(Fault.OLD_EXCEL);
        }
        var start = new String(bytes, 0, Math.min(bytes.length, PROBE), StandardCharsets.ISO_8859_1)
                .replaceFirst("^\u00EF\u00BB\u00BF", "")
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        if (start.startsWith("%pdf")) {
            throw new UnusableFile(Fault.PDF);
        }
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            throw new UnusableFile(Fault.WEB_PAGE);
        }
        if (start.startsWith("<?xml") || start.startsWith("<ctf")) {
            throw new UnusableFile(Fault.XML);
        }
    }
}

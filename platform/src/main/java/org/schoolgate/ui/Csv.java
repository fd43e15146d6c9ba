package org.schoolgate.ui;

import java.util.List;
import java.util.stream.Collectors;

/** Rows as a comma-separated file (RFC 4180) that a spreadsheet opens without taking a cell for a formula. */
public final class Csv {
    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    /** The file, with a byte order mark, so that names keep their accents in a spreadsheet. */
    public static String of(List<String> heads, List<List<String>> rows) {
        return "\uFEFF" + row(heads) + rows.stream().map(Csv::row).collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        var guarded = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return "\"" + guarded.replace("\"", "\"\"") + "\"";
    }
}

package org.schoolgate.ui;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Rows as a comma-separated file (RFC 4180) that a spreadsheet opens without taking a cell for a formula. */
public final class Csv {
    private static final MediaType TYPE = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final String FORMULA = "=+-@";

    private Csv() {}

    /** The file, with a byte order mark, so that names keep their accents in a spreadsheet. */
    public static String of(List<String> heads, List<List<String>> rows) {
        return "\uFEFF" + row(heads) + rows.stream().map(Csv::row).collect(Collectors.joining());
    }

    /** The file, handed over to be kept and never by somebody in between. */
    public static ResponseEntity<byte[]> file(String name, String csv) {
        return ResponseEntity.ok()
                .contentType(TYPE)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static String row(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        return "\"" + (mayBeTakenForFormula(text) ? "'" + text : text).replace("\"", "\"\"") + "\"";
    }

    /** A spreadsheet may drop what cannot be seen at the front of a cell, and then find a formula. */
    private static boolean mayBeTakenForFormula(String text) {
        var seen = 0;
        while (seen < text.length() && cannotBeSeen(text.charAt(seen))) {
            seen++;
        }
        boolean formula = seen < text.length() && FORMULA.indexOf(text.charAt(seen)) >= 0;
        return formula || (!text.isEmpty() && Character.isISOControl(text.charAt(0)));
    }

    private static boolean cannotBeSeen(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }
}

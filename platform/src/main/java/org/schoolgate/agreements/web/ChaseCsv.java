package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.schoolgate.agreements.ChaseRow;
import org.schoolgate.agreements.Progress.StateName;
import org.schoolgate.ui.Dates;

/** The chase list as a table for a spreadsheet; no cell of it begins a formula. */
final class ChaseCsv {
    private ChaseCsv() {}

    static String of(List<ChaseRow> rows) {
        var out = new StringBuilder("\uFEFF");
        try (var printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
            printer.printRecord(
                    say("agreements.chase.class"),
                    say("agreements.chase.about"),
                    say("agreements.chase.signer"),
                    say("agreements.chase.paper"),
                    say("agreements.chase.state"),
                    say("agreements.chase.written"));
            for (var row : rows) {
                for (var answer : row.answers()) {
                    printer.printRecord(
                            plain(row.group().name()),
                            plain(row.subject().name().sorted()),
                            plain(answer.signer().name().sorted()),
                            say("agreements.audience." + answer.needed().audience()),
                            say("agreements.state." + StateName.of(answer.state())),
                            answer.lastWritten().map(Dates::day).orElse(""));
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }

    /** A name that begins like a formula gets a quotation mark before it. */
    static String plain(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}

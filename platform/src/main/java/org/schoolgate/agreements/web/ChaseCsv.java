package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.stream.Stream;
import org.schoolgate.agreements.ChaseRow;
import org.schoolgate.agreements.Progress.StateName;
import org.schoolgate.ui.Csv;
import org.schoolgate.ui.Dates;

/** The chase list as a table for a spreadsheet. */
final class ChaseCsv {
    private ChaseCsv() {}

    static String of(List<ChaseRow> rows) {
        return Csv.of(
                List.of(
                        say("agreements.chase.class"),
                        say("agreements.chase.about"),
                        say("agreements.chase.signer"),
                        say("agreements.chase.paper"),
                        say("agreements.chase.state"),
                        say("agreements.chase.written")),
                rows.stream().flatMap(ChaseCsv::lines).toList());
    }

    private static Stream<List<String>> lines(ChaseRow row) {
        return row.answers().stream()
                .map(answer -> List.of(
                        row.group().name(),
                        row.subject().name().sorted(),
                        answer.signer().name().sorted(),
                        say("agreements.audience." + answer.needed().audience()),
                        say("agreements.state." + StateName.of(answer.state())),
                        answer.lastWritten().map(Dates::day).orElse("")));
    }
}

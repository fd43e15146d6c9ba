package org.schoolgate.roster.imports;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads CSV as it comes out of records systems and spreadsheets; what it cannot read it says, line by line. */
final class TableReader {
    /** How far down the headings may stand: some reports begin with a title and a date. */
    private static final int HEADINGS_WITHIN = 10;

    private final String name;
    private final Predicate<String> wanted;
    private final List<Table.Row> rows = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private List<String> headings = List.of();

    private TableReader(String name, Predicate<String> wanted) {
        this.name = name;
        this.wanted = wanted;
    }

    /**
     * The table in {@code bytes}.
     *
     * @param wanted which columns to keep, by heading; the cells of others, and of every column that holds secrets, are
     *     dropped as they come
     * @param likeHeadings how much a row looks like headings; the best of the first rows is taken
     */
    static Table read(String name, byte[] bytes, Predicate<String> wanted, Likeness likeHeadings) throws UnusableFile {
        return new TableReader(name, wanted).read(Characters.decode(bytes), likeHeadings);
    }

    /** How many cells of a row are known headings. */
    interface Likeness {
        /** For files whose first row always holds the headings. */
        Likeness FIRST_ROW = _ -> 0;

        int of(List<String> row);
    }

    private Table read(String text, Likeness likeHeadings) throws UnusableFile {
        if (text.isBlank()) {
            throw new UnusableFile(Fault.EMPTY);
        }
        var delimiter = delimiterOf(text);
        var format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreSurroundingSpaces(true)
                .setTrailingData(true)
                .get();
        try (var parser = CSVParser.parse(new StringReader(text), format)) {
            readAll(parser, likeHeadings);
        } catch (IOException | UncheckedIOException _) {
            throw new UnusableFile(Fault.UNCLOSED_QUOTE, lastLineRead + 1);
        }
        return new Table(name, headings, List.copyOf(rows), List.copyOf(findings));
    }

    private int lastLineRead;

    private void readAll(CSVParser parser, Likeness likeHeadings) throws UnusableFile {
        var top = new ArrayList<Table.Row>();
        Iterator<CSVRecord> records = parser.iterator();
        while (top.size() < HEADINGS_WITHIN && records.hasNext()) {
            addUnlessBlank(top, next(parser, records));
        }
        takeHeadings(top, likeHeadings);
        while (records.hasNext()) {
            keep(next(parser, records));
            if (rows.size() > Limits.ROWS) {
                throw new UnusableFile(Fault.TOO_MANY_ROWS, Limits.ROWS);
            }
        }
    }

    private Table.Row next(CSVParser parser, Iterator<CSVRecord> records) throws UnusableFile {
        var line = lastLineRead + 1;
        var record = records.next();
        lastLineRead = Math.toIntExact(parser.getCurrentLineNumber());
        if (record.size() > 4 * Limits.COLUMNS) {
            throw new UnusableFile(Fault.TOO_MANY_COLUMNS, Limits.COLUMNS);
        }
        return new Table.Row(line, record.toList());
    }

    private static void addUnlessBlank(List<Table.Row> to, Table.Row row) {
        if (row.cells().stream().anyMatch(cell -> !cell.isBlank())) {
            to.add(row);
        }
    }

    private void takeHeadings(List<Table.Row> top, Likeness likeHeadings) throws UnusableFile {
        var first =
                top.stream().findFirst().filter(TableReader::isSeparatorLine).isPresent() ? 1 : 0;
        if (top.size() <= first) {
            throw new UnusableFile(Fault.NO_ROWS);
        }
        var best = IntStream.range(first, top.size())
                .boxed()
                .max((a, b) -> {
                    var more = Integer.compare(
                            likeHeadings.of(top.get(a).cells()),
                            likeHeadings.of(top.get(b).cells()));
                    return more != 0 ? more : Integer.compare(b, a);
                })
                .orElse(first);
        headings = withoutBlankTail(
                top.get(best).cells().stream().map(TableReader::heading).toList());
        if (headings.size() > Limits.COLUMNS) {
            throw new UnusableFile(Fault.TOO_MANY_COLUMNS, Limits.COLUMNS);
        }
        top.subList(best + 1, top.size()).forEach(this::keep);
    }

    private static String heading(String cell) {
        var tidy = Characters.tidy(cell);
        return tidy.length() <= Limits.NAME ? tidy : tidy.substring(0, Limits.NAME);
    }

    private void keep(Table.Row raw) {
        var cells = raw.cells();
        if (cells.stream().allMatch(String::isBlank)) {
            return;
        }
        if (cells.stream().skip(headings.size()).anyMatch(cell -> !cell.isBlank())) {
            findings.add(Finding.of(name, raw.line(), "", Reason.TOO_MANY_CELLS, cells.size(), headings.size()));
            return;
        }
        var kept = new ArrayList<String>(headings.size());
        for (int i = 0; i < headings.size(); i++) {
            var cell = i < cells.size() && isKept(i) ? cells.get(i) : "";
            if (cell.length() > Limits.CELL) {
                findings.add(Finding.of(
                        name, raw.line(), headings.get(i), Reason.CELL_TOO_LONG, cell.length(), Limits.CELL));
                return;
            }
            kept.add(Characters.tidy(cell));
        }
        var row = new Table.Row(raw.line(), Collections.unmodifiableList(kept));
        if (!row.isBlank()) {
            rows.add(row);
        }
    }

    private boolean isKept(int column) {
        var heading = headings.get(column);
        return !Headings.isSecret(heading) && wanted.test(heading);
    }

    private static List<String> withoutBlankTail(List<String> cells) {
        var end = cells.size();
        while (end > 0 && cells.get(end - 1).isEmpty()) {
            end--;
        }
        return List.copyOf(cells.subList(0, end));
    }

    /** Excel's own first line, {@code sep=;}. */
    private static boolean isSeparatorLine(Table.Row row) {
        return row.cells().getFirst().strip().toLowerCase(Locale.ROOT).startsWith("sep=");
    }

    private static char delimiterOf(String text) {
        var line = text.lines().filter(l -> !l.isBlank()).findFirst().orElse("");
        if (line.startsWith("sep=") && line.length() > 4) {
            return line.charAt(4);
        }
        var sample = text.lines().limit(HEADINGS_WITHIN).toList();
        return Stream.of(',', ';', '\t')
                .max((a, b) -> Long.compare(count(sample, a), count(sample, b)))
                .filter(best -> count(sample, best) > 0)
                .orElse(',');
    }

    private static long count(List<String> lines, char delimiter) {
        return lines.stream()
                .mapToLong(line -> {
                    var quoted = false;
                    var found = 0;
                    for (int i = 0; i < line.length(); i++) {
                        var c = line.charAt(i);
                        quoted ^= c == '"';
                        found += !quoted && c == delimiter ? 1 : 0;
                    }
                    return found;
                })
                .sum();
    }
}

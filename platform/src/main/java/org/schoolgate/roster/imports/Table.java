package org.schoolgate.roster.imports;

import java.util.List;

/**
 * What a CSV file holds: headings and rows, each as long as the headings, every cell tidy. Columns that hold passwords
 * are there by name only.
 *
 * @param findings rows that could not be read
 */
record Table(String name, List<String> headings, List<Row> rows, List<Finding> findings) {
    /** @param line where the row begins, counted as an editor counts */
    record Row(int line, List<String> cells) {
        boolean isBlank() {
            return cells.stream().allMatch(String::isEmpty);
        }
    }
}

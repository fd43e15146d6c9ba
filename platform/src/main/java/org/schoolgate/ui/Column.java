package org.schoolgate.ui;

import java.util.Arrays;
import java.util.List;

/** The head of a table's column; numbers stand at the right. */
public record Column(String head, boolean isNumber) {
    public static Column text(String head) {
        return new Column(head, false);
    }

    public static Column number(String head) {
        return new Column(head, true);
    }

    /** Columns of text. */
    public static List<Column> texts(String... heads) {
        return Arrays.stream(heads).map(Column::text).toList();
    }
}

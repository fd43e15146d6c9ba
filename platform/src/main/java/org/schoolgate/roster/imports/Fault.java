package org.schoolgate.roster.imports;

/** Why nothing can be made of a file as a whole; each has its sentence in {@code words/roster.properties}. */
public enum Fault {
    EMPTY,
    TOO_LARGE,
    EXCEL,
    OLD_EXCEL,
    PDF,
    XML,
    WEB_PAGE,
    NOT_TEXT,
    UNCLOSED_QUOTE,
    NO_ROWS,
    ONE_COLUMN,
    TOO_MANY_ROWS,
    TOO_MANY_COLUMNS,
    ZIP_BROKEN,
    ZIP_LOCKED,
    ZIP_BOMB,
    ZIP_UNSAFE_NAME,
    ZIP_PART_TWICE,
    ZIP_WITHOUT_ROSTER,
    MANIFEST_BROKEN,
    MANIFEST_VERSION,
    PART_MISSING,
    COLUMN_MISSING,
    NOBODY
}

package org.schoolgate.roster.imports;

/** How much of a file is read before it is refused: a school of thousands fits many times over, a bomb does not. */
final class Limits {
    /** Bytes of an upload. */
    static final int UPLOAD = 16 << 20;
    /** Bytes of all that a zip holds, unpacked. */
    static final long UNPACKED = 96L << 20;
    /** How many times bigger than itself a part of a zip may become. */
    static final long RATIO = 100;
    /** Parts up to this size may have any ratio: a column of blanks packs very well. */
    static final long RATIO_FREE = 1L << 20;

    static final int ZIP_PARTS = 64;
    static final int ROWS = 50_000;
    static final int COLUMNS = 250;
    /** Characters of one cell. */
    static final int CELL = 2_000;
    /** Characters of a name. */
    static final int NAME = 100;

    private Limits() {}
}

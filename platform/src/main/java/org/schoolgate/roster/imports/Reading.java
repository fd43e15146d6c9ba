package org.schoolgate.roster.imports;

import java.util.List;

/** What reading an upload came to. */
sealed interface Reading {
    /** A OneRoster bundle, which says by itself what its columns mean. */
    record Bundle(FileContent content) implements Reading {}

    /** A school's own table, whose columns somebody has to name. */
    record OwnTable(Table table) implements Reading {}

    /**
     * Nothing can be made of it.
     *
     * @param facts what its sentence names: a part, a line, a limit
     */
    record Unusable(Fault fault, List<String> facts) implements Reading {}
}

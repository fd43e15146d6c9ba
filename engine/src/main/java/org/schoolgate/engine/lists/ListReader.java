package org.schoolgate.engine.lists;

/** Reads the lines of one file in one format. */
interface ListReader {
    void read(String line, Entries out);
}

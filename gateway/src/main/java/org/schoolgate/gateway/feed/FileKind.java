package org.schoolgate.gateway.feed;

/** What a file is by its own bytes, as far as a school closes it (FIL-16). */
public enum FileKind {
    /** A program, an installer or a script that a computer runs. */
    PROGRAM,
    /** Files in one, which may hold programs. A text document or a spreadsheet is none, though it is packed like one. */
    ARCHIVE,
    /** A whole disk in one file. */
    DISK_IMAGE
}

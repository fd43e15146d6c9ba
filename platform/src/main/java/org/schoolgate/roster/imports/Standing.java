package org.schoolgate.roster.imports;

/** How far an import has come. */
public enum Standing {
    UNMAPPED,
    UNPLACED,
    READY,
    WAITING,
    RUNNING,
    APPLIED,
    PUT_AWAY
}

package org.schoolgate.activity;

/** Why somebody may look at what a named person did: the policy's own list, and nothing else (MON-3). */
public enum Purpose {
    /** What happened, to the school's business. */
    EVIDENCE,
    /** Whether rules and law are kept, and children safe. */
    COMPLIANCE,
    /** Whether the systems work as they should. */
    OPERATION,
    /** Training, and the quality of what is done. */
    QUALITY,
    /** Preventing or finding out a crime. */
    CRIME,
    /** Somebody asked what is kept about them, or the law asks. */
    SUBJECT_ACCESS
}

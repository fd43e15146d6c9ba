package org.schoolgate.kernel;

import java.util.Map;

/**
 * Something that happened and must be on the record. Publish it inside the transaction that did it: it is sealed into
 * the school's chain just before commit, or the transaction fails with it.
 */
public interface Audited {
    /** Who did it, and so whose school's chain it goes into. */
    Actor by();

    /** What kind of thing happened, in past tense, stable for ever: {@code agreement.signed}. */
    String kind();

    /** What it happened to: {@code person:<id>}, {@code round:<id>}; ids only. */
    String subject();

    /** The facts, short, without anything that the subject's retention date would not take with it. */
    Map<String, String> facts();
}

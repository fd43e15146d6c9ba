package org.schoolgate.agreements.wording;

/** What a part of an agreement is for. */
public enum Kind {
    RULE,
    /** What the school sees of what people do (AGR-16). */
    MONITORING,
    /** What follows when the rules are not kept (AGR-15). */
    CONSEQUENCES,
    /** What the school cannot promise (AGR-17). */
    LIABILITY,
    /** What the signer declares by signing (R3 to R8). */
    STATEMENT
}

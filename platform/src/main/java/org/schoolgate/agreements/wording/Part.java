package org.schoolgate.agreements.wording;

/** Which half of an agreement a signature stands under. */
public enum Part {
    /** The child's own. */
    PUPIL,
    /** What a parent or carer says for a child, under the same text as the child. */
    PARENT_FOR_CHILD,
    /** The whole of an agreement that an adult makes for themselves. */
    OWN
}

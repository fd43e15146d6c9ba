package org.schoolgate.cases.procedure;

/** Something that definitions call by a word of its own: "safeguarding lead", "by letter". */
interface Worded {
    String word();
}

package org.schoolgate.cases.procedure;

/** How somebody is told. */
public enum Manner implements Worded {
    IN_PERSON("in person"),
    BY_PHONE("by phone"),
    BY_LETTER("by letter"),
    BY_EMAIL("by e-mail");

    private final String word;

    Manner(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}

package org.schoolgate.ui;

/** A sentence that a page shows once, about what has just been done. Put it into the flash under {@link #FLASH}. */
public record Notice(Kind kind, String text) {
    /** The flash attribute that layouts look for; a plain String there counts as done. */
    public static final String FLASH = "notice";

    /** What the sentence is about, which chooses its colour and icon. */
    public enum Kind {
        INFO,
        DONE,
        WAITING,
        DANGER
    }

    public static Notice done(String text) {
        return new Notice(Kind.DONE, text);
    }

    public static Notice info(String text) {
        return new Notice(Kind.INFO, text);
    }

    public static Notice waiting(String text) {
        return new Notice(Kind.WAITING, text);
    }

    public static Notice danger(String text) {
        return new Notice(Kind.DANGER, text);
    }
}

package org.schoolgate.ui;

import static org.schoolgate.ui.Words.say;

/** A step of a written procedure as a page shows it. */
public record Step(String text, State state, String says) {
    /** Where the step stands. */
    public enum State {
        DONE,
        NOW,
        LATER
    }

    /** A step that was done; {@code when} as "16:07". */
    public static Step done(String text, String when) {
        return new Step(text, State.DONE, say("ui.steps.done", when));
    }

    /** The step that waits for somebody now. */
    public static Step now(String text) {
        return new Step(text, State.NOW, say("ui.steps.now"));
    }

    /** A step that comes later. */
    public static Step later(String text) {
        return new Step(text, State.LATER, say("ui.steps.not-yet"));
    }

    public boolean isNow() {
        return state == State.NOW;
    }

    /** The name of its look. */
    public String css() {
        return switch (state) {
            case DONE -> "done";
            case NOW -> "now";
            case LATER -> "";
        };
    }
}

package org.schoolgate.messages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A letter before it is addressed: what kind it is and what it says. Its subject is the sentence {@code <kind>.subject}
 * of the module's words, in which only the school's name has a place: a subject stands on locked screens and in lists of
 * post, so nothing about a child can get into it.
 *
 * @param kind stable for ever, {@code agreements.invitation}
 */
public record Letter(String kind, List<Part> parts) {
    /**
     * A paragraph, or a button that leads somewhere.
     *
     * @param path where the button leads in this program; null for a paragraph
     * @param secret the button leads to the letter's one-time link
     */
    public record Part(String text, @Nullable String path, boolean secret) {
        public boolean isButton() {
            return path != null;
        }
    }

    public Letter {
        parts = List.copyOf(parts);
    }

    public static Letter of(String kind) {
        return new Letter(kind, List.of());
    }

    /** The same with one more paragraph. */
    public Letter line(String text) {
        return with(new Part(text, null, false));
    }

    /** The same with a button to a page of this program, {@code /cases/12}. */
    public Letter button(String text, String path) {
        return with(new Part(text, path, false));
    }

    /** The same with a button to the reader's own one-time link, which is handed over with the letter. */
    public Letter linkButton(String text) {
        return with(new Part(text, "/s/…", true));
    }

    boolean hasLink() {
        return parts.stream().anyMatch(Part::secret);
    }

    private Letter with(Part part) {
        var more = new ArrayList<>(parts);
        more.add(part);
        return new Letter(kind, more);
    }
}

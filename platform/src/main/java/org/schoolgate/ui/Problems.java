package org.schoolgate.ui;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with a form as it was typed: field to sentence, in the order of the fields. */
public final class Problems {
    private final Map<String, String> sentences = new LinkedHashMap<>();

    /** A form in which nothing is wrong. */
    public static Problems none() {
        return new Problems();
    }

    /** A form in which one thing is wrong. */
    public static Problems of(String field, String sentence) {
        return new Problems().add(field, sentence);
    }

    /** Adds the sentence if {@code wrong}; a field keeps its first. */
    public Problems when(boolean wrong, String field, String sentence) {
        return wrong ? add(field, sentence) : this;
    }

    /** Adds the sentence; a field keeps its first. */
    public Problems add(String field, String sentence) {
        sentences.putIfAbsent(field, sentence);
        return this;
    }

    public boolean any() {
        return !sentences.isEmpty();
    }

    public int count() {
        return sentences.size();
    }

    /** The sentence to stand beside this field, if it has one. */
    public @Nullable String with(String field) {
        return sentences.get(field);
    }

    /** Field to sentence, in order. */
    public Map<String, String> all() {
        return sentences;
    }
}

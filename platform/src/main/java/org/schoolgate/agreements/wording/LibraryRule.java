package org.schoolgate.agreements.wording;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.ui.Picto;

/**
 * One rule of the library, with its words in every voice that has it.
 *
 * @param section the heading that it stands under
 * @param picture what is drawn beside it, null for none
 * @param covers the lines of the rule catalogue that it keeps
 * @param choice the choice that it is one of, null for a rule that excludes no other
 */
public record LibraryRule(
        String id,
        String section,
        Kind kind,
        @Nullable Picto picture,
        Set<String> covers,
        @Nullable Choice choice,
        Map<Voice, String> words) {

    /** Rules that exclude each other, of which a school takes at most one. */
    public record Choice(String name, boolean usual) {}

    public LibraryRule {
        covers = Set.copyOf(covers);
        words = Map.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("rule %s has no words".formatted(id));
        }
    }

    public Optional<String> in(Voice voice) {
        return Optional.ofNullable(words.get(voice));
    }

    /** Whether a new text has this rule unless somebody takes it out. */
    public boolean isUsual() {
        return choice == null || choice.usual();
    }

    Line line(Voice voice) {
        var said = words.get(voice);
        if (said == null) {
            throw new IllegalArgumentException("rule %s says nothing to %s".formatted(id, voice));
        }
        return new Line(id, said, voice.part() == Part.PUPIL ? picture : null);
    }
}

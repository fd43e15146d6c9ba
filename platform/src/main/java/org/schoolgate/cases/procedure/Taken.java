package org.schoolgate.cases.procedure;

import java.util.Arrays;
import java.util.List;

/** What a sanction takes from somebody for a time: a part, which leaves them everything else, or all of it. */
public enum Taken implements Worded {
    SITES("these sites"),
    GAMES("games"),
    VIDEO("films and music"),
    SOCIAL("social networks and chat"),
    MACHINES("computers or laptops"),
    EVERYTHING("everything");

    /** What leaves them everything else. */
    public static final List<Taken> PARTS = List.of(SITES, GAMES, VIDEO, SOCIAL, MACHINES);

    private final String word;

    Taken(String word) {
        this.word = word;
    }

    public static Taken of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is called " + word));
    }

    @Override
    public String word() {
        return word;
    }
}

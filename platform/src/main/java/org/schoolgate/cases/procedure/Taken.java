package org.schoolgate.cases.procedure;

import java.util.Arrays;

/** What a sanction takes from somebody where it leaves them everything else. */
public enum Taken implements Worded {
    SITES("these sites"),
    GAMES("games"),
    VIDEO("films and music"),
    SOCIAL("social networks and chat"),
    MACHINES("computers or laptops");

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

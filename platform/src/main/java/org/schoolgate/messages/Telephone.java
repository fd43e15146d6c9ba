package org.schoolgate.messages;

/** Whoever places calls and sends text messages for this installation. */
interface Telephone {
    /** Whether one is connected. Without one people are reached by e-mail alone. */
    boolean isThere();

    /** Rings a number; what is said and what is pressed goes by the secret of the attempt. */
    Answer call(String number, String secret);

    Answer text(String number, String words);

    /** Ends a call that is of no use any more, as well as that can be done. */
    void hangUp(String reference);

    /** What became of the wish. */
    sealed interface Answer {
        /**
         * It is on its way.
         *
         * @param reference under which name the provider knows it
         */
        record Placed(String reference) implements Answer {}

        /**
         * It could not be placed.
         *
         * @param why for the people who look after it; no number and no secret
         */
        record NotNow(String why) implements Answer {}
    }
}

package org.schoolgate.messages;

/** What became of an attempt to come in by a link. */
public sealed interface Opening {
    /**
     * Come in.
     *
     * @param secret for the visitor's cookie
     * @param path where the link leads
     */
    record Welcome(Visit visit, String secret, String path) implements Opening {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Welcome[" + visit + "]";
        }
    }

    /** The known fact was not that. */
    record NotThat(int triesLeft) implements Opening {}

    /** The link is over, or never was one. */
    record Gone() implements Opening {}
}

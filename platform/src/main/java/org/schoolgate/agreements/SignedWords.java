package org.schoolgate.agreements;

import java.time.Instant;

/**
 * What somebody's agreement says follows when it is not kept, in the very words under which a signature stands.
 *
 * @param own whether it is their own signature; a young child may have none, and their parents signed for them
 * @param digest of all the words that were signed
 * @param says the sentence; empty where those words have none
 */
public record SignedWords(boolean own, VersionNumber number, Instant at, String digest, String says) {}

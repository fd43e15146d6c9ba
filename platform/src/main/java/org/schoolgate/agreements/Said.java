package org.schoolgate.agreements;

import java.util.Map;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Fingerprint;

/**
 * What somebody says yes to.
 *
 * @param name what they typed as their signature
 * @param words the fingerprint of the words that they were shown, for each paper that they agree to
 */
public record Said(String name, String language, Map<Audience, Fingerprint> words) {
    public Said {
        words = Map.copyOf(words);
    }
}

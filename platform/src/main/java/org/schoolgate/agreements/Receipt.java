package org.schoolgate.agreements;

import org.schoolgate.agreements.wording.Wording;

/**
 * What a signer keeps: what they answered, and the exact words.
 *
 * @param school its name
 * @param signer their name as they wrote it, and what they are to the subject
 * @param subject whom it is about
 * @param isCurrent whether it is still their answer, and not one that another came after
 */
public record Receipt(
        Signature signature, Wording words, String school, String signer, String subject, boolean isCurrent) {}

package org.schoolgate.ui;

import org.jspecify.annotations.Nullable;

/**
 * Whom to ask about the online safety policy.
 *
 * @param email where to write; null where the school gives none
 * @param phone a number or an extension; null where the school gives none
 */
public record PolicyContact(
        String name, @Nullable String email, @Nullable String phone) {}

package org.schoolgate.permissions;

import java.time.Instant;

/**
 * The ticket by which a provider carries a permission out (FIL-6).
 *
 * @param number the provider's own
 * @param answer what the provider said; empty until it did
 * @param at when that was written down
 */
public record Ticket(String number, String answer, Instant at) {}

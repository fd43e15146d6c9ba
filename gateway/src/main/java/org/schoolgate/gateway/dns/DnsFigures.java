package org.schoolgate.gateway.dns;

/**
 * How the name server does.
 *
 * @param questions that were understood
 * @param unreadable that were not
 * @param tooFast that were refused as their address asked too many
 * @param kept answers that need not be looked up
 */
public record DnsFigures(long questions, long unreadable, long tooFast, int kept) {}

package org.schoolgate.gateway.journal;

/**
 * How much of the disk a journal may take.
 *
 * @param most bytes of events that wait for the platform
 * @param reserve bytes set aside for what is refused while the disk is full
 */
public record JournalSpace(long most, long reserve) {
    /** A week of a large school without its platform. */
    public static final JournalSpace USUAL = new JournalSpace(4L << 30, 8L << 20);
}

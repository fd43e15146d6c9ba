package org.schoolgate.gateways;

/**
 * How far a school's policy has come.
 *
 * @param epoch a new one after each restore, always greater than the one before
 * @param number grows by one with every transaction that changed what somebody may reach
 */
public record FeedVersion(long epoch, long number) implements Comparable<FeedVersion> {
    /** As gateways name it, {@code epoch-number}. */
    public String tag() {
        return epoch + "-" + number;
    }

    @Override
    public int compareTo(FeedVersion other) {
        return epoch == other.epoch ? Long.compare(number, other.number) : Long.compare(epoch, other.epoch);
    }
}

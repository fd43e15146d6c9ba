package org.schoolgate.gateway.feed;

/**
 * How search engines and YouTube show themselves to the readers of a profile: their own restricted modes, which a gateway
 * forces by leading to another host of theirs.
 *
 * @param safeSearch search engines show safe results only
 */
public record SafeModes(boolean safeSearch, YouTube youTube) {
    /** Everything as it is without a school. */
    public static final SafeModes OPEN = new SafeModes(false, YouTube.OPEN);

    /** What YouTube lets its readers see. From the most open to the least. */
    public enum YouTube {
        OPEN,
        MODERATE,
        STRICT;

        public boolean isMoreOpenThan(YouTube other) {
            return compareTo(other) < 0;
        }
    }
}

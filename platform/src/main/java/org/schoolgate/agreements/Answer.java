package org.schoolgate.agreements;

/** What somebody said when asked. */
public sealed interface Answer {
    record Agreed() implements Answer {}

    /**
     * No.
     *
     * @param why in their own words, empty where they gave no reason
     */
    record Refused(String why) implements Answer {}

    /** A yes taken back: as easy as giving it, and at once (AGR-22). */
    record Withdrawn(String why) implements Answer {}

    /** The stable word for it, in the database and under a fingerprint. */
    default String kind() {
        return switch (this) {
            case Agreed() -> "AGREED";
            case Refused refused -> "REFUSED";
            case Withdrawn withdrawn -> "WITHDRAWN";
        };
    }

    default String reason() {
        return switch (this) {
            case Agreed() -> "";
            case Refused(var why) -> why;
            case Withdrawn(var why) -> why;
        };
    }

    static Answer of(String kind, String reason) {
        return switch (kind) {
            case "AGREED" -> new Agreed();
            case "REFUSED" -> new Refused(reason);
            case "WITHDRAWN" -> new Withdrawn(reason);
            default -> throw new IllegalArgumentException("unknown answer: " + kind);
        };
    }
}

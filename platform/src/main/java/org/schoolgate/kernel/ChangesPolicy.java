package org.schoolgate.kernel;

/**
 * Something that happened after which somebody may reach more or less than before. The school's policy gets a new
 * version in the same transaction, and every gateway hears of it at once.
 */
public interface ChangesPolicy extends Audited {
    /** Whose own access may be another now. Who is left out keeps what they had until the day is over. */
    default Affected affected() {
        return Affected.EVERYBODY;
    }
}

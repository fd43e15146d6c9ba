package org.schoolgate.agreements;

import java.util.Set;
import org.schoolgate.agreements.wording.Audience;

/** What became of a wish to open a round. */
public sealed interface RoundOpening {
    /**
     * It is open; the letters follow by themselves.
     *
     * @param asked how many answers are asked for
     */
    record Opened(Round round, int asked) implements RoundOpening {}

    /** The school has put no text in force for these. */
    record NoText(Set<Audience> audiences) implements RoundOpening {}

    /** These are being asked already, in a round that is still open. */
    record Running(Round round) implements RoundOpening {}

    record DateInThePast() implements RoundOpening {}

    record YearOver() implements RoundOpening {}
}

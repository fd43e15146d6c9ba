package org.schoolgate.agreements;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a round has come.
 *
 * @param byGroup classes in the order of the roster, then adults
 * @param byState how many answers are in each state (R14)
 * @param written how many people have been written to, of {@code toWrite}
 */
public record Progress(
        Round round, Map<ChaseRow.Group, Tally> byGroup, Map<StateName, Integer> byState, int written, int toWrite) {
    /** The states as they are counted. */
    public enum StateName {
        NOT_ASKED,
        ASKED,
        OPENED,
        QUESTION,
        SIGNED,
        REFUSED,
        WITHDRAWN,
        EXPIRED;

        /** The state's name. */
        public static StateName of(SignerState state) {
            return switch (state) {
                case SignerState.NotAsked() -> NOT_ASKED;
                case SignerState.Asked asked -> ASKED;
                case SignerState.Opened opened -> OPENED;
                case SignerState.Question question -> QUESTION;
                case SignerState.Signed signed -> SIGNED;
                case SignerState.Refused refused -> REFUSED;
                case SignerState.Withdrawn withdrawn -> WITHDRAWN;
                case SignerState.Expired expired -> EXPIRED;
            };
        }
    }

    static Progress of(Round round, List<ChaseRow> rows, int written, int toWrite) {
        var byGroup = new LinkedHashMap<ChaseRow.Group, Tally>();
        var byState = new LinkedHashMap<StateName, Integer>();
        for (var name : StateName.values()) {
            byState.put(name, 0);
        }
        for (var row : rows) {
            byGroup.merge(row.group(), row.tally(), Tally::plus);
            row.answers().forEach(answer -> byState.merge(StateName.of(answer.state()), 1, Integer::sum));
        }
        return new Progress(round, byGroup, byState, written, toWrite);
    }

    public Tally total() {
        return byGroup.values().stream().reduce(Tally.NOBODY, Tally::plus);
    }
}

package org.schoolgate.gateway.dns;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.Verdict;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.who.Who;

/**
 * Decides as the policy does, and remembers what it decided for whom until the policy is another or something begins or ends
 * by the clock: devices ask for the same names all day.
 */
final class Judging {
    private static final int MOST = 120_000;

    /** Whom a decision is for: a reader, or whoever is at places of one profile. */
    private record Case(boolean reader, String whose, Host host) {}

    private final Map<Case, Decision> decided = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Case, Decision> eldest) {
            return size() > MOST;
        }
    };

    private @Nullable Policy by;
    private @Nullable Instant turn;

    Decision decide(Policy policy, Who who, Host host, Instant now) {
        if (policy != by || (turn != null && !now.isBefore(turn))) {
            decided.clear();
            by = policy;
            turn = policy.nextTurn(now);
        }
        Case one = switch (who) {
            case Who.Known known -> new Case(true, known.reader().ref(), host);
            case Who.Somewhere(var places, var _)
            when places.size() == 1 -> new Case(false, places.getFirst().profile(), host);
            case Who.Somewhere _, Who.Several _, Who.Stranger _ -> null;
        };
        if (one == null) {
            return policy.decide(who, host, now);
        }
        Decision before = decided.get(one);
        if (before != null) {
            return before;
        }
        Decision decision = policy.decide(who, host, now);
        decided.put(one, small(decision));
        return decision;
    }

    /** Without what was looked at on the way to it, which nobody asks for here. */
    private static Decision small(Decision decision) {
        return switch (decision) {
            case Decision.Go go -> new Decision.Go(small(go.verdict()));
            case Decision.Closed closed ->
                new Decision.Closed(small(closed.verdict()), closed.wording(), closed.within());
            case Decision.Withheld withheld ->
                new Decision.Withheld(
                        small(withheld.verdict()), withheld.sentence(), withheld.until(), withheld.wording());
            case Decision.Shut shut -> shut;
            case Decision.Unknown unknown -> unknown;
        };
    }

    private static Verdict small(Verdict verdict) {
        return new Verdict(verdict.answer(), verdict.categories(), verdict.rule(), verdict.until(), List.of());
    }
}

package org.schoolgate.filtering;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;

/** A school made or ended a rule for a site, or said which of its own sites are always open. */
public record RuleMoved(Actor by, Move move, String host, Map<String, String> facts) implements ChangesPolicy {
    /** What happened. */
    public enum Move {
        RULE_MADE("filtering.rule-made"),
        RULE_ENDED("filtering.rule-ended"),
        OWN_SITE_ADDED("filtering.own-site-added"),
        OWN_SITE_REMOVED("filtering.own-site-removed");

        private final String kind;

        Move(String kind) {
            this.kind = kind;
        }
    }

    public RuleMoved {
        facts = Map.copyOf(facts);
    }

    @Override
    public Affected affected() {
        return Affected.NOBODY;
    }

    @Override
    public String kind() {
        return move.kind;
    }

    @Override
    public String subject() {
        return "site:" + host;
    }
}

package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.util.Locale;
import org.schoolgate.filtering.SchoolRules.Overlap;

/** Another rule that could meet the one on the page, and which of the two wins. */
public record OverlapView(String name, String site, String effect, String sentence, boolean otherWins) {
    static OverlapView of(Overlap overlap) {
        var other = overlap.other();
        var effect = say("filtering.rule.effect." + other.effect().name().toLowerCase(Locale.ROOT));
        var name = say("filtering.trace.rule.name." + other.source().name().toLowerCase(Locale.ROOT), other.id());
        return new OverlapView(
                name,
                other.host(),
                effect,
                say(overlap.otherWins() ? "filtering.rule.loses" : "filtering.rule.wins", name, overlap.site()),
                overlap.otherWins());
    }
}

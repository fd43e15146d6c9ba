package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.schoolgate.filtering.SchoolRule;
import org.schoolgate.filtering.SchoolRule.Effect;
import org.schoolgate.ui.Dates;
import org.springframework.web.util.UriUtils;

/** A rule as lists and files show it. */
public record RuleRow(SchoolRule rule) {
    public String href() {
        return "/filter/sites/" + rule.number();
    }

    /** Where it is explained why the site is open or closed. */
    public String whyHref() {
        return "/filter/why?site=" + UriUtils.encode(rule.site(), StandardCharsets.UTF_8);
    }

    /** What else it is about: everything below. */
    public String below() {
        return say(rule.isOfPart() ? "filtering.rule.below.part" : "filtering.rule.below", rule.site());
    }

    /** Where a rule for a part of a site holds, and where it does nothing. */
    public String whereSeen() {
        return say(rule.effect() == Effect.ALLOW ? "filtering.rule.part.allow" : "filtering.rule.part.block");
    }

    public String name() {
        return say("filtering.trace.rule.name.school", String.valueOf(rule.number()));
    }

    public String effect() {
        return word(rule.effect());
    }

    public static String word(Effect effect) {
        return say("filtering.rule.effect." + effect.name().toLowerCase(Locale.ROOT));
    }

    public String tag() {
        return tag(rule.effect());
    }

    static String tag(Effect effect) {
        return switch (effect) {
            case ALLOW -> "ok";
            case ASK -> "wait";
            case BLOCK -> "danger";
        };
    }

    public String icon() {
        return rule.effect() == Effect.ALLOW ? "gate-open" : "gate-shut";
    }

    /** When it ends, or ended. */
    public String until() {
        if (rule.ended() != null) {
            return say(
                    "filtering.rule.ended-on",
                    Dates.day(rule.ended().at()),
                    rule.ended().name());
        }
        return rule.until() == null ? say("filtering.rule.no-end") : Dates.moment(rule.until());
    }

    public String made() {
        return say(
                "filtering.rule.made-by",
                rule.made().name(),
                Dates.day(rule.made().at()));
    }

    /** As a row of the file; the first two columns can be brought in again elsewhere. */
    List<String> cells() {
        var ended = rule.ended();
        return List.of(
                rule.site(),
                rule.reason(),
                effect(),
                rule.forLabel(),
                Dates.moment(rule.from()),
                rule.until() == null ? "" : Dates.moment(rule.until()),
                String.valueOf(rule.number()),
                rule.made().name(),
                ended == null ? "" : Dates.moment(ended.at()),
                ended == null ? "" : ended.name(),
                ended == null ? "" : ended.reason());
    }
}

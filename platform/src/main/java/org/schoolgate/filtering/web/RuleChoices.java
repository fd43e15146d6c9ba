package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.schoolgate.filtering.SchoolRule.Effect;
import org.schoolgate.filtering.SchoolRules;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Option;

/** What a form for rules offers. */
public record RuleChoices(List<Option> effects, List<Option> readers) {
    static RuleChoices of(SchoolRules rules, Actor actor) {
        var effects = Arrays.stream(Effect.values())
                .map(effect -> new Option(
                        effect.name(),
                        RuleRow.word(effect),
                        say("filtering.rule.effect." + effect.name().toLowerCase(Locale.ROOT) + ".hint")))
                .toList();
        var readers = new ArrayList<>(List.of(Option.of(RuleForm.EVERYBODY, say("filtering.rule.everybody"))));
        rules.readers(actor).forEach(one -> readers.add(Option.of(one.ref(), one.label())));
        return new RuleChoices(effects, List.copyOf(readers));
    }
}

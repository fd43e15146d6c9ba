package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.UUID;
import org.schoolgate.ui.Problems;

/** What the head wrote down after hearing a child's carers, as it was typed. */
public record HearingForm(List<UUID> heard, String answer, String words) {
    static HearingForm empty() {
        return new HearingForm(List.of(), "", "");
    }

    Problems problems() {
        return new Problems()
                .when(heard.isEmpty(), "heard", say("agreements.family.heard-missing"))
                .when(!answer.equals("yes") && !answer.equals("no"), "answer", say("agreements.family.answer-missing"))
                .when(words.isBlank(), "words", say("agreements.family.words-missing"))
                .when(words.length() > 2_000, "words", say("agreements.family.words-long"));
    }

    boolean agreed() {
        return answer.equals("yes");
    }

    /** The boxes that were ticked. */
    public List<String> ticked() {
        return heard.stream().map(UUID::toString).toList();
    }
}

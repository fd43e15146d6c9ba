package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Problems;

/** A round as it was typed. */
public record RoundForm(String name, Set<String> audiences, String answerBy, String remindEvery) {
    Problems problems() {
        return new Problems()
                .when(name.isBlank(), "name", say("agreements.round.name-missing"))
                .when(chosen().isEmpty(), "audiences", say("agreements.round.audiences-missing"))
                .when(day().isEmpty(), "answerBy", say("agreements.round.day-missing"))
                .when(days() < 1 || days() > 60, "remindEvery", say("agreements.round.days-wrong"));
    }

    Set<Audience> chosen() {
        return Arrays.stream(Audience.values())
                .filter(audience -> audiences.contains(audience.name()))
                .collect(Collectors.toSet());
    }

    Optional<LocalDate> day() {
        return Dates.read(answerBy);
    }

    int days() {
        return remindEvery.matches("\\d{1,3}") ? Integer.parseInt(remindEvery) : 0;
    }
}

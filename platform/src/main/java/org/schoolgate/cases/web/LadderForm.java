package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.schoolgate.cases.Ladder;
import org.schoolgate.cases.Ladder.Line;
import org.schoolgate.cases.LadderAudience;
import org.schoolgate.cases.Ladders;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.ui.Problems;

/**
 * A ladder as the head writes it: beside each rung that there can be its place, or nothing where the school does not use it.
 *
 * @param typed place-RUNG and words-RUNG
 */
public record LadderForm(LadderAudience audience, int version, Map<String, String> typed) {
    public LadderForm {
        typed = Map.copyOf(typed);
    }

    static LadderForm of(Ladder ladder) {
        var typed = new HashMap<String, String>();
        for (var rung : ladder.audience().possible()) {
            typed.put(
                    words(rung),
                    ladder.line(rung).map(Line::words).orElseGet(() -> Ladders.preset(ladder.audience(), rung)));
        }
        for (int at = 0; at < ladder.lines().size(); at++) {
            typed.put(place(ladder.lines().get(at).rung()), Integer.toString(at + 1));
        }
        return new LadderForm(ladder.audience(), ladder.version(), typed);
    }

    /** What a browser sent; a page that was tampered with is the first audience's, and of no version. */
    static LadderForm typed(Map<String, String> typed) {
        var audience = Arrays.stream(LadderAudience.values())
                .filter(one -> one.name().equals(typed.get("audience")))
                .findFirst()
                .orElse(LadderAudience.KS1);
        var version = typed.getOrDefault("version", "");
        return new LadderForm(audience, version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : -1, typed);
    }

    public static String place(Rung rung) {
        return "place-" + rung.name();
    }

    public static String words(Rung rung) {
        return "words-" + rung.name();
    }

    public String value(String field) {
        return typed.getOrDefault(field, "").strip();
    }

    /** All rungs that there can be: those in use in their order, then the others. */
    public List<Rung> rungs() {
        return audience.possible().stream()
                .sorted(Comparator.comparingInt(this::order))
                .toList();
    }

    Problems problems() {
        var problems = Problems.none();
        audience.possible()
                .forEach(rung -> problems.when(
                        !value(place(rung)).matches("[0-9]{0,2}"), place(rung), say("cases.ladder.place.wrong")));
        return problems;
    }

    /** The rungs in use, in their order. */
    List<Line> lines() {
        return rungs().stream()
                .filter(rung -> !value(place(rung)).isEmpty())
                .map(rung -> new Line(rung, value(words(rung))))
                .toList();
    }

    private int order(Rung rung) {
        var place = value(place(rung));
        return place.matches("[0-9]{1,2}") ? Integer.parseInt(place) : 100;
    }
}

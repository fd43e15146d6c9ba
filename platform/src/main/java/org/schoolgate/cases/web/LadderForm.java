package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.Ladder;
import org.schoolgate.cases.Ladder.Line;
import org.schoolgate.cases.LadderAudience;
import org.schoolgate.cases.Ladders;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.cases.procedure.Taken;
import org.schoolgate.ui.Problems;

/**
 * A ladder as the head writes it: beside each rung that there can be its place, or nothing where the school does not use it.
 *
 * @param typed place-RUNG and words-RUNG, and for the school's own own-place-1, own-title-1, own-words-1, own-takes-1 and so
 *     on
 */
public record LadderForm(LadderAudience audience, int version, Map<String, String> typed) {
    private static final String PLACE = "[0-9]{0,2}";

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
        int own = 0;
        for (int at = 0; at < ladder.lines().size(); at++) {
            var line = ladder.lines().get(at);
            if (line.isOwn()) {
                own++;
                typed.put(ownPlace(own), Integer.toString(at + 1));
                typed.put(ownTitle(own), line.title());
                typed.put(ownWords(own), line.words());
                typed.put(
                        ownTakes(own), line.takes() == null ? "" : line.takes().name());
            } else {
                typed.put(place(line.rung()), Integer.toString(at + 1));
            }
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

    public static String ownPlace(int row) {
        return "own-place-" + row;
    }

    public static String ownTitle(int row) {
        return "own-title-" + row;
    }

    public static String ownWords(int row) {
        return "own-words-" + row;
    }

    public static String ownTakes(int row) {
        return "own-takes-" + row;
    }

    /** The rows for the school's own: those that are filled, and one more as long as there is room. */
    public List<Integer> ownRows() {
        var last = 0;
        for (int row = 1; row <= Ladders.MOST_OWN; row++) {
            if (!value(ownTitle(row)).isEmpty()
                    || !value(ownWords(row)).isEmpty()
                    || !value(ownPlace(row)).isEmpty()) {
                last = row;
            }
        }
        return IntStream.rangeClosed(1, Math.min(last + 1, Ladders.MOST_OWN))
                .boxed()
                .toList();
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
                        !value(place(rung)).matches(PLACE), place(rung), say("cases.ladder.place.wrong")));
        for (var row : ownRows()) {
            var title = value(ownTitle(row));
            problems.when(!value(ownPlace(row)).matches(PLACE), ownPlace(row), say("cases.ladder.place.wrong"))
                    .when(
                            title.isEmpty() && !value(ownPlace(row)).isEmpty(),
                            ownTitle(row),
                            say("cases.ladder.own.no-title"))
                    .when(
                            title.length() > Ladders.LONGEST_TITLE,
                            ownTitle(row),
                            say("cases.ladder.own.long", Ladders.LONGEST_TITLE))
                    .when(value(ownWords(row)).isEmpty() && isPlaced(row), ownWords(row), say("cases.ladder.no-words"))
                    .when(
                            value(ownWords(row)).length() > Ladders.LONGEST,
                            ownWords(row),
                            say("cases.ladder.long", Ladders.LONGEST));
        }
        return problems;
    }

    private boolean isPlaced(int row) {
        return !value(ownPlace(row)).isEmpty();
    }

    /** The rungs in use, in their order. */
    List<Line> lines() {
        var ours = rungs().stream()
                .filter(rung -> !value(place(rung)).isEmpty())
                .map(rung -> new Placed(order(place(rung)), new Line(rung, value(words(rung)))));
        var own = ownRows().stream()
                .filter(this::isPlaced)
                .map(row -> new Placed(
                        order(ownPlace(row)), Line.own(value(ownTitle(row)), value(ownWords(row)), takes(row))));
        return Stream.concat(ours, own)
                .sorted(Comparator.comparingInt(Placed::place))
                .map(Placed::line)
                .toList();
    }

    private @Nullable Taken takes(int row) {
        return Arrays.stream(Taken.values())
                .filter(taken -> taken.name().equals(value(ownTakes(row))))
                .findFirst()
                .orElse(null);
    }

    private record Placed(int place, Line line) {}

    private int order(Rung rung) {
        return order(place(rung));
    }

    private int order(String field) {
        var place = value(field);
        return place.matches("[0-9]{1,2}") ? Integer.parseInt(place) : 100;
    }
}

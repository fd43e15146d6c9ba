package org.schoolgate.roster.imports;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A year group as records systems write it: Year 3, Y3, 03, R, Reception, N2; 0 is Reception, below it Nursery. */
final class YearText {
    private static final Pattern NUMBERED = Pattern.compile("(?:year(?:group)?|yr|y|grade)?0?(\\d{1,2})");
    private static final int OLDEST = 13;
    private static final Map<String, Integer> NAMED = Map.ofEntries(
            Map.entry("r", 0),
            Map.entry("yr", 0),
            Map.entry("rec", 0),
            Map.entry("reception", 0),
            Map.entry("yearr", 0),
            Map.entry("receptionyear", 0),
            Map.entry("kg", 0),
            Map.entry("f2", 0),
            Map.entry("fs2", 0),
            Map.entry("foundation2", 0),
            Map.entry("n", -1),
            Map.entry("yn", -1),
            Map.entry("nur", -1),
            Map.entry("nursery", -1),
            Map.entry("nurserysecondyear", -1),
            Map.entry("n2", -1),
            Map.entry("nursery2", -1),
            Map.entry("f1", -1),
            Map.entry("fs1", -1),
            Map.entry("foundation1", -1),
            Map.entry("pk", -1),
            Map.entry("pr", -1),
            Map.entry("nurseryfirstyear", -2),
            Map.entry("n1", -2),
            Map.entry("nursery1", -2),
            Map.entry("e2", -1),
            Map.entry("e1", -2));

    private YearText() {}

    static OptionalInt read(String text) {
        var compact = Headings.compact(text);
        var named = NAMED.get(compact);
        if (named != null) {
            return OptionalInt.of(named);
        }
        var numbered = NUMBERED.matcher(compact);
        if (!numbered.matches()) {
            return OptionalInt.empty();
        }
        var year = Integer.parseInt(numbered.group(1));
        return year <= OLDEST ? OptionalInt.of(year) : OptionalInt.empty();
    }

    /** All year groups in a list like {@code 09,10,11}; what is not understood is left out. */
    static List<Integer> readAll(String text) {
        return Stream.of(text.split("[,;]", -1))
                .map(YearText::read)
                .flatMapToInt(OptionalInt::stream)
                .distinct()
                .sorted()
                .boxed()
                .toList();
    }
}

package org.schoolgate.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.schoolgate.cases.SchoolTerm.Part;
import org.schoolgate.kernel.AcademicYear;

/**
 * How the cases of a school are spread, for readers who must not make out a child: no count from 1 to 4 is said, and none of
 * them can be worked out from the others.
 *
 * <p>Sealed cases and those about people who work at the school are in sums alone, and in none where their number could be
 * seen: they stand together with the kinds of which there are few and with the rarest of the others, whether there are any or
 * not.
 *
 * @param kinds by how the kind is called, the most first
 * @param others all the rest of the year's cases
 * @param total of the year
 * @param terms of the last two school years
 */
public record Trends(AcademicYear year, Map<String, Said> kinds, Said others, Said total, Map<SchoolTerm, Said> terms) {
    private static final int FEW = 5;

    /** How many, as far as it is said. */
    public sealed interface Said {
        /** None, or at least five. */
        record Exactly(int count) implements Said {}

        /** From one to four. */
        record Few() implements Said {}

        /** At least five, and not said so that another count cannot be worked out from it. */
        record NotSaid() implements Said {}
    }

    /**
     * @param open the cases of the year that are open to all of their roles, by kind
     * @param apart how many of the year are not
     * @param terms all cases of the last two years
     */
    static Trends of(AcademicYear year, Map<String, Integer> open, int apart, Map<SchoolTerm, Integer> terms) {
        var rest = apart;
        var shown = new ArrayList<Map.Entry<String, Integer>>();
        for (var kind : open.entrySet()) {
            if (kind.getValue() < FEW) {
                rest += kind.getValue();
            } else {
                shown.add(kind);
            }
        }
        shown.sort(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        // Always one, as whether it is so would say whether there are sealed ones; and more, until they are not few.
        var folded = false;
        while (!shown.isEmpty() && (!folded || (rest > 0 && rest < FEW))) {
            rest += shown.removeLast().getValue();
            folded = true;
        }
        var kinds = new LinkedHashMap<String, Said>();
        shown.forEach(kind -> kinds.put(kind.getKey(), said(kind.getValue())));
        var total = rest + shown.stream().mapToInt(Map.Entry::getValue).sum();
        return new Trends(year, kinds, said(rest), said(total), terms(terms));
    }

    /** The counts of each year beside its sum, which may stand elsewhere: where one is hidden, another is too. */
    private static Map<SchoolTerm, Said> terms(Map<SchoolTerm, Integer> counts) {
        var said = new TreeMap<SchoolTerm, Said>();
        counts.forEach((term, count) -> said.put(term, said(count)));
        for (var year :
                counts.keySet().stream().map(SchoolTerm::year).distinct().toList()) {
            var few = terms(said, year).stream()
                    .filter(term -> said.get(term) instanceof Said.Few)
                    .count();
            if (few == 1) {
                terms(said, year).stream()
                        .filter(term -> counts.getOrDefault(term, 0) >= FEW)
                        .min(Comparator.comparingInt(term -> counts.getOrDefault(term, 0)))
                        .ifPresent(term -> said.put(term, new Said.NotSaid()));
            }
        }
        return said;
    }

    private static List<SchoolTerm> terms(Map<SchoolTerm, Said> said, AcademicYear year) {
        return said.keySet().stream().filter(term -> term.year().equals(year)).toList();
    }

    private static Said said(int count) {
        return count > 0 && count < FEW ? new Said.Few() : new Said.Exactly(count);
    }

    /** All terms of two school years, so that one in which nothing happened is there. */
    static Map<SchoolTerm, Integer> none(AcademicYear last, SchoolTerm until) {
        var none = new TreeMap<SchoolTerm, Integer>();
        for (var year : List.of(last, last.next())) {
            for (var part : Part.values()) {
                var term = new SchoolTerm(year, part);
                if (term.compareTo(until) <= 0) {
                    none.put(term, 0);
                }
            }
        }
        return none;
    }
}

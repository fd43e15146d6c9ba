package org.schoolgate.cases;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Roster;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How cases are spread over kinds, classes, places and time: for those who read them, and without names for governors. */
@Service
public class CasePatterns {
    private final CasePatternStore store;
    private final Shares shares;
    private final Roster roster;
    private final Clock clock;

    CasePatterns(CasePatternStore store, Shares shares, Roster roster, Clock clock) {
        this.store = store;
        this.shares = shares;
        this.roster = roster;
        this.clock = clock;
    }

    /**
     * A case as far as it is counted.
     *
     * @param at when it happened, as it was written down; empty where that was not
     * @param place where it happened; empty where that was not written down
     */
    record Counted(
            CaseId id,
            String kind,
            Circle circle,
            Instant opened,
            @Nullable String at,
            @Nullable String place) {}

    /** Of the cases that a reader reads, and of no other. */
    @Transactional(readOnly = true)
    public Patterns patterns(Actor.Somebody actor) {
        CasePolicy.ACCESS.require(actor, Operation.SEE_PATTERNS);
        var school = actor.school();
        var year = AcademicYear.at(clock.instant());
        var all = store.read(school, shares.of(actor), beginning(year));
        var now = all.stream().filter(one -> inYear(one, year)).toList();
        var moments = now.stream().map(CasePatterns::happened).toList();
        return new Patterns(
                year,
                now.size(),
                count(now.stream().map(CasePatterns::title).toList()),
                classes(school, now),
                count(now.stream()
                        .map(Counted::place)
                        .flatMap(Stream::ofNullable)
                        .toList()),
                count(moments.stream()
                        .map(at -> at.atZone(AcademicYear.LONDON).getHour())
                        .toList()),
                count(moments.stream()
                        .map(at -> at.atZone(AcademicYear.LONDON).getDayOfWeek())
                        .toList()),
                terms(all, year));
    }

    /** Of all cases of the school, without names and without what could be made out. */
    @Transactional(readOnly = true)
    public Trends trends(Actor.Somebody actor) {
        CasePolicy.ACCESS.require(actor, Operation.SEE_TRENDS);
        var year = AcademicYear.at(clock.instant());
        var all = store.all(actor.school(), beginning(year));
        var now = all.stream().filter(one -> inYear(one, year)).toList();
        var open = now.stream().filter(one -> one.circle() == Circle.ORDINARY).toList();
        return Trends.of(
                year,
                count(open.stream().map(CasePatterns::title).toList()),
                now.size() - open.size(),
                terms(all, year));
    }

    private static Instant beginning(AcademicYear year) {
        return new AcademicYear(year.startYear() - 1)
                .firstDay()
                .atStartOfDay(AcademicYear.LONDON)
                .toInstant();
    }

    private Map<SchoolTerm, Integer> terms(List<Counted> all, AcademicYear year) {
        var terms = Trends.none(new AcademicYear(year.startYear() - 1), SchoolTerm.of(day(clock.instant())));
        all.forEach(one -> terms.merge(SchoolTerm.of(day(one.opened())), 1, Integer::sum));
        return terms;
    }

    private Map<String, Integer> classes(SchoolId school, Collection<Counted> cases) {
        Map<PersonId, String> forms = new HashMap<>();
        for (var pupil : roster.pupils(school, roster.today())) {
            if (pupil.formName() != null) {
                forms.put(pupil.id(), pupil.formName());
            }
        }
        var ids = cases.stream().map(Counted::id).collect(Collectors.toSet());
        var classes = new TreeMap<String, Integer>();
        store.pupils(school, ids).forEach((_, pupils) -> {
            Set<String> once = new HashSet<>();
            pupils.forEach(pupil -> {
                var form = forms.get(pupil);
                if (form != null) {
                    once.add(form);
                }
            });
            once.forEach(form -> classes.merge(form, 1, Integer::sum));
        });
        return classes;
    }

    private static <K extends Comparable<K>> Map<K, Integer> count(List<K> all) {
        var counts = new TreeMap<K, Integer>();
        all.forEach(one -> counts.merge(one, 1, Integer::sum));
        return counts;
    }

    private static boolean inYear(Counted one, AcademicYear year) {
        return AcademicYear.at(one.opened()).equals(year);
    }

    private static String title(Counted one) {
        return CaseFile.title(one.kind());
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, AcademicYear.LONDON);
    }

    /** What was written down as the time, where it is one; else when the case was opened. */
    private static Instant happened(Counted one) {
        if (one.at() == null) {
            return one.opened();
        }
        try {
            return Instant.parse(one.at());
        } catch (DateTimeException _) {
            return one.opened();
        }
    }
}

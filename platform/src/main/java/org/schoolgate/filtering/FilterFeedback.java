package org.schoolgate.filtering;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filtering.Feedback.Kind;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How good the filter is, as those who teach with it say: too much or too little, and the trend of a year (FIL-20). */
@Service
public class FilterFeedback {
    private static final int LONGEST = 500;
    private static final int MOST = 5_000;
    private static final int MONTHS = 12;

    private final FeedbackStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    FilterFeedback(FeedbackStore store, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** How often each was said in a month. */
    public record Month(YearMonth month, int tooMuch, int tooLittle) {}

    /** What was said in the last twelve months, the newest first, and how often by month, the newest first. */
    public record Year(List<Feedback> said, List<Month> months) {}

    /** Says that the filter is wrong about a site; the problems of what was typed, if there are any. */
    @Transactional
    public Problems give(Actor actor, String typed, @Nullable Kind kind, String words) {
        FilteringAccess.ACCESS.require(actor, Operation.FEEDBACK);
        var site = SiteText.ofPage(typed);
        var problems = Problems.none()
                .when(!(site instanceof SiteText.One), "site", site.fault())
                .when(kind == null, "kind", say("filtering.feedback.kind.choose"))
                .when(words.isBlank(), "words", say("filtering.feedback.words.write"))
                .when(words.length() > LONGEST, "words", say("filtering.report.too-long"));
        if (!problems.any() && kind != null && site instanceof SiteText.One page) {
            store.add(
                    actor.school(),
                    new Feedback(UUID.randomUUID(), page.whole(), kind, words.strip(), clock.instant()));
            events.publishEvent(new Given(actor, page.whole(), kind));
        }
        return problems;
    }

    /** What was said in a year. */
    @Transactional(readOnly = true)
    public Year year(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.SEE);
        var now = YearMonth.from(LocalDate.ofInstant(clock.instant(), LONDON));
        var since = now.minusMonths(MONTHS - 1L).atDay(1).atStartOfDay(LONDON).toInstant();
        var said = store.since(actor.school(), since, MOST);
        var months = IntStream.range(0, MONTHS)
                .mapToObj(now::minusMonths)
                .map(month -> new Month(month, count(said, month, Kind.TOO_MUCH), count(said, month, Kind.TOO_LITTLE)))
                .toList();
        return new Year(said, months);
    }

    private static int count(List<Feedback> said, YearMonth month, Kind kind) {
        return (int) said.stream()
                .filter(one -> one.kind() == kind)
                .filter(one ->
                        YearMonth.from(LocalDate.ofInstant(one.at(), LONDON)).equals(month))
                .count();
    }

    /** Somebody said what they think of the filter. */
    public record Given(Actor by, String host, Kind feedback) implements Audited {
        @Override
        public String kind() {
            return "filtering.feedback-given";
        }

        @Override
        public String subject() {
            return "site:" + host;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("feedback", feedback.name());
        }
    }
}

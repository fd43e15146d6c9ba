package org.schoolgate.cases;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.signin.ClassSignIns;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.ui.Picto;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How a child of Key Stage 2 finds what came back of what they told without signing in: by the card of their class and three
 * words that they alone were shown. Nothing that they told can be read so, and no name of a child.
 */
@Service
public class AnswersAgain {
    private final ReportStore reports;
    private final HearingStore hearings;
    private final AnswerWords words;
    private final ClassSignIns classes;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    AnswersAgain(
            ReportStore reports,
            HearingStore hearings,
            AnswerWords words,
            ClassSignIns classes,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.reports = reports;
        this.hearings = hearings;
        this.words = words;
        this.classes = classes;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The three words of something that this child told; empty where they would lead nowhere. */
    @Transactional(readOnly = true)
    public Optional<String> words(Actor.Somebody child, Report report) {
        return report.byChild()
                        && report.toldBy().equals(child.person())
                        && child.is(Role.PUPIL)
                        && child.phase() == Phase.KS2
                        && classes.hasCard(child.school(), child.person())
                ? Optional.of(words.of(report.id()))
                : Optional.empty();
    }

    /**
     * What came back of what somebody of the class told for which these are the words. A card that is no class's, words that
     * are nobody's there, and such of what was told too long ago are answered alike.
     */
    public Optional<Hearing> find(SchoolId school, List<Picto> card, String typed) {
        var said = AnswerWords.written(typed);
        return Tenants.within(school, () -> transaction.execute(_ -> findHere(school, card, said)));
    }

    private Optional<Hearing> findHere(SchoolId school, List<Picto> card, String said) {
        var told = reports.toldBy(
                school, classes.pupilsOf(school, card), clock.instant().minus(Reports.REMEMBERED));
        var found = told.stream().filter(id -> words.of(id).equals(said)).toList();
        if (found.size() != 1) {
            return Optional.empty();
        }
        events.publishEvent(new Telling.FoundAgain(new Actor.Schoolgate(school, "card and words"), found.getFirst()));
        return Optional.of(hearings.find(school, found.getFirst()));
    }
}

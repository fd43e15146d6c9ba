package org.schoolgate.agreements;

import static java.util.stream.Collectors.groupingBy;
import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.messages.OneTimeLink;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.messages.Posted;
import org.schoolgate.messages.Recipients;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Words;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What a round writes to people: one letter to each, whatever they have to answer, and reminders. */
@Component
class RoundLetters {
    /** How long after the day to answer by a letter's link still opens. */
    private static final Duration GRACE = Duration.ofDays(30);

    private final AskStore asks;
    private final Messages messages;
    private final OneTimeLinks links;
    private final ObjectProvider<Recipients> recipients;
    private final Roster roster;
    private final Clock clock;

    RoundLetters(
            AskStore asks,
            Messages messages,
            OneTimeLinks links,
            ObjectProvider<Recipients> recipients,
            Roster roster,
            Clock clock) {
        this.asks = asks;
        this.messages = messages;
        this.links = links;
        this.recipients = recipients;
        this.roster = roster;
        this.clock = clock;
    }

    /** Writes to at most that many of those who were asked and not written to yet; says to how many it did. */
    int invite(SchoolId school, Round round, int most) {
        var bySigner = asks.unwritten(school, round.id(), most).stream()
                .collect(groupingBy(ask -> ask.needed().signer(), LinkedHashMap::new, Collectors.toList()));
        bySigner.forEach((signer, theirs) -> {
            var now = clock.instant();
            var step = write(school, round, signer, theirs, "agreements.invitation")
                    ? new Step.Invited(now)
                    : new Step.Unreachable(now);
            theirs.forEach(ask -> asks.happen(school, ask.id(), step));
        });
        return bySigner.size();
    }

    /** Writes again to everybody whose answer is still wanted and whose last letter is long enough ago. */
    int remind(SchoolId school, Round round, List<ChaseRow> rows) {
        var now = clock.instant();
        var due = rows.stream()
                .flatMap(row -> row.answers().stream())
                .filter(answer -> isWaiting(answer.state())
                        && answer.lastWritten()
                                .filter(last -> !now.isBefore(last.plus(Duration.ofDays(round.remindEvery()))))
                                .isPresent())
                .map(ChaseRow.Wanted::needed)
                .collect(Collectors.toSet());
        var bySigner = asks.ofRound(school, round.id()).stream()
                .filter(ask -> due.contains(ask.needed()))
                .collect(groupingBy(ask -> ask.needed().signer(), LinkedHashMap::new, Collectors.toList()));
        bySigner.forEach((signer, theirs) -> {
            if (write(school, round, signer, theirs, "agreements.reminder")) {
                theirs.forEach(ask -> asks.happen(school, ask.id(), new Step.Reminded(now)));
            }
        });
        return bySigner.size();
    }

    /** Who has asked something waits for the school, and who has said no has answered. */
    private static boolean isWaiting(SignerState state) {
        return state.isOpen() && !(state instanceof SignerState.Question);
    }

    /** One letter about everything that somebody has to answer; false where the school has no address of theirs. */
    private boolean write(SchoolId school, Round round, PersonId signer, List<Ask> theirs, String kind) {
        if (recipients
                .orderedStream()
                .noneMatch(one -> one.recipient(school, signer).isPresent())) {
            return false;
        }
        var children = theirs.stream()
                .map(Ask::needed)
                .filter(Needed::isForAnother)
                .map(Needed::subject)
                .distinct()
                .toList();
        var language = messages.languageOf(school, signer);
        var posted = children.isEmpty()
                ? messages.email(school, signer, Words.in(language, () -> toAdult(round, kind + ".own")))
                : messages.email(
                        school,
                        signer,
                        Words.in(language, () -> toParent(school, round, children, kind)),
                        link(school, round, signer, children));
        return posted instanceof Posted.Waiting;
    }

    private static Letter toAdult(Round round, String kind) {
        return Letter.of(kind)
                .line(say(kind + ".text", Dates.day(round.answerBy())))
                .button(say("agreements.letter.open"), "/agreements/mine");
    }

    private Letter toParent(SchoolId school, Round round, List<PersonId> children, String kind) {
        var known = roster.persons(school, children);
        var names = children.stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .map(child -> child.name().called())
                .toList();
        return Letter.of(kind)
                .line(say(kind + ".text", list(names), Dates.day(round.answerBy())))
                .line(say("agreements.letter.how"))
                .linkButton(say("agreements.letter.open"))
                .line(say("agreements.letter.paper"));
    }

    private OneTimeLink link(SchoolId school, Round round, PersonId signer, List<PersonId> children) {
        var path = children.size() == 1 ? "/agreements/mine/" + children.getFirst() : "/agreements/mine";
        var ends = round.answerBy()
                .plusDays(1)
                .atStartOfDay(AcademicYear.LONDON)
                .toInstant()
                .plus(GRACE);
        return links.issue(
                new Actor.Schoolgate(school, "agreement round"),
                signer,
                AgreementsConfiguration.SIGNING,
                "round:" + round.id(),
                path,
                atLeast(GRACE, Duration.between(clock.instant(), ends)));
    }

    private static Duration atLeast(Duration least, Duration wanted) {
        return wanted.compareTo(least) < 0 ? least : wanted;
    }

    /** Tom; Tom and Anya; Tom, Anya and Leo. */
    private static String list(List<String> names) {
        return names.size() < 2
                ? String.join("", names)
                : say("agreements.letter.and", String.join(", ", names.subList(0, names.size() - 1)), names.getLast());
    }
}

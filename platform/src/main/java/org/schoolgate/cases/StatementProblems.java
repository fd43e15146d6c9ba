package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.ui.Problems;

/** What keeps something that an adult sends from being a report: as little as can be. */
final class StatementProblems {
    /** The longest that one box takes. */
    private static final int LONGEST = 20_000;

    /** The longest account or station. */
    private static final int LINE = 200;

    /** The longest that is said of one injury. */
    private static final int INJURY = 500;

    private StatementProblems() {}

    static Problems of(Statement statement, Instant now) {
        var details = statement.details();
        var asks = statement.matter().asksWhichAccount() && !details.notKnown();
        return Problems.none()
                .when(
                        statement.words().isBlank()
                                && details.boxes().childsWords().isBlank(),
                        "words",
                        say("cases.report.words.write"))
                .when(statement.words().strip().length() > LONGEST, "words", say("cases.report.long", LONGEST))
                .when(
                        statement.people().size() > Statement.MOST_PEOPLE,
                        "who",
                        say("cases.report.people.most", Statement.MOST_PEOPLE))
                .when(isToCome(details.happenedAt(), now), "happened", say("cases.note.to-come"))
                .when(isToCome(details.heardAt(), now), "heard", say("cases.report.heard.to-come"))
                .when(details.account().length() > LINE, "account", say("cases.report.long", LINE))
                .when(details.station().length() > LINE, "station", say("cases.report.long", LINE))
                .when(asks && details.account().isBlank(), "account", say("cases.report.account.missing"))
                .when(
                        asks && details.station().isBlank() && details.happenedAt() == null,
                        "station",
                        say("cases.report.station.missing"))
                .when(
                        details.injuries().stream()
                                .anyMatch(injury -> injury.words().length() > INJURY),
                        "injury",
                        say("cases.report.long", INJURY))
                .when(details.boxes().isTooLong(), "childs-words", say("cases.note.long", CaseNote.Boxes.LONGEST));
    }

    private static boolean isToCome(@Nullable Instant moment, Instant now) {
        return moment != null && moment.isAfter(now);
    }
}

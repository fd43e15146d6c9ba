package org.schoolgate.roster;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.signin.Account;
import org.schoolgate.signin.Accounts;
import org.schoolgate.signin.SignInAccess;
import org.schoolgate.ui.Dates;
import org.springframework.stereotype.Component;

/** How somebody signs in, on their page. */
@Component
class AccountCard implements PersonCard {
    private final Accounts accounts;
    private final Roster roster;

    AccountCard(Accounts accounts, Roster roster) {
        this.accounts = accounts;
        this.roster = roster;
    }

    @Override
    public int order() {
        return 300;
    }

    @Override
    public Optional<Card> about(Actor reader, PersonId person) {
        if (!SignInAccess.ACCESS.allows(reader, SignInAccess.Operation.SEE_SIGN_INS)
                || !roster.isActive(reader.school(), person, roster.today())) {
            return Optional.empty();
        }
        return accounts.find(reader, person)
                .map(account -> new Card(
                        "account",
                        say("roster.card.account"),
                        lines(account),
                        List.of(new Link(say("roster.card.account.more"), "/accounts/" + person))));
    }

    private static List<Line> lines(Account account) {
        var lines = new ArrayList<Line>();
        lines.add(Line.of(say("roster.card.account.name"), account.name()));
        var setAt = account.setAt();
        lines.add(
                setAt == null
                        ? new Line(
                                say("roster.card.account.password"), say("roster.card.account.password.none"), "wait")
                        : Line.of(
                                say("roster.card.account.password"),
                                say("roster.card.account.password.set", Dates.day(setAt))));
        return lines;
    }
}

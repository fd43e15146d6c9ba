package org.schoolgate.signin;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.messages.Recipients;
import org.schoolgate.signin.LetterWishStore.Wish;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.ui.Words;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the letters that were asked for at the door, to those whom the school knows. It works after the answer has gone
 * out, so that nobody can tell from the answer whether a letter follows.
 */
@Component
class DoorLetters implements SchoolJob {
    private static final Duration FAMILY_LINK_LASTS = Duration.ofDays(2);
    private static final Duration WISHES_LAST = Duration.ofHours(1);
    private static final int MOST_IN_A_ROUND = 100;

    private final LetterWishStore wishes;
    private final AccountStore store;
    private final Accounts accounts;
    private final Everybody everybody;
    private final Schools schools;
    private final OneTimeLinks links;
    private final Messages messages;
    private final ObjectProvider<Recipients> recipients;
    private final Clock clock;
    private final TransactionTemplate transaction;

    DoorLetters(
            LetterWishStore wishes,
            AccountStore store,
            Accounts accounts,
            Everybody everybody,
            Schools schools,
            OneTimeLinks links,
            Messages messages,
            ObjectProvider<Recipients> recipients,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.wishes = wishes;
        this.store = store;
        this.accounts = accounts;
        this.everybody = everybody;
        this.schools = schools;
        this.links = links;
        this.messages = messages;
        this.recipients = recipients;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String name() {
        return "signin.door-letters";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void run(SchoolId school) {
        transaction.executeWithoutResult(
                _ -> wishes.forgetBefore(school, clock.instant().minus(WISHES_LAST)));
        for (int written = 0; written < MOST_IN_A_ROUND; written++) {
            if (Boolean.FALSE.equals(transaction.execute(_ -> writeNext(school)))) {
                return;
            }
        }
    }

    private boolean writeNext(SchoolId school) {
        var wish = wishes.take(school);
        wish.ifPresent(one -> write(school, one));
        return wish.isPresent();
    }

    private void write(SchoolId school, Wish wish) {
        var page = new Actor.Schoolgate(school, "sign-in page");
        switch (wish.what()) {
            case PASSWORD ->
                store.named(school, wish.address())
                        .flatMap(account -> everybody.find(school, account.person()))
                        .filter(who -> !UserKind.of(who).isPupil())
                        .ifPresent(who -> accounts.sendLink(page, who, "signin.forgotten-letter"));
            case FAMILY ->
                recipients
                        .orderedStream()
                        .flatMap(one -> one.withAddress(school, wish.address()).stream())
                        .distinct()
                        .flatMap(person -> everybody.find(school, person).stream())
                        .filter(who -> who.is(Role.PARENT))
                        .forEach(who -> writeToParent(page, who));
        }
    }

    private void writeToParent(Actor page, Actor.Somebody who) {
        var school = who.school();
        var link = links.issue(page, who.person(), SignIns.FAMILY, "person:" + who.person(), "/", FAMILY_LINK_LASTS);
        var letter = Words.in(
                messages.languageOf(school, who.person()),
                () -> Letter.of("signin.parent-letter")
                        .line(say(
                                "signin.parent-letter.why",
                                schools.find(school).orElseThrow().name()))
                        .linkButton(say("signin.parent-letter.button"))
                        .line(say("signin.parent-letter.lasts", FAMILY_LINK_LASTS.toDays())));
        messages.email(school, who.person(), letter, link);
    }
}

package org.schoolgate.agreements;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Words;
import org.springframework.stereotype.Component;

/** Writes to people what they have just answered, with a way to read it again and to change their mind. */
@Component
class ReceiptLetters {
    private final Messages messages;
    private final OneTimeLinks links;
    private final Clock clock;

    ReceiptLetters(Messages messages, OneTimeLinks links, Clock clock) {
        this.messages = messages;
        this.links = links;
        this.clock = clock;
    }

    /** Tells the signer, in the transaction that wrote the answers down. Pupils read theirs where they signed. */
    void confirm(Actor actor, Errand errand, List<Signature> signatures) {
        if (errand.capacity().equals(Role.PUPIL.name())) {
            return;
        }
        var school = actor.school();
        var signer = errand.signer().id();
        var path = "/agreements/mine/" + errand.about();
        var letter = Words.in(messages.languageOf(school, signer), () -> letter(errand, signatures));
        if (errand.isForAnother()) {
            var year = signatures.getFirst().year();
            var lasting = Duration.between(clock.instant(), year.end());
            messages.email(
                    school,
                    signer,
                    letter.linkButton(say("agreements.receipt-letter.open")),
                    links.issue(
                            actor, signer, AgreementsConfiguration.SIGNING, "person:" + errand.about(), path, lasting));
        } else {
            messages.email(school, signer, letter.button(say("agreements.receipt-letter.open"), path));
        }
    }

    private static Letter letter(Errand errand, List<Signature> signatures) {
        var yes = signatures.getFirst().isYes();
        var letter = Letter.of("agreements.receipt-letter")
                .line(say(yes ? "agreements.receipt-letter.thanks" : "agreements.receipt-letter.heard"));
        for (var signature : signatures) {
            letter = letter.line(say(
                    "agreements.receipt-letter.paper",
                    errand.paper(signature.under().audience())
                            .map(paper -> paper.in(signature.under().language()).title())
                            .orElse(""),
                    signature.under().number().toString(),
                    Dates.moment(signature.how().at()),
                    signature.receipt().brief()));
        }
        return letter.line(say("agreements.receipt-letter.change"));
    }
}

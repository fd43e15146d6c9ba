package org.schoolgate.cases.web;

import java.time.Clock;
import java.util.UUID;
import org.schoolgate.signin.Limits;
import org.springframework.stereotype.Component;

/**
 * How often words may be tried at a class's card: its children know the card, so a few tries are all that anybody has. A whole
 * school may sit behind one address. Counted in memory alone.
 */
@Component
class AnswerLimits {
    private static final int CARD_AT_ONCE = 10;
    private static final double CARD_A_SECOND = 1 / 300.0;
    private static final int ADDRESS_AT_ONCE = 30;
    private static final double ADDRESS_A_SECOND = 1 / 30.0;

    private final Limits cards;
    private final Limits addresses;
    private final Limits forms;

    AnswerLimits(Clock clock) {
        this.cards = new Limits(clock);
        this.addresses = new Limits(clock);
        this.forms = new Limits(clock);
    }

    /** Whether words may be tried; right ones cost nothing. */
    boolean mayTry(String address, String card) {
        return cards.has(card, CARD_AT_ONCE, CARD_A_SECOND)
                && addresses.has(address, ADDRESS_AT_ONCE, ADDRESS_A_SECOND);
    }

    /** Words opened nothing. */
    void wrong(String address, String card) {
        cards.take(card, CARD_AT_ONCE, CARD_A_SECOND);
        addresses.take(address, ADDRESS_AT_ONCE, ADDRESS_A_SECOND);
    }

    /** Whether a page with words is sent for the first time. */
    boolean isFresh(UUID form) {
        return forms.take(form.toString(), 1, 0);
    }
}

package org.schoolgate.gateway.proxy;

import org.schoolgate.gateway.journal.Journal;
import org.schoolgate.gateway.policy.Decision;

/** Writes down what became of each exchange, once, before its answer goes out. */
final class Chronicle {
    private final Journal journal;

    Chronicle(Journal journal) {
        this.journal = journal;
    }

    /** It was let through, and the site begins to answer with so many bytes. */
    void allowed(Exchange exchange, long bytes) {
        if (exchange.toRecord()) {
            Decision decision = exchange.decision;
            String rule = decision == null ? "" : decision.rule();
            journal.keep(
                    exchange.seen("allow", exchange.remark.isEmpty() ? rule : rule + ", " + exchange.remark, bytes));
        }
    }

    /** It was not let through, or nothing came of it. */
    void ended(Exchange exchange, String answer, String rule) {
        if (exchange.toRecord()) {
            journal.keep(exchange.seen(answer, rule, 0));
        }
    }

    /** Something is found in what was let through so far. */
    void stopped(Exchange exchange, String rule) {
        exchange.toRecord();
        if (!exchange.toPortal) {
            journal.keep(exchange.seen("block", rule, 0));
        }
    }

    /** It was let through before, and is called back now. */
    void calledBack(Exchange exchange, Decision now) {
        if (!exchange.toPortal) {
            journal.keep(exchange.seen(now.word(), now.rule() + ", closed while open", 0));
        }
    }
}

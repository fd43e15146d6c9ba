package org.schoolgate.gateway.proxy;

import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.health.Meter;
import org.schoolgate.gateway.health.Meters;
import org.schoolgate.gateway.journal.Journal;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.who.Who;

/** Writes down what became of each exchange, once, before its answer goes out; and counts it. */
final class Chronicle {
    private static final String CLOSED_WHILE_OPEN = ", closed while open";

    private final Journal journal;
    private final Meters meters;

    Chronicle(Journal journal, Meters meters) {
        this.journal = journal;
        this.meters = meters;
    }

    /** It was let through, and the site begins to answer with so many bytes. */
    void allowed(Exchange exchange, long bytes) {
        if (exchange.toRecord()) {
            Decision decision = exchange.decision;
            String rule = decision == null ? "" : decision.rule();
            count(exchange);
            journal.keep(
                    exchange.seen("allow", exchange.remark.isEmpty() ? rule : rule + ", " + exchange.remark, bytes));
        }
    }

    /** It was not let through, or nothing came of it. */
    void ended(Exchange exchange, String answer, String rule) {
        if (exchange.toRecord()) {
            if (answer.equals("failed")) {
                meter(exchange).failedOn(exchange.host().hashCode());
            } else {
                meter(exchange).refused();
            }
            journal.keep(exchange.seen(answer, rule, 0));
        }
    }

    /** Something is found in what was let through so far. */
    void stopped(Exchange exchange, String rule) {
        exchange.toRecord();
        if (!exchange.toPortal) {
            meter(exchange).refused();
            journal.keep(exchange.seen("block", rule, 0));
        }
    }

    private void count(Exchange exchange) {
        if (exchange.isTunnel() && exchange.mode == Https.Mode.INSPECT) {
            // It was opened to be looked into, and ended before anything was asked in it.
            meters.of(Edge.INSPECTION).failed();
            return;
        }
        meter(exchange).answered();
        if (exchange.who != null) {
            meters.seen(exchange.edge, exchange.who, exchange.depth());
        }
    }

    private Meter meter(Exchange exchange) {
        return meters.of(exchange.site == null ? exchange.edge : Edge.INSPECTION);
    }

    /** It was let through before, and is called back now. What holds for whoever came since is not said of whoever asked. */
    void calledBack(Exchange exchange, Who there, Decision now) {
        if (!exchange.toPortal) {
            boolean another = exchange.who instanceof Who.Known asked
                    && there instanceof Who.Known came
                    && !asked.reader().ref().equals(came.reader().ref());
            String why = another ? "somebody else is there" : now.told();
            journal.keep(exchange.seen(now.word(), why + CLOSED_WHILE_OPEN, 0));
        }
    }
}

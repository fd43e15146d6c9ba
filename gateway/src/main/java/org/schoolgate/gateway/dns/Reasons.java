package org.schoolgate.gateway.dns;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.schoolgate.gateway.page.Refusal;
import org.schoolgate.gateway.page.Refusals;
import org.schoolgate.gateway.policy.Decision;

/**
 * Tells the page that says why what was closed just now. Nobody reads it faster than several times a second, so what was
 * closed is put into words that often, and of what came meanwhile the last few of each reader.
 */
final class Reasons {
    private static final int MILLIS = 50;
    private static final int MOST_EACH = 8;

    private final Refusals refusals;
    private final Map<String, Deque<Closed>> waiting = new HashMap<>();

    private record Closed(Inquiry inquiry, Decision decision) {}

    Reasons(EventLoop loop, Refusals refusals) {
        this.refusals = refusals;
        loop.scheduleWithFixedDelay(this::tell, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(Inquiry inquiry, Decision decision) {
        Deque<Closed> mine = waiting.computeIfAbsent(inquiry.whose(), _ -> new ArrayDeque<>(MOST_EACH));
        if (mine.size() == MOST_EACH) {
            mine.removeFirst();
        }
        mine.addLast(new Closed(inquiry, decision));
    }

    private void tell() {
        waiting.forEach((whose, mine) -> mine.forEach(closed -> {
            Inquiry inquiry = closed.inquiry();
            refusals.add(
                    whose, Refusal.of(inquiry.policy(), inquiry.who, closed.decision(), inquiry.at, inquiry.site()));
        }));
        waiting.clear();
    }
}

package org.schoolgate.gateway.dns;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.schoolgate.gateway.feed.Coverage;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.health.Meters;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.who.Who;

/**
 * Writes down what was looked up, before its answer goes out: all that was closed, and of what was open one event a minute for
 * the same name and the same reader or address, since devices ask for the same name many times where a person opens one page.
 * Counted is each.
 */
final class LookUps {
    /** The port at which names are looked up, whichever door they came by. */
    private static final int PORT = 53;

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int REMEMBERED = 1 << 16;

    private final Turn turn;
    private final Meters meters;

    /** By the lowest bits of a hash of reader and name: the whole hash, and when. What shares a place is written down again. */
    private final long[] hashes = new long[REMEMBERED];

    private final long[] moments = new long[REMEMBERED];

    LookUps(Turn turn, Meters meters) {
        this.turn = turn;
        this.meters = meters;
    }

    /** It was let through. */
    void allowed(Inquiry inquiry) {
        Decision decision = inquiry.decision;
        meters.of(inquiry.asker.edge()).answered();
        if (decision != null) {
            meters.seen(inquiry.asker.edge(), inquiry.who(), Coverage.Depth.NAME);
        }
        if (decision != null && isNews(inquiry)) {
            turn.keep(seen(inquiry, "allow", decision.categories(), decision.rule()));
        }
    }

    void closed(Inquiry inquiry, Decision decision, String rule) {
        meters.of(inquiry.asker.edge()).refused();
        turn.keep(seen(inquiry, decision.word(), decision.categories(), rule));
    }

    /** It was let through, and nothing came of it. */
    void ended(Inquiry inquiry, String answer, String rule) {
        if (answer.equals("failed")) {
            meters.of(inquiry.asker.edge()).failed();
        } else {
            meters.of(inquiry.asker.edge()).refused();
        }
        if (inquiry.decision != null) {
            turn.keep(seen(inquiry, answer, inquiry.decision.categories(), rule));
        }
    }

    private boolean isNews(Inquiry inquiry) {
        long hash = hash(inquiry.whose()) * 31 + hash(inquiry.site());
        hash ^= hash >>> 32;
        int place = (int) (hash & REMEMBERED - 1);
        long now = System.nanoTime();
        if (hashes[place] == hash && now - moments[place] < WINDOW_NANOS) {
            return false;
        }
        hashes[place] = hash;
        moments[place] = now;
        return true;
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    private static SeenEvent seen(Inquiry inquiry, String answer, Set<String> categories, String rule) {
        Policy policy = inquiry.policy();
        Who.Known known = inquiry.who instanceof Who.Known one ? one : null;
        return new SeenEvent(
                0,
                0,
                inquiry.at,
                known == null ? null : known.reader().ref(),
                known == null ? null : known.session(),
                inquiry.address,
                "DNS " + Type.name(inquiry.question.type()),
                inquiry.site(),
                null,
                PORT,
                answer,
                categories,
                rule,
                policy.copy().epoch(),
                policy.copy().version(),
                0,
                inquiry.millis(),
                inquiry.who().evidence());
    }
}

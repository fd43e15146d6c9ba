package org.schoolgate.gateway.who;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Reader;

/**
 * Who is where by the word of the network or of a log-on: begun, still there, gone. A session that is over stays over, so
 * that an old word said again brings nobody back; one of which nothing more is heard ends by itself, since a log-off is
 * easily lost.
 */
public final class Announced {
    /** How long a session holds of which only its beginning was told. */
    public static final Duration LONGEST = Duration.ofHours(8);

    private static final Duration SHORTEST = Duration.ofMinutes(10);
    /** No access point tells so soon again that somebody is still there: it is the same word once more. */
    private static final Duration SAME_WORD = Duration.ofMinutes(1);

    private static final int MISSED = 3;
    private static final int REMEMBERED = 50_000;

    private final Source source;
    private final Bindings bindings;
    private final Function<String, @Nullable Reader> readers;
    private final Clock clock;
    private final Map<String, Heard> heard = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Heard> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param address null once the session is over */
    private record Heard(@Nullable InetAddress address, Instant at, Instant until) {
        Heard again(InetAddress where, Instant now) {
            Duration gap = Duration.between(at, now);
            return gap.compareTo(SAME_WORD) < 0
                    ? new Heard(where, at, until)
                    : new Heard(where, now, now.plus(patience(gap)));
        }
    }

    /** What became of a word. */
    public enum Outcome {
        /** The address speaks for somebody, or for somebody no longer. */
        KEPT,
        /** Nobody at the school has the name: the address speaks for nobody. */
        UNKNOWN_NAME,
        /** The session is over; this came late, or was played again. */
        OVER
    }

    /** @param readers who has a sign-in name, by the policy in force */
    public Announced(Source source, Bindings bindings, Function<String, @Nullable Reader> readers, Clock clock) {
        this.source = source;
        this.bindings = bindings;
        this.readers = readers;
        this.clock = clock;
    }

    /** A session of which something was heard; without an address it is over. */
    public record Session(String name, @Nullable String address, Instant at, Instant until) {}

    /** What was heard of each session, the oldest first. */
    public synchronized List<Session> sessions() {
        return heard.entrySet().stream()
                .map(entry -> {
                    InetAddress address = entry.getValue().address();
                    return new Session(
                            entry.getKey(),
                            address == null ? null : address.getHostAddress(),
                            entry.getValue().at(),
                            entry.getValue().until());
                })
                .toList();
    }

    /** Goes on from what another process heard. */
    public synchronized void goOnFrom(List<Session> sessions) {
        for (Session session : sessions) {
            String address = session.address();
            heard.put(
                    session.name(),
                    new Heard(address == null ? null : InetAddress.ofLiteral(address), session.at(), session.until()));
        }
    }

    /** Somebody has come, or is still there. */
    public synchronized Outcome present(String session, String name, InetAddress address) {
        Instant now = clock.instant();
        Heard before = heard.get(session);
        if (before != null) {
            InetAddress there = before.address();
            if (there == null) {
                return Outcome.OVER;
            }
            if (!there.equals(address)) {
                bindings.release(there, source, session);
            }
        }
        Heard latest = before == null ? new Heard(address, now, now.plus(LONGEST)) : before.again(address, now);
        heard.put(session, latest);
        Reader reader = readers.apply(name);
        if (reader == null) {
            bindings.vacate(address, source);
            return Outcome.UNKNOWN_NAME;
        }
        bindings.bind(address, new Claim(source, reader.ref(), session, latest.until()), reader.staff(), now);
        return Outcome.KEPT;
    }

    private static Duration patience(Duration gap) {
        Duration some = gap.multipliedBy(MISSED);
        return some.compareTo(SHORTEST) < 0 ? SHORTEST : some.compareTo(LONGEST) > 0 ? LONGEST : some;
    }

    /** They have gone. */
    public synchronized Outcome gone(String session) {
        Instant now = clock.instant();
        Heard before = heard.put(session, new Heard(null, now, now));
        InetAddress there = before == null ? null : before.address();
        if (there == null) {
            return Outcome.OVER;
        }
        bindings.release(there, source, session);
        return Outcome.KEPT;
    }

    /** Whoever said all this begins anew, and remembers none of the sessions whose names begin so. */
    public synchronized void restarted(String prefix) {
        heard.entrySet().removeIf(entry -> {
            InetAddress address = entry.getValue().address();
            if (!entry.getKey().startsWith(prefix) || address == null) {
                return false;
            }
            bindings.release(address, source, entry.getKey());
            return true;
        });
    }
}

package org.schoolgate.messages;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Rings nobody: the demonstration shows its calls on a page, where whoever looks can lift and press a key. */
@Component
@Primary
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
public class PretendTelephone implements Telephone {
    private static final int MOST = 50;

    private final Deque<Rings> all = new ArrayDeque<>();
    private final Clock clock;
    private int last;

    PretendTelephone(Clock clock) {
        this.clock = clock;
    }

    /**
     * A call, or a text message.
     *
     * @param secret of the call; empty where it is a text message
     * @param words of the text message; empty where it is a call
     */
    public record Rings(int id, String number, String secret, String words, Instant at) {
        public boolean isCall() {
            return !secret.isEmpty();
        }
    }

    /** The newest, the newest first. */
    public synchronized List<Rings> newest() {
        return List.copyOf(all);
    }

    public synchronized Optional<Rings> find(int id) {
        return all.stream().filter(one -> one.id() == id).findFirst();
    }

    /** It was answered, or not, and is off the page. */
    public synchronized void done(int id) {
        all.removeIf(one -> one.id() == id);
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public Answer call(String number, String secret) {
        return add(number, secret, "");
    }

    @Override
    public Answer text(String number, String words) {
        return add(number, "", words);
    }

    private synchronized Answer add(String number, String secret, String words) {
        all.addFirst(new Rings(++last, number, secret, words, clock.instant()));
        if (all.size() > MOST) {
            all.removeLast();
        }
        return new Answer.Placed("pretend-" + last);
    }

    @Override
    public synchronized void hangUp(String reference) {
        all.removeIf(one -> ("pretend-" + one.id()).equals(reference));
    }
}

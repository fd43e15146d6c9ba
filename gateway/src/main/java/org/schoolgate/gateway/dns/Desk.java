package org.schoolgate.gateway.dns;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.health.Meters;
import org.schoolgate.gateway.who.Clue;

/** Where questions come in from all doors, and are taken through the steps. Everything here happens on one loop. */
final class Desk {
    private final EventLoop loop;
    private final Clock clock;
    private final List<Step> steps;
    private final Meters meters;
    private final MessageWriter writer = new MessageWriter();
    private final AtomicLong questions = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();

    Desk(EventLoop loop, Clock clock, List<Step> steps, Meters meters) {
        this.loop = loop;
        this.clock = clock;
        this.steps = List.copyOf(steps);
        this.meters = meters;
    }

    /**
     * Takes from another loop what somebody sent over a connection of theirs.
     *
     * @param token SHA-256 of the token that came along, in lower-case hex
     */
    void bring(byte[] message, InetAddress from, @Nullable String token, Asker asker) {
        loop.execute(() -> take(message, message.length, from, token, asker));
    }

    /** Takes what somebody sent; the bytes are only lent. */
    void take(byte[] message, int length, InetAddress from, @Nullable String token, Asker asker) {
        switch (Question.read(message, length)) {
            case Question question -> {
                questions.lazySet(questions.get() + 1);
                take(new Inquiry(question, new Clue(token, from), asker, clock.instant(), this));
            }
            case Reading.Fault fault -> {
                unreadable(asker);
                asker.answer(writer.bytes(), writer.write(fault), 0);
            }
            case Reading.Nothing _ -> {
                unreadable(asker);
                asker.nothing();
            }
        }
    }

    private void unreadable(Asker asker) {
        unreadable.lazySet(unreadable.get() + 1);
        meters.of(asker.edge()).note(Trouble.UNREADABLE);
    }

    private void take(Inquiry inquiry) {
        for (Step step : steps) {
            Answer answer = step.take(inquiry);
            if (answer != null) {
                answer(inquiry, answer);
                return;
            }
        }
    }

    void answer(Inquiry inquiry, Answer answer) {
        int length = writer.write(inquiry.question, answer, inquiry.asker.most(inquiry.question));
        inquiry.asker.answer(writer.bytes(), length, answer.seconds());
    }

    long questions() {
        return questions.get();
    }

    long unreadable() {
        return unreadable.get();
    }
}

package org.schoolgate.gateway.dns;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.who.Clue;
import org.schoolgate.gateway.who.Who;

/** One question on its way through the steps, and what each has found out about it. */
final class Inquiry {
    final Question question;
    final Clue clue;
    final Asker asker;
    private final Desk desk;
    final Instant at;
    final Host host;

    /** Where it came from, as it is recorded. */
    final String address;

    private final long began = System.nanoTime();

    /** The policy under which it is decided, and who asks by it; set by {@link WhoAsks}. */
    @Nullable
    Policy policy;

    @Nullable
    Who who;

    /** Null where none was needed: of names that are open to everybody, and are not recorded. */
    @Nullable
    Decision decision;

    Inquiry(Question question, Clue clue, Asker asker, Instant at, Desk desk) {
        this.question = question;
        this.clue = clue;
        this.asker = asker;
        this.at = at;
        this.desk = desk;
        this.address = clue.address().getHostAddress();
        String text = question.text();
        this.host = text == null ? new Host.Malformed("no host is called so") : Host.of(text);
    }

    /** Gives an answer that has been waited for. */
    void answerNow(Answer answer) {
        desk.answer(this, answer);
    }

    /** What was asked for, as it is recorded and shown. */
    String site() {
        return host.shown();
    }

    /** Whose question it is: the reader's, or where nobody is known the address's. */
    String whose() {
        return who().key(address);
    }

    int millis() {
        return (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - began) / 1_000_000);
    }

    Policy policy() {
        Policy known = policy;
        if (known == null) {
            throw new IllegalStateException("nobody asked who this is");
        }
        return known;
    }

    Who who() {
        Who known = who;
        if (known == null) {
            throw new IllegalStateException("nobody asked who this is");
        }
        return known;
    }
}

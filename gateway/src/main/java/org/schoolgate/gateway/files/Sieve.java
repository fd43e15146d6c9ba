package org.schoolgate.gateway.files;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a body through as far as it has been looked through: all of it when it is known to be good, or as it comes but for its
 * end. It lives on one event loop, holds no more in memory than one burst and a few blocks, and waits for nobody.
 */
public final class Sieve {
    /** So much of what has come may be its end, of which nobody has said yet that it is, and waits for more. */
    static final int MAYBE_THE_END = 16 << 10;

    /** So long, and no longer: a page that is written bit by bit is read bit by bit. */
    static final Duration PAUSE = Duration.ofMillis(100);

    /** Where a body goes, and where it comes from. */
    public interface Side {
        /** The next bytes go on; whoever takes them releases them. */
        void pass(ByteBuf bytes);

        /** For now no more bytes go on. */
        void flush();

        /** Whether somebody else has the bytes and need only be told that they are good. */
        default boolean hasBytes() {
            return false;
        }

        /** All of it has gone on. */
        void passed();

        /** No more of it goes on. */
        void refused(Examined why);

        /** Whether there is room for what goes on. */
        boolean takesMore();

        /** Whether more of the body is wanted now. */
        void readOn(boolean more);
    }

    private final Examiner examiner;
    private final EventExecutor loop;
    private final FileHead head;
    private final boolean holds;
    private final Side side;
    private final @Nullable Spool spool;

    /** What has come and not gone on, as more follows, or it is looked through. */
    private final Deque<ByteBuf> burst = new ArrayDeque<>();

    private State state = State.TAKING;
    private boolean ended;
    private boolean reading;
    private long at;
    private Examiner.@Nullable Examination examination;
    private @Nullable Future<?> soon;

    private enum State {
        TAKING,
        JUDGING,
        /** All of it is good and goes on as fast as it is taken. */
        PUMPING,
        /** The rest goes on as it comes. */
        OPEN,
        DONE
    }

    /** @param holds whether nothing of it goes on before all of it is known to be good */
    Sieve(Examiner examiner, EventExecutor loop, FileHead head, boolean holds, Side side, @Nullable Spool spool) {
        this.examiner = examiner;
        this.loop = loop;
        this.head = head;
        this.holds = holds;
        this.side = side;
        this.spool = spool;
    }

    /** The next bytes of the body, which are the sieve's from now on. */
    public void add(ByteBuf bytes) {
        switch (state) {
            case TAKING -> take(bytes);
            case JUDGING, PUMPING -> burst.add(bytes);
            case OPEN -> side.pass(bytes);
            case DONE -> bytes.release();
        }
    }

    private void take(ByteBuf bytes) {
        Spool into = spool;
        if (into != null && into.add(bytes, loop)) {
            if (holds) {
                bytes.release();
            } else {
                burst.add(bytes);
            }
            if (into.isBehind()) {
                side.readOn(false);
                into.whenCaughtUp(() -> {
                    if (state == State.TAKING) {
                        side.readOn(true);
                    }
                });
            }
        } else if (holds && (into == null || !head.sent())) {
            boolean large = into != null && into.size() + bytes.readableBytes() > examiner.most();
            bytes.release();
            refuse(examiner.refused(large ? Examined.Why.TOO_LARGE : Examined.Why.BUSY));
        } else {
            burst.add(bytes);
            if (into == null) {
                examiner.passedUnseen();
                open();
            } else {
                side.readOn(false);
                judge(into);
            }
        }
    }

    /** Its sender has said what there was to say for now. */
    public void paused() {
        if (state == State.OPEN) {
            side.flush();
        } else if (state == State.TAKING && !holds) {
            passAllBut(MAYBE_THE_END);
            side.flush();
            if (soon == null && !burst.isEmpty()) {
                soon = loop.schedule(this::nothingFollows, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void nothingFollows() {
        soon = null;
        if (state == State.TAKING) {
            passBurst();
            side.flush();
        }
    }

    /** Nothing more follows. */
    public void end() {
        ended = true;
        Spool whole = spool;
        if (state == State.OPEN) {
            finish();
        } else if (state == State.TAKING && whole != null) {
            judge(whole);
        } else if (state == State.TAKING && holds) {
            refuse(examiner.refused(Examined.Why.BUSY));
        } else if (state == State.TAKING) {
            examiner.passedUnseen();
            passBurst();
            finish();
        }
    }

    private void judge(Spool whole) {
        state = State.JUDGING;
        boolean all = ended;
        whole.whenCaughtUp(() -> {
            if (state == State.JUDGING) {
                examination = examiner.examine(whole, head, all, loop, this::judged);
            }
        });
    }

    private void judged(Examined examined) {
        if (examination != null) {
            examination.finished();
        }
        if (state != State.JUDGING) {
            return;
        }
        if (!(examined instanceof Examined.Good)) {
            refuse(examined);
        } else if (holds && ended && side.hasBytes()) {
            finish();
        } else if (holds) {
            state = State.PUMPING;
            pump();
        } else if (ended) {
            passBurst();
            finish();
        } else {
            open();
            side.readOn(true);
        }
    }

    private void open() {
        state = State.OPEN;
        passBurst();
        side.flush();
    }

    private void passAllBut(int last) {
        int more = burst.stream().mapToInt(ByteBuf::readableBytes).sum() - last;
        while (more > 0) {
            ByteBuf bytes = burst.remove();
            int some = Math.min(more, bytes.readableBytes());
            more -= some;
            side.pass(bytes.readRetainedSlice(some));
            if (bytes.isReadable()) {
                burst.addFirst(bytes);
            } else {
                bytes.release();
            }
        }
    }

    private void passBurst() {
        for (ByteBuf bytes = burst.poll(); bytes != null; bytes = burst.poll()) {
            side.pass(bytes);
        }
    }

    /** There is room again for what goes on. */
    public void writable() {
        if (state == State.PUMPING) {
            pump();
        }
    }

    private void pump() {
        Spool from = spool;
        if (from == null || reading || state != State.PUMPING) {
            return;
        }
        if (at == from.size() && ended) {
            passBurst();
            finish();
        } else if (at == from.size()) {
            open();
            side.readOn(true);
        } else if (side.takesMore()) {
            reading = true;
            from.read(at, loop, this::pumped);
        }
    }

    private void pumped(@Nullable ByteBuf block) {
        reading = false;
        if (state != State.PUMPING) {
            if (block != null) {
                block.release();
            }
        } else if (block == null) {
            refuse(examiner.refused(Examined.Why.BUSY));
        } else {
            at += block.readableBytes();
            side.pass(block);
            side.flush();
            pump();
        }
    }

    private void finish() {
        letGo();
        side.passed();
        side.flush();
    }

    private void refuse(Examined why) {
        letGo();
        side.refused(why);
    }

    /** Whether more of the body is not wanted just now. */
    public boolean isFull() {
        return (state == State.JUDGING && !ended)
                || (state == State.PUMPING && !ended)
                || (state == State.TAKING && spool != null && spool.isBehind());
    }

    /** Nobody wants the body any more. */
    public void cancel() {
        if (state != State.DONE) {
            letGo();
        }
        if (examination != null) {
            examination.cancel();
        }
    }

    private void letGo() {
        state = State.DONE;
        if (soon != null) {
            soon.cancel(false);
        }
        burst.forEach(ByteBuf::release);
        burst.clear();
        if (spool != null) {
            spool.release();
        }
    }
}

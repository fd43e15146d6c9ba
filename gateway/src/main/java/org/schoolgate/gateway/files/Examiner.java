package org.schoolgate.gateway.files;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.gateway.files.Examined.Why;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks files through on their way: into archives itself, and has a school's own scanner do the rest, where there is one. Each
 * file that is looked through has a thread of its own that may wait, and no event loop does. What waits for a scanner that is
 * away is refused; everything else goes on without it.
 */
public final class Examiner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Examiner.class);

    /** So many files may be under way at once; of each there is at most a block in memory, and a few on their way to the disk. */
    private static final int MOST_AT_ONCE = 512;

    private static final long MOST_ON_DISK = 2L << 30;

    /** So large may an archive be that is looked into, where no scanner says otherwise. */
    private static final long MOST_WITHOUT = 500L << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** So many files the scanner has at once of those that wait, and as many of all others. */
    private static final int PLACES = 8;

    /** After a failure, so long nothing that may go on without the scanner waits for it. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final Duration CHECK = Duration.ofSeconds(10);
    private static final String LATE = "it does not answer in time";

    private final @Nullable Clamd clamd;
    private final long most;
    private final Duration patience;
    private final Duration hurry;
    private final Path folder;
    private final ExecutorService disk = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("gateway-files").factory());
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong room = new AtomicLong(MOST_ON_DISK);
    private final Semaphore forWaiting = new Semaphore(PLACES);
    private final Semaphore forPassing = new Semaphore(PLACES);
    private final AtomicLong clean = new AtomicLong();
    private final AtomicLong harmful = new AtomicLong();
    private final AtomicLong unseen = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final @Nullable Thread checks;
    private volatile long quietUntil = System.nanoTime();
    private volatile @Nullable String trouble;
    private volatile @Nullable String version;

    /**
     * How it is.
     *
     * @param trouble why the scanner does not look files through just now; null where it does
     * @param version the scanner's, with that of its signatures and their date; null before it has answered once
     * @param clean files in which it found nothing
     * @param harmful files in which it found something
     * @param unseen files that went on without it
     * @param refused files that did not go on, since they could not be looked through
     */
    public record State(
            @Nullable String trouble, @Nullable String version, long clean, long harmful, long unseen, long refused) {}

    /** One file that is looked through just now. */
    static final class Examination {
        private final Thread thread;
        private final AtomicBoolean unwanted;
        private final Future<?> limit;

        private Examination(Thread thread, AtomicBoolean unwanted, Future<?> limit) {
            this.thread = thread;
            this.unwanted = unwanted;
            this.limit = limit;
        }

        /** It is known what came of it. */
        void finished() {
            limit.cancel(false);
        }

        /** Nobody wants to know any more. */
        void cancel() {
            limit.cancel(false);
            unwanted.set(true);
            thread.interrupt();
        }
    }

    /**
     * One for a gateway.
     *
     * @param scanner null where the school has none
     * @param folder where files wait that are too large for memory
     */
    public Examiner(@Nullable Scanner scanner, Path folder) throws IOException {
        this.clamd = scanner == null ? null : new Clamd(scanner.address(), scanner.connect());
        this.most = scanner == null ? MOST_WITHOUT : scanner.most();
        this.patience = scanner == null ? PATIENCE : scanner.patience();
        this.hurry = scanner == null ? PATIENCE : scanner.hurry();
        this.folder = folder;
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.waiting")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
        checks = clamd == null
                ? null
                : Thread.ofVirtual().name("gateway-scanner").start(() -> checkAgainAndAgain(clamd));
    }

    /** Whether a scanner looks files through. */
    public boolean hasScanner() {
        return clamd != null;
    }

    /** How a body that begins so is let through. */
    public How how(FileLook.Beginning beginning, FileHead head) {
        if (looksInto(beginning, head)) {
            return How.WAITING;
        }
        return clamd == null ? How.AS_IT_COMES : beginning.how();
    }

    private static boolean looksInto(FileLook.Beginning beginning, FileHead head) {
        return !head.sent() && (beginning.isSealed() || (head.noPrograms() && beginning.isPacked()));
    }

    /** Whether a file that has to wait would be too large for that. */
    public boolean isTooLarge(long bytes) {
        return bytes > most;
    }

    long most() {
        return most;
    }

    /** Lets a body through towards a side as far as it has been looked through. */
    public Sieve sieve(EventExecutor loop, FileHead head, boolean holds, Sieve.Side side) {
        return new Sieve(this, loop, head, holds, side, spool(head));
    }

    private @Nullable Spool spool(FileHead head) {
        if (underWay.incrementAndGet() > MOST_AT_ONCE) {
            underWay.decrementAndGet();
            return null;
        }
        return new Spool(
                new FirstBytes(head.encoding()),
                folder,
                disk,
                most,
                room,
                PooledByteBufAllocator.DEFAULT,
                underWay::decrementAndGet);
    }

    /** Something goes on that nobody has looked through. */
    void passedUnseen() {
        unseen.incrementAndGet();
    }

    /** Something does not go on, since it could not be looked through. */
    public Examined refused(Why why) {
        refused.incrementAndGet();
        return new Examined.Unseen(why);
    }

    /**
     * Looks a file through, on a thread of its own.
     *
     * @param whole whether that is all of it
     * @param loop where it is told what came of it
     */
    Examination examine(Spool spool, FileHead head, boolean whole, EventExecutor loop, Consumer<Examined> then) {
        FileLook.Beginning beginning = FileLook.beginning(spool.first(), head);
        boolean patient = head.isForm() || how(beginning, head) == How.WAITING;
        AtomicBoolean unwanted = new AtomicBoolean();
        spool.retain();
        // Not a virtual one: it may be busy for long, and whoever else waits for a processor then waits for its end.
        Thread thread = Thread.ofPlatform().daemon().name("gateway-scan").unstarted(() -> {
            Examined examined = new Examined.Unseen(Why.AWAY);
            try {
                examined = look(spool, head, beginning, whole, patient, unwanted);
            } catch (RuntimeException e) {
                LOG.error("a file could not be looked through", e);
            } finally {
                spool.release();
                Examined told = examined;
                loop.execute(() -> then.accept(told));
            }
        });
        Duration limit = patient ? patience : hurry;
        Examination examination = new Examination(
                thread, unwanted, loop.schedule(thread::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS));
        thread.start();
        return examination;
    }

    private Examined look(
            Spool spool,
            FileHead head,
            FileLook.Beginning beginning,
            boolean whole,
            boolean patient,
            AtomicBoolean unwanted) {
        if (!patient && System.nanoTime() - quietUntil < 0) {
            return unanswered(Why.AWAY, false);
        }
        Semaphore places = patient ? forWaiting : forPassing;
        try {
            places.acquire();
        } catch (InterruptedException _) {
            return unanswered(Why.BUSY, patient);
        }
        try {
            Contents contents = looksInto(beginning, head)
                    ? contents(spool, head, beginning.isSealed())
                    : new Contents.Harmless(true);
            return switch (contents) {
                case Contents.Program(var name) -> new Examined.Holds(name);
                case Contents.Closed(var lock) -> new Examined.Opaque(lock);
                case Contents.Harmless(var macros) -> {
                    boolean plain = !macros && beginning.isPackedDocument();
                    yield clamd == null ? new Examined.Good() : scan(clamd, spool, head, whole, plain, unwanted);
                }
            };
        } catch (InterruptedIOException | ClosedByInterruptException _) {
            return refused(Why.SLOW);
        } catch (IOException _) {
            return spool.hasFailed() ? refused(Why.BUSY) : new Examined.Opaque(Examined.Lock.STRANGE);
        } finally {
            places.release();
        }
    }

    /** @param sealed whether its beginning did not tell what it is */
    private Contents contents(Spool spool, FileHead head, boolean sealed) throws IOException {
        InputStream decoded = Decoding.of(spool.read(), head.encoding(), most);
        if (decoded == null) {
            return new Contents.Closed(Examined.Lock.STRANGE);
        }
        try (Decoding.Flow flow = new Decoding.Flow(decoded, Long.MAX_VALUE)) {
            Contents contents = sealed ? unsealed(flow, head) : ArchiveLook.look(flow, head.name());
            // Nothing is harmless of which only a piece was seen.
            flow.check();
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException();
            }
            return contents;
        } catch (FileParts.TooMuch _) {
            return new Contents.Closed(Examined.Lock.TOO_MUCH);
        }
    }

    /** Whoever packs a file so that it can hardly be told what it is gets no file there. */
    private static Contents unsealed(InputStream decoded, FileHead head) throws IOException {
        FileKind kind = FileLook.of(decoded.readNBytes(FileLook.ENOUGH), null, head.name());
        return kind == null ? new Contents.Harmless(true) : new Contents.Closed(Examined.Lock.STRANGE);
    }

    /** @param plain whether it is a document without small programs, which goes on where the scanner is away */
    private Examined scan(
            Clamd with, Spool spool, FileHead head, boolean whole, boolean plain, AtomicBoolean unwanted) {
        boolean waits = !plain && FileLook.beginning(spool.first(), head).how() == How.WAITING;
        try {
            FileParts parts = new FileParts(spool::read, head, most);
            while (parts.next()) {
                waits = !plain && parts.how() == How.WAITING;
                Examined examined = parts.how() == How.AS_IT_COMES ? new Examined.Good() : scan(with, parts, waits);
                if (!(examined instanceof Examined.Good)) {
                    return examined;
                }
            }
            return whole || !waits ? new Examined.Good() : refused(Why.TOO_LARGE);
        } catch (FileParts.TooMuch _) {
            return unanswered(Why.TOO_LARGE, waits);
        } catch (IOException e) {
            boolean late = Thread.interrupted();
            if (spool.hasFailed()) {
                return unanswered(Why.BUSY, waits);
            }
            if (!unwanted.get()) {
                ill(late ? LATE : String.valueOf(e.getMessage()));
            }
            return unanswered(late ? Why.SLOW : Why.AWAY, waits);
        }
    }

    private Examined scan(Clamd with, FileParts parts, boolean waits) throws IOException {
        Clamd.Answer answer;
        try (InputStream part = parts.part()) {
            answer = with.scan(part);
        } catch (Decoding.Undecodable _) {
            answer = with.scan(parts.asItCame());
        }
        well();
        return switch (answer) {
            case Clamd.Answer.Clean() -> {
                clean.incrementAndGet();
                yield new Examined.Good();
            }
            case Clamd.Answer.Found(var name) -> {
                harmful.incrementAndGet();
                yield new Examined.Harmful(name);
            }
            case Clamd.Answer.TooLarge() -> unanswered(Why.TOO_LARGE, waits);
        };
    }

    private Examined unanswered(Why why, boolean waits) {
        if (waits) {
            return refused(why);
        }
        passedUnseen();
        return new Examined.Good();
    }

    private void well() {
        if (trouble != null) {
            trouble = null;
            LOG.info("the scanner looks files through again");
        }
    }

    private void ill(String why) {
        quietUntil = System.nanoTime() + QUIET.toNanos();
        if (trouble == null) {
            LOG.warn("the scanner does not look files through: {}", why);
        }
        trouble = why;
    }

    /** So that it is known when the scanner is away before somebody has to wait for it, and that it is back. */
    private void checkAgainAndAgain(Clamd with) {
        try {
            while (true) {
                Thread check = Thread.ofVirtual().start(() -> check(with));
                if (!check.join(CHECK)) {
                    check.interrupt();
                    ill(LATE);
                }
                Thread.sleep(trouble == null ? CHECK : QUIET);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private void check(Clamd with) {
        try {
            version = with.version();
            well();
        } catch (IOException e) {
            ill(String.valueOf(e.getMessage()));
        }
    }

    /** How the scanner is; null where there is none. */
    public @Nullable State state() {
        return clamd == null
                ? null
                : new State(trouble, version, clean.get(), harmful.get(), unseen.get(), refused.get());
    }

    @Override
    public void close() {
        if (checks != null) {
            checks.interrupt();
        }
        disk.shutdown();
    }
}

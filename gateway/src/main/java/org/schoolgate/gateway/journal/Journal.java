package org.schoolgate.gateway.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.SeenEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this gateway saw, kept on its own disk until the platform has it. An event is in the system's page cache when
 * {@link #keep} returns, so a kill of this process loses none; {@link #sync}, called every second, bounds what a power
 * loss costs. A full disk never holds traffic up: events of what was allowed are dropped and counted, events of what was
 * refused go into space set aside for them.
 */
public final class Journal implements AutoCloseable {
    /*
     * The folder holds segments, the last of which grows into zeros; `reserve`, a file of zeros whose blocks the disk has already
     * given; `place`, the epoch and the machine's boot in which it began; and `acknowledged`. When the disk is full the
     * reserve is renamed to be the next segment and written over in place. A reader takes lines while their checksums
     * hold, so neither a torn tail nor zeros need repair. After a boot of the machine a new epoch begins, so that the
     * numbers of events that the power loss took are never given to others, and the loss shows as a gap.
     */
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path folder;
    private final JournalSpace space;
    private final Clock clock;
    private final ThreadLocal<EventLine> lines = ThreadLocal.withInitial(EventLine::new);
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final long epoch;

    private byte[] assembled = new byte[4096];
    private @Nullable Growing growing;
    private boolean hasReserve;
    private boolean dirty;
    private boolean full;
    private Instant tryAgain = Instant.MIN;
    private final List<Growing> retired = new ArrayList<>();
    private long olderBytes;
    private long next;
    private long offset;
    private long waiting;
    private long droppedAllowed;
    private long droppedRefused;

    /** Opens the journal of a folder, or begins one, and takes up where it was left. */
    public static Journal open(Path folder, JournalSpace space, Clock clock) throws IOException {
        return open(folder, space, clock, 0);
    }

    /** @param epochs of other journals are at most this one, and its own, if it begins one, is greater */
    static Journal open(Path folder, JournalSpace space, Clock clock, long epochs) throws IOException {
        Files.createDirectories(folder);
        return new Journal(folder, space, clock, epochs);
    }

    /** The epoch in which the journal of a folder is; 0 where there is none. */
    static long epochOf(Path folder) throws IOException {
        Place place = Place.read(folder);
        return place == null ? 0 : place.epoch();
    }

    private Journal(Path folder, JournalSpace space, Clock clock, long epochs) throws IOException {
        this.folder = folder;
        this.space = space;
        this.clock = clock;
        segments.addAll(Segment.all(folder));
        Note note = Note.read(folder);
        Place place = Place.read(folder);
        String boot = boot();
        Segment newest = segments.peekLast();
        boolean counted = place != null
                && ((newest != null && newest.epoch() == place.epoch())
                        || (note != null && note.epoch() == place.epoch()));
        if (place != null && counted && !boot.isEmpty() && place.boot().equals(boot)) {
            this.epoch = place.epoch();
            long last = newest != null && newest.epoch() == epoch ? newest.last() : 0;
            this.next = 1 + Math.max(last, note != null && note.epoch() == epoch ? note.last() : 0);
        } else {
            this.epoch = Math.max(clock.millis(), Math.max(epochs, place == null ? 0 : place.epoch()) + 1);
            this.next = 1;
            new Place(epoch, boot).write(folder);
        }
        Segment oldest = segments.peekFirst();
        if (note != null && oldest != null && note.epoch() == oldest.epoch() && note.first() == oldest.first()) {
            offset = note.offset();
        }
        for (Segment segment : segments) {
            olderBytes += Files.size(segment.file());
        }
        waiting = count();
        // Before anything fills the disk: from now on it is written over in place.
        write(note != null ? note : new Note(epoch, 0, 0, 0));
        hasReserve = reserve();
    }

    /** How many events an earlier run left. */
    private long count() throws IOException {
        long count = 0;
        long from = offset;
        for (Segment segment : segments) {
            count += segment.count(from);
            from = 0;
        }
        return count;
    }

    private static String boot() throws IOException {
        return Files.isReadable(BOOT) ? Files.readString(BOOT).strip() : "";
    }

    /** Which epoch the folder is in, and the machine's boot in which it began. */
    private record Place(long epoch, String boot) {
        static @Nullable Place read(Path folder) throws IOException {
            try {
                String[] parts =
                        Files.readString(folder.resolve("place")).strip().split(" ", 2);
                return new Place(Long.parseLong(parts[0]), parts.length > 1 ? parts[1] : "");
            } catch (NoSuchFileException | NumberFormatException _) {
                return null;
            }
        }

        void write(Path folder) throws IOException {
            Files.writeString(folder.resolve("place"), epoch + " " + boot + "\n");
        }
    }

    /**
     * How far the platform has come: everything of the epoch up to the last, which stands before the offset of a segment.
     */
    private record Note(long epoch, long first, long offset, long last) {
        static @Nullable Note read(Path folder) throws IOException {
            try {
                String[] parts =
                        Files.readString(folder.resolve("acknowledged")).strip().split(" ", -1);
                return parts.length != 4
                        ? null
                        : new Note(
                                Long.parseLong(parts[0]),
                                Long.parseLong(parts[1]),
                                Long.parseLong(parts[2]),
                                Long.parseLong(parts[3]));
            } catch (NoSuchFileException | NumberFormatException _) {
                return null;
            }
        }

        /** Over the old one in place, which needs no space on a full disk. */
        void write(Path folder) throws IOException {
            byte[] text = "%019d %019d %019d %019d%n"
                    .formatted(epoch, first, offset, last)
                    .getBytes(US_ASCII);
            try (FileChannel to = FileChannel.open(
                    folder.resolve("acknowledged"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                to.write(ByteBuffer.wrap(text));
            }
        }
    }

    /** Writes an event down and gives it its number. Neither throws nor waits for the disk. */
    public void keep(SeenEvent event) {
        EventLine body = lines.get().write(event);
        boolean refused = !event.answer().equals("allow");
        synchronized (this) {
            long sequence = next++;
            int length = assemble(sequence, body);
            if (append(sequence, length, refused)) {
                dirty = true;
                waiting++;
                notifyAll();
            } else if (refused) {
                droppedRefused++;
            } else {
                droppedAllowed++;
            }
        }
    }

    /** Writes events down together, and gives them their numbers. */
    public void keep(List<SeenEvent> events) {
        EventLine body = lines.get();
        synchronized (this) {
            if (full) {
                events.forEach(this::keep);
                return;
            }
            long first = next;
            int length = 0;
            for (SeenEvent event : events) {
                length = assemble(next++, body.write(event), length);
            }
            if (append(first, length, false)) {
                dirty = true;
                waiting += events.size();
                notifyAll();
            } else {
                // None of them was written: each goes where its kind goes.
                next = first;
                events.forEach(this::keep);
            }
        }
    }

    private int assemble(long sequence, EventLine body) {
        return assemble(sequence, body, 0);
    }

    /** Puts a line behind what is assembled already, and says how long that is then. */
    private int assemble(long sequence, EventLine body, int from) {
        byte[] head = ("{\"epoch\":" + epoch + ",\"sequence\":" + sequence).getBytes(US_ASCII);
        int json = from + Segment.CHECKSUM;
        int end = json + head.length + body.length() + 1;
        if (assembled.length < end) {
            assembled = Arrays.copyOf(assembled, end * 2);
        }
        System.arraycopy(head, 0, assembled, json, head.length);
        System.arraycopy(body.bytes(), 0, assembled, json + head.length, body.length());
        Segment.checksum(assembled, json, end - 1, assembled, from);
        assembled[json - 1] = ' ';
        assembled[end - 1] = '\n';
        return end;
    }

    private boolean append(long sequence, int length, boolean refused) {
        if (full && clock.instant().isBefore(tryAgain)) {
            return refused && appendToReserve(sequence, length);
        }
        try {
            Growing to = growing;
            if (olderBytes + (to == null ? 0 : to.written()) + length > space.most()) {
                throw new IOException("the journal has reached its limit of %,d bytes".formatted(space.most()));
            }
            if (to == null || to.isReserve() || !to.hasRoom(length)) {
                Segment segment = Segment.in(folder, epoch, sequence);
                to = use(segment, Growing.begin(segment, length));
            }
            to.append(assembled, length);
            if (full) {
                full = false;
                LOG.info(
                        "the journal has space again; {} events of allowed and {} of refused requests were lost",
                        droppedAllowed,
                        droppedRefused);
            }
            return true;
        } catch (IOException | InternalError e) {
            if (!full) {
                LOG.error("the journal cannot grow: {}; requests go on", e.getMessage());
            }
            abandonEmpty();
            full = true;
            tryAgain = clock.instant().plusSeconds(1);
            return refused && appendToReserve(sequence, length);
        }
    }

    /** A segment that was made, but for whose first line there was no space. */
    private void abandonEmpty() {
        Growing empty = growing;
        if (empty != null && empty.written() == 0 && !empty.isReserve()) {
            try {
                empty.close();
                Files.deleteIfExists(segments.removeLast().file());
            } catch (IOException e) {
                LOG.error("an empty segment of the journal stays: {}", e.getMessage());
            }
            growing = null;
        }
    }

    private Growing use(Segment segment, Growing begun) throws IOException {
        if (growing != null) {
            retired.add(growing);
            olderBytes += growing.end();
        }
        growing = begun;
        segments.addLast(segment);
        return begun;
    }

    private boolean appendToReserve(long sequence, int length) {
        try {
            Growing to = growing;
            if (to == null || !to.isReserve()) {
                if (!hasReserve) {
                    return false;
                }
                Segment segment = Segment.in(folder, epoch, sequence);
                Files.move(folder.resolve("reserve"), segment.file());
                to = use(segment, Growing.reserve(segment, space.reserve()));
            }
            if (!to.hasRoom(length)) {
                return false;
            }
            to.append(assembled, length);
            hasReserve = false;
            return true;
        } catch (IOException | InternalError e) {
            if (hasReserve) {
                LOG.error("the journal's reserve cannot be written: {}", e.getMessage());
            }
            hasReserve = false;
            return false;
        }
    }

    /** Takes the space from the disk beforehand; whether it is there. */
    private boolean reserve() {
        Path file = folder.resolve("reserve");
        try {
            if (Files.exists(file) && Files.size(file) == space.reserve()) {
                return true;
            }
            Files.deleteIfExists(file);
            try (FileChannel zeros = Segment.create(file)) {
                ByteBuffer block = ByteBuffer.allocateDirect(1 << 16);
                for (long left = space.reserve(); left > 0; left -= block.limit()) {
                    block.clear().limit((int) Math.min(left, block.capacity()));
                    while (block.hasRemaining()) {
                        zeros.write(block);
                    }
                }
                zeros.force(true);
            }
            return true;
        } catch (IOException e) {
            LOG.error("no space can be set aside for the journal: {}", e.getMessage());
            return false;
        }
    }

    /** Brings what was written to the disk itself, and sets space aside again once there is some. */
    public void sync() {
        List<Growing> done;
        Growing current;
        boolean setAside;
        synchronized (this) {
            done = List.copyOf(retired);
            retired.clear();
            current = dirty ? growing : null;
            dirty = false;
            setAside = !hasReserve && !(growing != null && growing.isReserve()) && !full;
        }
        // Outside the lock: whoever keeps an event must not wait for the disk.
        try {
            for (Growing each : done) {
                each.close();
            }
            if (current != null) {
                current.force();
            }
        } catch (ClosedChannelException _) {
            LOG.debug("the journal was closed meanwhile, which brings it to the disk too");
        } catch (IOException e) {
            LOG.error("the journal cannot be synchronised: {}", e.getMessage());
        }
        if (setAside && reserve()) {
            synchronized (this) {
                hasReserve = true;
            }
        }
    }

    /** Events to hand over, in order. */
    public static final class Batch {
        private final Segment segment;
        private final Segment.Lines lines;

        private Batch(Segment segment, Segment.Lines lines) {
            this.segment = segment;
            this.lines = lines;
        }

        /** Lines of JSON, up to {@link #length}. */
        public byte[] lines() {
            return lines.json();
        }

        public int length() {
            return lines.length();
        }

        public int count() {
            return lines.count();
        }
    }

    /** The next events that are not acknowledged; waits for the first. */
    public Batch next(int mostBytes) throws IOException, InterruptedException {
        while (true) {
            Segment first;
            long from;
            long end;
            boolean last;
            synchronized (this) {
                while (segments.isEmpty() || (segments.size() == 1 && growing != null && offset >= growing.written())) {
                    wait();
                }
                first = segments.getFirst();
                from = offset;
                last = segments.size() == 1 && growing != null;
                end = last && growing != null ? growing.written() : Long.MAX_VALUE;
            }
            long size = Files.size(first.file());
            Segment.Lines found = first.read(from, Math.min(end, size), mostBytes);
            if (found.count() > 0) {
                return new Batch(first, found);
            }
            boolean emptied = found.next() == from && !last;
            synchronized (this) {
                if (emptied) {
                    forget(size);
                } else {
                    // Past spoilt lines; where this process wrote itself and nothing is good, the disk has lost it.
                    offset = found.next() > from ? found.next() : end;
                }
            }
            if (emptied) {
                Files.delete(first.file());
            }
        }
    }

    /** The platform has these: they are not handed over again, and their space is given back. */
    public void acknowledge(Batch batch) throws IOException {
        Segment segment = batch.segment;
        boolean grows;
        synchronized (this) {
            offset = batch.lines.next();
            waiting = Math.max(0, waiting - batch.count());
            grows = segments.size() == 1 && growing != null;
        }
        if (!grows) {
            // Its size is settled, so that nothing written meanwhile is deleted unread.
            long size = Files.size(segment.file());
            if (batch.lines.next() >= size) {
                synchronized (this) {
                    forget(size);
                }
                Files.delete(segment.file());
            }
        }
        write(new Note(segment.epoch(), segment.first(), batch.lines.next(), batch.lines.last()));
    }

    private void write(Note note) {
        try {
            note.write(folder);
        } catch (IOException e) {
            LOG.warn("what was handed over may be handed over again after a restart: {}", e.getMessage());
        }
    }

    /** The first segment is handed over whole. */
    private void forget(long size) {
        olderBytes = Math.max(0, olderBytes - size);
        segments.removeFirst();
        offset = 0;
    }

    /**
     * How the journal is.
     *
     * @param waiting events that are not yet handed over
     * @param full whether events of allowed requests are being dropped
     */
    public record State(long epoch, long last, long waiting, boolean full, long droppedAllowed, long droppedRefused) {}

    public synchronized State state() {
        return new State(epoch, next - 1, waiting, full, droppedAllowed, droppedRefused);
    }

    /** When the oldest event that waits was seen; null where none waits. */
    public @Nullable Instant oldest() {
        Segment first;
        long from;
        synchronized (this) {
            if (waiting == 0 || segments.isEmpty()) {
                return null;
            }
            first = segments.getFirst();
            from = offset;
        }
        try {
            return first.seen(from);
        } catch (IOException _) {
            // It was handed over and deleted meanwhile.
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        sync();
        synchronized (this) {
            if (growing != null) {
                growing.end();
                growing.close();
                growing = null;
            }
        }
    }
}

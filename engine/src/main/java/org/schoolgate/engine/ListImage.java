package org.schoolgate.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Category lists, mapped from a file. Any number of threads may ask at once; after {@link #close} each gets an exception. */
public final class ListImage implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    private final ImageHeader header;
    private final ImageDictionary dictionary;
    private final FingerprintIndex index;
    private final @Nullable NameFile names;
    private final Arena arena;
    private final Queue<Lookup> idle = new ConcurrentLinkedQueue<>();

    private ListImage(
            ImageHeader header,
            ImageDictionary dictionary,
            MemorySegment lines,
            @Nullable NameFile names,
            Arena arena) {
        this.header = header;
        this.dictionary = dictionary;
        this.index = new FingerprintIndex(lines, header.homeLines());
        this.names = names;
        this.arena = arena;
    }

    /** The image of no lists at all. */
    public static ListImage empty() {
        ImageHeader header = new ImageHeader(
                new SecureRandom().nextLong(), 0, Suffixes.MOST_LABELS, 0, 1, 0, FingerprintIndex.LINE, 0, 0, 0, 0);
        ImageDictionary dictionary = new ImageDictionary(new CategorySets(List.of(), List.of()), Symbols.of(List.of()));
        Arena arena = Arena.ofShared();
        MemorySegment lines = arena.allocate(FingerprintIndex.LINE, FingerprintIndex.LINE);
        return new ListImage(header, dictionary, lines, null, arena);
    }

    /** Opens an image; what is no image, or none of this version, or not whole, is refused with a sentence. */
    public static ListImage open(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        NameFile names = NameFile.open(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ImageHeader header = header(file, channel, names, arena);
            byte[] dictionary = new byte[Math.toIntExact(header.dictionaryLength())];
            channel.read(ByteBuffer.wrap(dictionary), ImageHeader.SIZE);
            check(file, channel, "dictionary", ImageHeader.SIZE, dictionary.length, header.dictionaryChecksum());
            check(file, channel, "index", header.indexAt(), header.indexLength(), header.indexChecksum());
            check(file, channel, "file of names", header.namesAt(), header.namesLength(), header.namesChecksum());
            return new ListImage(
                    header,
                    ImageDictionary.read(new String(dictionary, StandardCharsets.UTF_8)),
                    channel.map(FileChannel.MapMode.READ_ONLY, header.indexAt(), header.indexLength(), arena),
                    names,
                    arena);
        } catch (IOException | RuntimeException e) {
            arena.close();
            names.close();
            throw e;
        }
    }

    private static ImageHeader header(Path file, FileChannel channel, NameFile names, Arena arena) throws IOException {
        ByteBuffer mapped = ByteBuffer.allocate(ImageHeader.SIZE);
        while (mapped.hasRemaining() && channel.read(mapped, mapped.position()) > 0) {}
        byte[] bytes = Arrays.copyOf(mapped.array(), mapped.position());
        MemorySegment positioned = arena.allocate(ImageHeader.SIZE);
        int read = names.read(0, positioned);
        if (!Arrays.equals(bytes, positioned.asSlice(0, read).toArray(ValueLayout.JAVA_BYTE))) {
            throw new IOException(file + " was replaced while it was being opened: open it again");
        }
        return ImageHeader.read(bytes, file, channel.size());
    }

    private static void check(Path file, FileChannel channel, String part, long from, long length, int expected)
            throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(BUFFER, length + 1));
        for (long at = from; at < from + length; ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), from + length - at));
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw new IOException(file + " is cut short: its " + part + " ends too early");
            }
            checksum.update(buffer.flip());
            at += read;
        }
        if ((int) checksum.getValue() != expected) {
            throw new IOException(file + " is damaged: its " + part + " does not have its checksum");
        }
    }

    /** Writes the image of some short lists: category to names. */
    public static void write(Map<String, ? extends Collection<String>> lists, Path file) throws IOException {
        ImageBuilder builder = new ImageBuilder(new SecureRandom().nextLong());
        lists.forEach((category, names) -> {
            int number = builder.category(category);
            names.forEach(name -> builder.add(number, Host.of(name)));
        });
        builder.write(file);
    }

    /** Every category, in alphabetical order. */
    public List<String> categories() {
        return dictionary.sets().categories();
    }

    /** The categories of exactly this host; a domain above it is another one. */
    public Set<String> categoriesOf(String host) {
        Lookup lookup = borrow();
        try {
            lookup.host.set(Host.of(host));
            int set = lookup.find(0);
            return set == Lookup.NOT_LISTED
                    ? Set.of()
                    : new LinkedHashSet<>(
                            dictionary.sets().names(dictionary.sets().set(set)));
        } finally {
            giveBack(lookup);
        }
    }

    /** How many different names are listed. */
    public long names() {
        return header.names();
    }

    /** The size of the mapped part. */
    public long indexBytes() {
        return header.indexLength();
    }

    /** The size of the part that is read by position to confirm hits. */
    public long nameBytes() {
        return header.namesLength();
    }

    long seed() {
        return header.seed();
    }

    int fewestLabels() {
        return header.fewestLabels();
    }

    int mostLabels() {
        return header.mostLabels();
    }

    CategorySets sets() {
        return dictionary.sets();
    }

    /** A way to look names up; for one thread until it is given back. */
    Lookup borrow() {
        Lookup lookup = idle.poll();
        return lookup != null ? lookup : newLookup();
    }

    void giveBack(Lookup lookup) {
        idle.add(lookup);
    }

    Lookup newLookup() {
        return new Lookup(header.seed(), index, window(NameWindow.WHOLE_LINE));
    }

    /** A way to look many up together; for one thread. */
    Candidates newCandidates() {
        return new Candidates(index, window(Candidates.WINDOW), header.namesLength());
    }

    private NameWindow window(int size) {
        return new NameWindow(names, header.namesAt(), dictionary.symbols(), arena.allocate(size));
    }

    @Override
    public void close() {
        while (arena.scope().isAlive()) {
            try {
                arena.close();
                if (names != null) {
                    names.close();
                }
            } catch (IllegalStateException readingNow) {
                Thread.onSpinWait();
            }
        }
    }
}

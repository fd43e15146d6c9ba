package org.schoolgate.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/*
 * Names are brought into the order of their home lines by counting, then laid down line by line: first those that the line before
 * had no room for, then the line's own. The records of names are written as they come; the index, five bytes a name, is kept until
 * its end is known.
 */
/** Writes the names of a builder as an image. */
final class ImageWriter {
    private static final int SAMPLE = 1 << 15;
    private static final int MOST_SETS = 1 << 16;
    private static final int BUFFER = 1 << 20;
    private static final int LONGEST_RECORD = 1 + Short.BYTES + Suffixes.LONGEST;

    private final ImageBuilder names;
    private final long homeLines;
    private final int[] byHomeLine;
    private final int[] firstOfLine;
    private final Symbols symbols;
    private final CategorySets sets;
    private final int[] numberOfSet;

    private final CRC32C namesChecksum = new CRC32C();
    private final byte[] records = new byte[BUFFER];
    private int recordsLength;
    private long recordsWritten;

    ImageWriter(ImageBuilder names) throws IOException {
        this.names = names;
        this.homeLines = Math.max(1, (long) Math.ceil(names.names() / FingerprintIndex.FILL));
        this.firstOfLine = new int[(int) homeLines + 1];
        this.byHomeLine = byHomeLine();
        this.symbols = Symbols.trained(sample());
        this.numberOfSet = new int[names.sets().size()];
        this.sets = sets();
    }

    private int[] byHomeLine() {
        int count = names.names();
        for (int name = 0; name < count; name++) {
            firstOfLine[homeLine(name) + 1]++;
        }
        for (int line = 0; line < homeLines; line++) {
            firstOfLine[line + 1] += firstOfLine[line];
        }
        int[] next = firstOfLine.clone();
        int[] order = new int[count];
        for (int name = 0; name < count; name++) {
            order[next[homeLine(name)]++] = name;
        }
        return order;
    }

    private int homeLine(int name) {
        return (int) FingerprintIndex.homeLine(names.hash(name), homeLines);
    }

    private List<byte[]> sample() {
        int step = Math.max(1, names.names() / SAMPLE);
        return IntStream.iterate(0, name -> name < names.names(), name -> name + step)
                .mapToObj(names::nameBytes)
                .toList();
    }

    /** The sets that are used, the most frequent first, over the categories in alphabetical order. */
    private CategorySets sets() throws IOException {
        int[] used = new int[numberOfSet.length];
        for (int name = 0; name < names.names(); name++) {
            used[names.setOf(name)]++;
        }
        List<Integer> frequent = IntStream.range(0, used.length)
                .filter(set -> used[set] > 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer set) -> -used[set]).thenComparing(Comparator.naturalOrder()))
                .toList();
        if (frequent.size() > MOST_SETS) {
            throw new IOException("the lists overlap in " + frequent.size() + " ways, an image holds " + MOST_SETS);
        }
        List<String> categories = new ArrayList<>(names.categories().keySet());
        Collections.sort(categories);
        Map<Integer, Integer> position = new HashMap<>();
        for (int i = 0; i < categories.size(); i++) {
            position.put(names.categories().get(categories.get(i)), i);
        }
        List<BitSet> sorted = new ArrayList<>();
        for (int set : frequent) {
            numberOfSet[set] = sorted.size();
            BitSet members = new BitSet();
            names.sets().get(set).stream().map(position::get).forEach(members::set);
            sorted.add(members);
        }
        return new CategorySets(categories, sorted);
    }

    void write(Path file) throws IOException {
        byte[] dictionary = ImageDictionary.write(sets, symbols).getBytes(StandardCharsets.UTF_8);
        byte[] index = new byte[Math.multiplyExact(lines(), FingerprintIndex.LINE)];
        ImageHeader places = header(dictionary, index, 0);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.position(places.namesAt());
            writeLines(ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN), out);
            write(out, ImageHeader.SIZE, dictionary);
            write(out, places.indexAt(), index);
            write(out, 0, header(dictionary, index, recordsWritten).bytes());
            out.force(true);
        }
    }

    private ImageHeader header(byte[] dictionary, byte[] index, long namesLength) {
        return new ImageHeader(
                names.seed(),
                names.names(),
                names.fewestLabels(),
                names.mostLabels(),
                homeLines,
                dictionary.length,
                index.length,
                namesLength,
                checksum(dictionary),
                checksum(index),
                (int) namesChecksum.getValue());
    }

    /** The home lines, and those that the overflow of the last ones needs. */
    private int lines() {
        int waiting = 0;
        int line = 0;
        for (; line < homeLines || waiting > 0; line++) {
            waiting = Math.max(0, waiting + own(line) - FingerprintIndex.SLOTS);
        }
        return line;
    }

    private int own(int line) {
        return line < homeLines ? firstOfLine[line + 1] - firstOfLine[line] : 0;
    }

    private void writeLines(ByteBuffer index, FileChannel out) throws IOException {
        int[] waiting = new int[names.names() + 1];
        int first = 0;
        int last = 0;
        int lines = index.capacity() / FingerprintIndex.LINE;
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < own(line); i++) {
                waiting[last++] = byHomeLine[firstOfLine[line] + i];
            }
            int at = line * FingerprintIndex.LINE;
            int tail = Math.toIntExact(recordsWritten + recordsLength);
            int slots = Math.min(last - first, FingerprintIndex.SLOTS);
            for (int slot = 0; slot < slots; slot++) {
                writeName(waiting[first++], index, at, slot);
            }
            index.putInt(at + FingerprintIndex.TAIL_AT, last > first ? tail | FingerprintIndex.FULL : tail);
            if (records.length - recordsLength < FingerprintIndex.SLOTS * LONGEST_RECORD) {
                flush(out);
            }
        }
        flush(out);
    }

    private void writeName(int name, ByteBuffer index, int line, int slot) {
        int set = numberOfSet[names.setOf(name)];
        int known = Math.min(set, FingerprintIndex.SET_IN_RECORD);
        index.putShort(line + slot * Short.BYTES, (short) FingerprintIndex.fingerprint(names.hash(name)));
        index.put(line + FingerprintIndex.SETS_AT + slot, (byte) known);
        int from = recordsLength + 1;
        if (known == FingerprintIndex.SET_IN_RECORD) {
            records[from++] = (byte) set;
            records[from++] = (byte) (set >>> 8);
        }
        int to = names.encode(name, symbols, records, from);
        records[recordsLength] = (byte) (to - recordsLength - 1);
        recordsLength = to;
    }

    private void flush(FileChannel out) throws IOException {
        namesChecksum.update(records, 0, recordsLength);
        ByteBuffer rest = ByteBuffer.wrap(records, 0, recordsLength);
        while (rest.hasRemaining()) {
            out.write(rest);
        }
        recordsWritten += recordsLength;
        recordsLength = 0;
        if (recordsWritten > Integer.MAX_VALUE - BUFFER) {
            throw new IOException("the names need more than the two gigabytes that an image holds");
        }
    }

    private static void write(FileChannel out, long position, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            out.write(rest, position + rest.position());
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}

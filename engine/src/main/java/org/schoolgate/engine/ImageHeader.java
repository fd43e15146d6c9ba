package org.schoolgate.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/*
 * A list image is one file, little-endian:
 *
 *   header       4,096 bytes: magic line, version, the fields below, the header's own checksum in its last four bytes
 *   dictionary   text: a line for each category, each category set and each symbol
 *   index        from a 4,096-byte boundary on: lines of 64 bytes, see FingerprintIndex; mapped
 *   names        the coded names of each line of the index, in its order; read by position
 *
 * Every part has a CRC-32C that is checked when the image is opened.
 */
/** What stands at the head of an image. */
record ImageHeader(
        long seed,
        long names,
        int fewestLabels,
        int mostLabels,
        long homeLines,
        long dictionaryLength,
        long indexLength,
        long namesLength,
        int dictionaryChecksum,
        int indexChecksum,
        int namesChecksum) {

    static final int SIZE = 4_096;
    private static final byte[] MAGIC = "schoolgate list image\n\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int CHECKSUM_AT = SIZE - Integer.BYTES;

    long indexAt() {
        return (SIZE + dictionaryLength + SIZE - 1) / SIZE * SIZE;
    }

    long namesAt() {
        return indexAt() + indexLength;
    }

    long fileLength() {
        return namesAt() + namesLength;
    }

    byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).putInt(VERSION);
        out.putInt(fewestLabels).putInt(mostLabels);
        out.putLong(seed).putLong(names).putLong(homeLines);
        out.putLong(dictionaryLength).putLong(indexLength).putLong(namesLength);
        out.putInt(dictionaryChecksum).putInt(indexChecksum).putInt(namesChecksum);
        out.putInt(CHECKSUM_AT, checksum(out.array()));
        return out.array();
    }

    /** Reads the header of this file, which is so long. */
    static ImageHeader read(byte[] bytes, Path file, long fileLength) throws IOException {
        if (!Arrays.equals(bytes, 0, Math.min(MAGIC.length, bytes.length), MAGIC, 0, MAGIC.length)) {
            throw new IOException(file + " is not a list image");
        }
        if (bytes.length < SIZE) {
            throw new IOException(file + " is cut short: it ends within its header");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(MAGIC.length);
        int version = in.getInt();
        if (version != VERSION) {
            throw new IOException(file + " is a list image of version " + version + ", but this program reads version "
                    + VERSION + ": compile the lists again");
        }
        if (in.getInt(CHECKSUM_AT) != checksum(bytes)) {
            throw new IOException(file + " is damaged: its header does not have its checksum");
        }
        int fewestLabels = in.getInt();
        int mostLabels = in.getInt();
        ImageHeader header = new ImageHeader(
                in.getLong(),
                in.getLong(),
                fewestLabels,
                mostLabels,
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getInt(),
                in.getInt(),
                in.getInt());
        if (fileLength != header.fileLength()) {
            throw new IOException(
                    file + " is cut short: it has " + fileLength + " of " + header.fileLength() + " bytes");
        }
        return header;
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, CHECKSUM_AT);
        return (int) checksum.getValue();
    }
}

package org.schoolgate.agreements;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A picture of a paper that somebody signed. */
public final class Scan {
    /** The most that a scan may weigh. */
    public static final int MOST_BYTES = 8 * 1024 * 1024;

    /** More pixels a side than any scanner makes of a sheet. */
    private static final int MOST_PIXELS = 20_000;
    /** A PDF says that it is over in its last bytes. */
    private static final int TAIL = 1024;

    private final Type type;
    private final byte[] bytes;

    Scan(Type type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** What a scan may be, told by its first bytes and not by its name. */
    public enum Type {
        PDF("application/pdf", "255044462d"),
        JPEG("image/jpeg", "ffd8ff"),
        PNG("image/png", "89504e470d0a1a0a");

        private final String mediaType;
        private final String begins;

        Type(String mediaType, String begins) {
            this.mediaType = mediaType;
            this.begins = begins;
        }

        public String mediaType() {
            return mediaType;
        }

        private boolean fits(byte[] bytes) {
            int length = begins.length() / 2;
            return bytes.length >= length
                    && HexFormat.of().formatHex(bytes, 0, length).equals(begins);
        }

        static Type of(String mediaType) {
            return Arrays.stream(values())
                    .filter(type -> type.mediaType.equals(mediaType))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown type of scan: " + mediaType));
        }
    }

    /** A scan of these bytes, or nothing where they are none of the types or too many. */
    public static Optional<Scan> of(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return Optional.empty();
        }
        return Arrays.stream(Type.values())
                .filter(type -> type.fits(bytes) && isWhole(type, bytes))
                .findFirst()
                .map(type -> new Scan(type, bytes));
    }

    private static boolean isWhole(Type type, byte[] bytes) {
        return type == Type.PDF ? endsAsPdf(bytes) : isPicture(bytes);
    }

    private static boolean endsAsPdf(byte[] bytes) {
        int from = Math.max(0, bytes.length - TAIL);
        return new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1).contains("%%EOF");
    }

    /** Whether its size can be read; the picture itself is not unpacked, whatever it claims to be. */
    private static boolean isPicture(byte[] bytes) {
        try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            var readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                return false;
            }
            var reader = readers.next();
            try {
                reader.setInput(input, true, true);
                return isSheet(reader.getWidth(0)) && isSheet(reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException notAPicture) {
            return false;
        }
    }

    private static boolean isSheet(int pixels) {
        return pixels > 0 && pixels <= MOST_PIXELS;
    }

    public Type type() {
        return type;
    }

    /** The bytes themselves, not a copy: nobody writes to them. */
    public byte[] bytes() {
        return bytes;
    }
}

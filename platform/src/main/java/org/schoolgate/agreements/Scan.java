package org.schoolgate.agreements;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** A picture of a paper that somebody signed. */
public final class Scan {
    /** The most that a scan may weigh. */
    public static final int MOST_BYTES = 8 * 1024 * 1024;

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
                .filter(type -> type.fits(bytes))
                .findFirst()
                .map(type -> new Scan(type, bytes));
    }

    public Type type() {
        return type;
    }

    /** The bytes themselves, not a copy: nobody writes to them. */
    public byte[] bytes() {
        return bytes;
    }
}

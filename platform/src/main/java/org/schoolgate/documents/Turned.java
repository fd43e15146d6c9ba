package org.schoolgate.documents;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a camera was held, by the EXIF data of a picture: which way is up goes with that data when a picture is drawn anew, so
 * the drawing is turned first. What says nothing that can be read is upright.
 */
final class Turned {
    private static final int UPRIGHT = 1;
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY = 12;
    private static final int JPEG_EXIF = 0xffe1;
    private static final int JPEG_SCAN = 0xffda;
    private static final String EXIF = "Exif\0\0";

    private Turned() {}

    /** The picture as it was seen. */
    static BufferedImage upright(FileType type, byte[] bytes, BufferedImage drawn) {
        return turn(way(type, bytes), drawn);
    }

    /** One of eight: 1 is upright, 6 and 8 lie on a side, and the others are upside down or as in a mirror. */
    static int way(FileType type, byte[] bytes) {
        try {
            var in = ByteBuffer.wrap(bytes);
            return (switch (type) {
                        case JPEG -> inJpeg(in);
                        case PNG -> inParts(in.position(8), "eXIf", true);
                        case WEBP -> inParts(in.order(ByteOrder.LITTLE_ENDIAN).position(12), "EXIF", false);
                        case PDF, EML, TEXT -> Optional.<ByteBuffer>empty();
                    })
                    .map(Turned::orientation)
                    .orElse(UPRIGHT);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException _) {
            return UPRIGHT;
        }
    }

    private static Optional<ByteBuffer> inJpeg(ByteBuffer in) {
        in.position(2);
        while (in.remaining() >= 4) {
            int marker = in.getShort() & 0xffff;
            int length = (in.getShort() & 0xffff) - 2;
            if (marker == JPEG_SCAN) {
                return Optional.empty();
            }
            var part = in.slice(in.position(), length);
            if (marker == JPEG_EXIF && begins(part)) {
                return Optional.of(part.position(EXIF.length()).slice());
            }
            in.position(in.position() + length);
        }
        return Optional.empty();
    }

    /** In PNG the length of a part stands before its name and a sum behind it; in WebP the name is first, and all is even. */
    private static Optional<ByteBuffer> inParts(ByteBuffer in, String wanted, boolean png) {
        while (in.remaining() >= 8) {
            var first = in.getInt();
            var second = in.getInt();
            int length = png ? first : second;
            var part = in.slice(in.position(), length);
            if ((png ? Integer.reverseBytes(second) : first) == name(wanted)) {
                return Optional.of(begins(part) ? part.position(EXIF.length()).slice() : part);
            }
            in.position(in.position() + length + (png ? 4 : length % 2));
        }
        return Optional.empty();
    }

    private static int name(String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    private static boolean begins(ByteBuffer part) {
        if (part.remaining() < EXIF.length()) {
            return false;
        }
        var begin = new byte[EXIF.length()];
        part.get(0, begin);
        return new String(begin, StandardCharsets.ISO_8859_1).equals(EXIF);
    }

    /** TIFF: which end comes first, 42, where the table is, and twelve bytes for each entry. */
    private static int orientation(ByteBuffer tiff) {
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        var table = tiff.getInt(4);
        var entries = tiff.getShort(table) & 0xffff;
        for (var entry = 0; entry < entries; entry++) {
            var at = table + 2 + entry * ENTRY;
            if ((tiff.getShort(at) & 0xffff) == ORIENTATION && tiff.getShort(at + 2) == SHORT) {
                int way = tiff.getShort(at + 8);
                return way >= UPRIGHT && way <= 8 ? way : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private static BufferedImage turn(int way, BufferedImage from) {
        if (way == UPRIGHT) {
            return from;
        }
        var wide = from.getWidth();
        var high = from.getHeight();
        var onItsSide = way >= 5;
        var to = new BufferedImage(onItsSide ? high : wide, onItsSide ? wide : high, BufferedImage.TYPE_INT_RGB);
        var pen = to.createGraphics();
        try {
            pen.drawImage(from, move(way, wide, high), null);
        } finally {
            pen.dispose();
        }
        return to;
    }

    /** Where each dot goes: x' = a x + c y + e, y' = b x + d y + f. */
    private static AffineTransform move(int way, int wide, int high) {
        return switch (way) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, wide, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, wide, high);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, high);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, high, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, high, wide);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, wide);
            default -> new AffineTransform();
        };
    }
}

package org.schoolgate.documents;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture that nobody but this program unpacks: it is drawn anew, smaller, and what leaves is the drawing. One is drawn at
 * a time, as a picture of a few kilobytes may claim to be as large as the memory of a server.
 */
final class Picture {
    /** What the largest cameras make. */
    static final long MOST_PIXELS = 50_000_000;

    /** One kind is unpacked whole, whatever part of it is wanted. */
    private static final long MOST_PIXELS_WHOLE = 16_000_000;

    private static final int LONGEST_SIDE = 30_000;
    private static final int SHOWN = 2_000;
    private static final int READ_FOR_COVER = 240;
    /** So few dots to a side that nobody can tell what the picture shows. */
    private static final int DOTS = 12;

    private static final int COVER = 240;
    private static final Semaphore ONE_AT_A_TIME = new Semaphore(1);

    private Picture() {}

    /** What is wrong with a picture. */
    enum Fault {
        TOO_LARGE,
        BROKEN
    }

    /** Whether it claims a size that can be unpacked; nothing is unpacked yet. */
    static Optional<Fault> fault(FileType type, byte[] bytes) {
        try {
            return read(bytes, reader -> {
                long wide = reader.getWidth(0);
                long high = reader.getHeight(0);
                var most = type == FileType.WEBP ? MOST_PIXELS_WHOLE : MOST_PIXELS;
                return wide > LONGEST_SIDE || high > LONGEST_SIDE || wide * high > most
                        ? Optional.of(Fault.TOO_LARGE)
                        : Optional.empty();
            });
        } catch (IOException _) {
            return Optional.of(Fault.BROKEN);
        }
    }

    /** The picture as somebody sees it who asked for it. */
    static byte[] shown(FileType type, byte[] bytes) throws IOException {
        return png(drawn(type, bytes, SHOWN));
    }

    /** A few dots of its colours, in which nothing can be made out. */
    static byte[] cover(FileType type, byte[] bytes) throws IOException {
        var small = drawn(type, bytes, READ_FOR_COVER);
        var longest = Math.max(small.getWidth(), small.getHeight());
        var dots = averaged(
                small, Math.max(1, small.getWidth() * DOTS / longest), Math.max(1, small.getHeight() * DOTS / longest));
        return png(scaled(
                dots,
                Math.max(1, small.getWidth() * COVER / longest),
                Math.max(1, small.getHeight() * COVER / longest)));
    }

    /** As it was seen: how the camera was held goes with the rest of what it wrote into the file. */
    private static BufferedImage drawn(FileType type, byte[] bytes, int longest) throws IOException {
        ONE_AT_A_TIME.acquireUninterruptibly();
        try {
            var read = read(bytes, reader -> {
                var wide = Math.max(reader.getWidth(0), reader.getHeight(0));
                var step = Math.max(1, Math.ceilDiv(wide, longest));
                var how = reader.getDefaultReadParam();
                how.setSourceSubsampling(step, step, 0, 0);
                return reader.read(0, how);
            });
            return Turned.upright(type, bytes, scaled(read, read.getWidth(), read.getHeight()));
        } finally {
            ONE_AT_A_TIME.release();
        }
    }

    private interface Reading<T> {
        T with(ImageReader reader) throws IOException;
    }

    /** Readers of broken pictures fail in every way there is. */
    private static <T> T read(byte[] bytes, Reading<T> reading) throws IOException {
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            var readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw new IOException("no picture");
            }
            var reader = readers.next();
            try {
                reader.setInput(input, true, true);
                return reading.with(reader);
            } finally {
                reader.dispose();
            }
        } catch (RuntimeException broken) {
            throw new IOException("a broken picture", broken);
        }
    }

    /** Each dot is the mean of all that lie where it is: a dot that was picked could still be an edge of something. */
    private static BufferedImage averaged(BufferedImage from, int wide, int high) {
        var to = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < high; y++) {
            for (var x = 0; x < wide; x++) {
                to.setRGB(
                        x,
                        y,
                        mean(
                                from,
                                x * from.getWidth() / wide,
                                y * from.getHeight() / high,
                                Math.ceilDiv((x + 1) * from.getWidth(), wide),
                                Math.ceilDiv((y + 1) * from.getHeight(), high)));
            }
        }
        return to;
    }

    private static int mean(BufferedImage image, int left, int top, int right, int bottom) {
        var red = 0;
        var green = 0;
        var blue = 0;
        for (var y = top; y < bottom; y++) {
            for (var x = left; x < right; x++) {
                var colour = new Color(image.getRGB(x, y));
                red += colour.getRed();
                green += colour.getGreen();
                blue += colour.getBlue();
            }
        }
        var dots = (right - left) * (bottom - top);
        return new Color(red / dots, green / dots, blue / dots).getRGB();
    }

    /** On white, as what can be seen through would else be black. */
    private static BufferedImage scaled(BufferedImage from, int wide, int high) {
        var to = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
        var pen = to.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.setColor(Color.WHITE);
            pen.fillRect(0, 0, wide, high);
            pen.drawImage(from, 0, 0, wide, high, null);
        } finally {
            pen.dispose();
        }
        return to;
    }

    private static byte[] png(BufferedImage image) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}

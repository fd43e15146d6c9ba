package org.schoolgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** A picture that a camera took on its side stands upright when it is drawn anew. */
class TurnedTest {
    private static final int WIDE = 80;
    private static final int HIGH = 40;

    /** Where the red corner of a picture is, when it is kept with its corner above and to the left. */
    private static final Map<Integer, String> RED = Map.of(
            1,
            "above left",
            2,
            "above right",
            3,
            "below right",
            4,
            "below left",
            5,
            "above left",
            6,
            "above right",
            7,
            "below right",
            8,
            "below left");

    private static byte[] drawn(String format) throws IOException {
        var image = new BufferedImage(WIDE, HIGH, BufferedImage.TYPE_INT_RGB);
        for (var x = 0; x < WIDE; x++) {
            for (var y = 0; y < HIGH; y++) {
                image.setRGB(x, y, (x < WIDE / 2 && y < HIGH / 2 ? Color.RED : Color.WHITE).getRGB());
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    /** A TIFF that says one thing and another. */
    private static byte[] exif(int way, ByteOrder order) {
        var tiff = ByteBuffer.allocate(38).order(order);
        tiff.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4d4d))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 2);
        tiff.putShort((short) 0x0110).putShort((short) 2).putInt(4).putInt(0);
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) way)
                .putShort((short) 0);
        return tiff.array();
    }

    /** With what a camera writes, in a part of its own behind another. */
    static byte[] jpeg(int way, ByteOrder order) throws IOException {
        var picture = drawn("jpg");
        var tiff = exif(way, order);
        var more = ByteBuffer.allocate(picture.length + 10 + tiff.length);
        more.put(picture, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (8 + tiff.length))
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put(tiff)
                .put(picture, 2, picture.length - 2);
        return more.array();
    }

    private static String red(byte[] png) throws IOException {
        var shown = ImageIO.read(new ByteArrayInputStream(png));
        for (var above : new boolean[] {true, false}) {
            for (var left : new boolean[] {true, false}) {
                var dot = new Color(
                        shown.getRGB(shown.getWidth() * (left ? 1 : 3) / 4, shown.getHeight() * (above ? 1 : 3) / 4));
                if (dot.getGreen() < 80) {
                    return (above ? "above " : "below ") + (left ? "left" : "right");
                }
            }
        }
        return "nowhere";
    }

    @Test
    void howeverACameraWasHeldThePictureStandsUpright() throws IOException {
        for (var order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            for (var way : RED.entrySet()) {
                var bytes = jpeg(way.getKey(), order);
                var shown = ImageIO.read(new ByteArrayInputStream(Picture.shown(FileType.JPEG, bytes)));
                assertThat(shown.getWidth()).as("%d %s", way.getKey(), order).isEqualTo(way.getKey() < 5 ? WIDE : HIGH);
                assertThat(red(Picture.shown(FileType.JPEG, bytes)))
                        .as("%d %s", way.getKey(), order)
                        .isEqualTo(way.getValue());
                assertThat(red(Picture.cover(FileType.JPEG, bytes))).isEqualTo(way.getValue());
            }
        }
    }

    @Test
    void whatIsDrawnHasNothingOfWhatTheCameraWrote() throws IOException {
        var bytes = Picture.shown(FileType.JPEG, jpeg(6, ByteOrder.BIG_ENDIAN));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "eXIf");
    }

    @Test
    void aPngAndAWebpSayItInPartsOfTheirOwn() throws IOException {
        var tiff = exif(6, ByteOrder.BIG_ENDIAN);
        var png = drawn("png");
        var more = ByteBuffer.allocate(png.length + 12 + tiff.length);
        more.put(png, 0, 33)
                .putInt(tiff.length)
                .put("eXIf".getBytes(StandardCharsets.US_ASCII))
                .put(tiff)
                .putInt(0)
                .put(png, 33, png.length - 33);
        assertThat(Turned.way(FileType.PNG, more.array())).isEqualTo(6);

        var webp = ByteBuffer.allocate(12 + 8 + 3 + 1 + 8 + tiff.length).order(ByteOrder.LITTLE_ENDIAN);
        webp.put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                .put("ODD ".getBytes(StandardCharsets.US_ASCII))
                .putInt(3)
                .putInt(0)
                .put("EXIF".getBytes(StandardCharsets.US_ASCII))
                .putInt(tiff.length)
                .put(tiff);
        assertThat(Turned.way(FileType.WEBP, webp.array())).isEqualTo(6);
    }

    @Test
    void whatCannotBeReadIsUpright() throws IOException {
        assertThat(Turned.way(FileType.JPEG, drawn("jpg"))).isEqualTo(1);
        assertThat(Turned.way(FileType.JPEG, jpeg(9, ByteOrder.BIG_ENDIAN))).isEqualTo(1);
        var random = new Random(4711);
        var whole = jpeg(6, ByteOrder.BIG_ENDIAN);
        for (var time = 0; time < 2_000; time++) {
            var broken = Arrays.copyOf(whole, 2 + random.nextInt(60));
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            for (var type : FileType.values()) {
                assertThat(Turned.way(type, broken)).isBetween(1, 8);
            }
        }
    }
}

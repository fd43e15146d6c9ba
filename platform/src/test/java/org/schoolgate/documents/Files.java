package org.schoolgate.documents;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/** Files to bring as evidence, made on the spot. */
public final class Files {
    private static final int WIDTH_IN_PNG = 16;

    private Files() {}

    /** Stripes of black and white, so that a cover can be told from the picture. */
    public static byte[] picture(String format, int wide, int high) {
        var image = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
        for (var x = 0; x < wide; x++) {
            for (var y = 0; y < high; y++) {
                image.setRGB(x, y, (x / 2 % 2 == 0 ? Color.BLACK : Color.WHITE).getRGB());
            }
        }
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return out.toByteArray();
    }

    public static byte[] png() {
        return picture("png", 160, 120);
    }

    /** A small file that claims to be a picture of that many dots. */
    static byte[] bomb(int wide, int high) {
        var bytes = ByteBuffer.wrap(picture("png", 4, 4));
        bytes.putInt(WIDTH_IN_PNG, wide).putInt(WIDTH_IN_PNG + 4, high);
        var sum = new CRC32();
        sum.update(bytes.array(), WIDTH_IN_PNG - 4, 17);
        bytes.putInt(WIDTH_IN_PNG + 13, (int) sum.getValue());
        return bytes.array();
    }

    /** One grey dot. */
    static byte[] webp() {
        return Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
    }

    public static byte[] pdf() {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            document.addPage(new PDPage());
            document.save(out);
            return out.toByteArray();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static byte[] message() {
        return words(
                "From: a@example.org\r\nTo: b@example.org\r\nSubject: You\r\nDate: Thu, 19 Nov 2026\r\n\r\nGo away.\r\n");
    }

    public static byte[] words(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }
}

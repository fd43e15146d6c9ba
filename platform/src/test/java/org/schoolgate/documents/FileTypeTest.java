package org.schoolgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.schoolgate.testing.Keeps;

class FileTypeTest {
    @Test
    @Keeps("SEC-18")
    void aFileIsWhatItsBytesSay() {
        assertThat(FileType.of(Files.png())).contains(FileType.PNG);
        assertThat(FileType.of(Files.picture("jpg", 20, 20))).contains(FileType.JPEG);
        assertThat(FileType.of(Files.webp())).contains(FileType.WEBP);
        assertThat(FileType.of(Files.pdf())).contains(FileType.PDF);
        assertThat(FileType.of(Files.message())).contains(FileType.EML);
        assertThat(FileType.of(Files.words("It said: “go away”.\r\n"))).contains(FileType.TEXT);
    }

    @Test
    void whatIsNoneOfTheTypesOrNotWholeIsNone() {
        assertThat(FileType.of(Files.words("MZ\0\0"))).isEmpty();
        assertThat(FileType.of(Files.words("PK\u0003\u0004"))).isEmpty();
        assertThat(FileType.of(new byte[] {(byte) 0xc3, 0x28})).isEmpty();
        assertThat(FileType.of(Arrays.copyOf(Files.pdf(), 200))).isEmpty();
        assertThat(FileType.of(Files.words("GIF89a\u0001"))).isEmpty();
    }

    @Test
    void aNoteWithAColonIsNoMessage() {
        assertThat(FileType.of(Files.words("To: the head\nIt happened at break.\n")))
                .contains(FileType.TEXT);
    }

    @Test
    void whatClaimsToBeLargerThanAnyPictureIsNotUnpacked() {
        assertThat(Picture.fault(FileType.PNG, Files.bomb(20_000, 20_000))).contains(Picture.Fault.TOO_LARGE);
        assertThat(Picture.fault(FileType.PNG, Files.bomb(2_000_000, 2))).contains(Picture.Fault.TOO_LARGE);
        assertThat(Picture.fault(FileType.PNG, Arrays.copyOf(Files.png(), 20))).contains(Picture.Fault.BROKEN);
        assertThat(Picture.fault(FileType.PNG, Files.png())).isEmpty();
    }

    /** Stripes two dots wide are grey in a cover, and no more than twelve dots make it up. */
    @Test
    @Keeps("SEC-18")
    void aCoverShowsColoursAndNothingElse() throws IOException {
        var pictures = Map.of(
                FileType.PNG, Files.png(),
                FileType.JPEG, Files.picture("jpg", 4_000, 30),
                FileType.WEBP, Files.webp());
        for (var picture : pictures.entrySet()) {
            var cover = ImageIO.read(new ByteArrayInputStream(Picture.cover(picture.getKey(), picture.getValue())));
            assertThat(cover.getWidth()).isEqualTo(240);
        }
        var cover = ImageIO.read(new ByteArrayInputStream(Picture.cover(FileType.PNG, Files.png())));
        Set<Integer> greys = new HashSet<>();
        for (var x = 0; x < cover.getWidth(); x++) {
            greys.add(cover.getRGB(x, 100) & 0xff);
        }
        assertThat(greys).allMatch(grey -> grey > 20 && grey < 235);
    }

    @Test
    void aLargePictureIsShownSmallerAndWhole() throws IOException {
        var shown =
                ImageIO.read(new ByteArrayInputStream(Picture.shown(FileType.PNG, Files.picture("png", 5_000, 100))));
        assertThat(shown.getWidth()).isBetween(1_600, 2_000);
    }
}

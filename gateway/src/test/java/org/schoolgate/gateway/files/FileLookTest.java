package org.schoolgate.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.testing.Keeps;

class FileLookTest {
    static byte[] zip(String firstName) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(firstName));
            zip.write("anything".getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    static @Nullable FileKind kind(byte[] bytes, @Nullable String name) {
        return FileLook.of(bytes, null, name);
    }

    @ParameterizedTest
    @CsvSource({
        "4d5a9000, homework.png, PROGRAM",
        "7f454c4602, homework.txt, PROGRAM",
        "cafebabe0000, x, PROGRAM",
        "cffaedfe07, x, PROGRAM",
        "43723234, x, PROGRAM",
        "23212f62696e2f7368, x.txt, PROGRAM",
        "52617221 1a07, x.jpg, ARCHIVE",
        "377abcaf271c, x, ARCHIVE",
        "1f8b0800, x.csv, ARCHIVE",
        "fd377a585a00, x, ARCHIVE",
        "28b52ffd, x, ARCHIVE",
        "514649fb, x, DISK_IMAGE",
        "89504e470d0a, game.exe, ",
        "ffd8ffe0, x.iso, ",
        "255044462d, x.zip, ARCHIVE",
        "474946383961, game.jar, PROGRAM",
        "3c21444f435459504520, Example.com, ",
        "efbbbf0a3c68746d6c3e, Example.app, ",
        "3c68746d6c3e, homework.hta, PROGRAM",
        "3c68746d6c3e, game.run, PROGRAM",
        "90909090, x.com, PROGRAM",
        "3c68746d6c3e, app, ",
        "7b7d, zip, ",
        "474946383961, run.bat, PROGRAM",
        "49443303, homework.hta, PROGRAM",
        "474946383961, holiday.gif, ",
        "4c0000000114020000000000c0, homework, PROGRAM",
        "495453460300, homework, PROGRAM",
        "4d5357494d000000, homework, DISK_IMAGE",
        "000000206674797069736f6d, x.run, ",
        "3c68746d6c3e, index.html, ",
        "6563686f, install.bat, PROGRAM",
        "6563686f, install.BAT., PROGRAM",
        "00000000, windows.iso, DISK_IMAGE",
        "00000000, x.bin, DISK_IMAGE",
        "48656c6c6f, letter.docx, ",
        "d0cf11e0a1b11ae1, setup.msi, PROGRAM",
        "d0cf11e0a1b11ae1, letter.doc, "
    })
    @Keeps("FIL-16")
    void aFileIsWhatItsBytesSayAndOnlyThenWhatItIsCalled(String hex, String name, @Nullable FileKind kind) {
        assertThat(kind(HexFormat.of().parseHex(hex.replace(" ", "")), name)).isEqualTo(kind);
    }

    @Test
    void aDocumentThatIsPackedIsNoArchiveAndAProgramThatIsIsOne() throws Exception {
        assertThat(kind(zip("[Content_Types].xml"), "letter.docx")).isNull();
        assertThat(kind(zip("mimetype"), "book.epub")).isNull();
        assertThat(kind(zip("project.json"), "maze.sb3")).isNull();
        assertThat(kind(zip("game.exe"), "letter.docx")).isEqualTo(FileKind.ARCHIVE);
        assertThat(kind(zip("META-INF/MANIFEST.MF"), "x")).isEqualTo(FileKind.PROGRAM);
        assertThat(kind(zip("AndroidManifest.xml"), "x")).isEqualTo(FileKind.PROGRAM);
        byte[] tar = new byte[600];
        System.arraycopy("ustar".getBytes(US_ASCII), 0, tar, 257, 5);
        assertThat(kind(tar, "x")).isEqualTo(FileKind.ARCHIVE);
    }

    @Test
    void codingOnTheWayHidesNothing() throws Exception {
        byte[] program = Arrays.copyOf(HexFormat.of().parseHex("4d5a9000"), 4000);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(program);
        }
        ByteArrayOutputStream deflate = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflate)) {
            out.write(program);
        }
        assertThat(FileLook.of(gzip.toByteArray(), "GZIP", "x.html")).isEqualTo(FileKind.PROGRAM);
        assertThat(FileLook.of(deflate.toByteArray(), "deflate", "x.html")).isEqualTo(FileKind.PROGRAM);
        byte[] zstd = Zstd.compress(program);
        assertThat(FileLook.of(zstd, "zstd", "x.html")).isEqualTo(FileKind.PROGRAM);
        assertThat(FileLook.of(brotli(program), "br", "x.html")).isEqualTo(FileKind.PROGRAM);
        byte[] nested = brotli(Zstd.compress(gzip.toByteArray()));
        assertThat(FileLook.of(nested, "gzip, zstd, br", "x.html"))
                .as("one over the other")
                .isEqualTo(FileKind.PROGRAM);
        byte[] noise = new byte[40_000];
        new Random(3).nextBytes(noise);
        System.arraycopy(program, 0, noise, 0, 4);
        for (String coding : List.of("br", "zstd", "gzip")) {
            byte[] coded = switch (coding) {
                case "br" -> brotli(noise);
                case "zstd" -> Zstd.compress(noise);
                default -> gzip(noise);
            };
            assertThat(FileLook.of(Arrays.copyOf(coded, FileLook.ENOUGH), coding, "x.html"))
                    .as("of what is longer, the first bytes of " + coding)
                    .isEqualTo(FileKind.PROGRAM);
        }
        for (String coding : List.of("gzip", "zstd", "deflate, zstd", "utf-8", "x-new, compress", "aws-chunked,")) {
            assertThat(FileLook.of(program, coding, "x.html"))
                    .as("not coded as it says, or in no way that anybody takes off: %s", coding)
                    .isEqualTo(FileKind.PROGRAM);
        }
        assertThat(FileLook.of(Arrays.copyOf(gzip.toByteArray(), 12), "gzip", "x.html"))
                .as("cut off, and no archive")
                .isNull();
    }

    @Test
    void whatNobodyHereCanReadGoesByItsNameAndIsNotLookedInto() {
        byte[] program = HexFormat.of().parseHex("4d5a9000");
        for (String coding : List.of("dcb", "dcz", "gzip, DCB", "x-new, gzip", "br, br, br, br, br", ",,,,,")) {
            assertThat(FileLook.of(program, coding, "game.exe")).isEqualTo(FileKind.PROGRAM);
            assertThat(FileLook.of(program, coding, "page.html")).isNull();
            assertThat(isSealed(program, coding)).as(coding).isTrue();
        }
        for (String coding : List.of("gzip", "br, identity", "utf-8", "x-new, compress", "")) {
            assertThat(isSealed(program, coding)).as(coding).isFalse();
        }
    }

    private static boolean isSealed(byte[] first, String coding) {
        return FileLook.beginning(first, new FileHead(false, coding, "page", "text/html", true))
                .isSealed();
    }

    @ParameterizedTest
    @CsvSource({
        "'data: hello', AS_IT_COMES",
        "'event: news', AS_IT_COMES",
        "':', AS_IT_COMES",
        "'\u00ef\u00bb\u00bfretry: 10', AS_IT_COMES",
        "'dat', PASSING",
        "'<html>', PASSING",
        "'%PDF-1.7', PASSING",
        "'MZ', WAITING",
        "'{\\rtf1', WAITING"
    })
    void aStreamOfEventsIsOneByItsBytesToo(String begins, How how) {
        byte[] first = begins.getBytes(ISO_8859_1);
        assertThat(FileLook.beginning(first, told(false, "Text/Event-Stream; charset=utf-8"))
                        .how())
                .isEqualTo(how);
        assertThat(FileLook.beginning(first, told(false, "text/plain")).how()).isNotEqualTo(How.AS_IT_COMES);
        assertThat(FileLook.beginning(first, told(true, "text/event-stream")).how())
                .as("nobody sends events to a site")
                .isNotEqualTo(How.AS_IT_COMES);
    }

    private static FileHead told(boolean sent, String type) {
        return new FileHead(sent, null, "page", type, false);
    }

    /** Half a megabyte of a program that packs as programs do: some of it again and again, much of it not. */
    static byte[] program() {
        byte[] program = new byte[500_000];
        Random random = new Random(5);
        for (int at = 0; at < program.length; at += 16) {
            program[at] = (byte) random.nextInt();
            program[at + 1] = (byte) random.nextInt(16);
        }
        program[0] = 'M';
        program[1] = 'Z';
        return program;
    }

    static FirstBytes first(byte[] coded, String coding, int piece) {
        FirstBytes first = new FirstBytes(coding);
        for (int at = 0; !first.areEnough() && at < coded.length; at += piece) {
            first.add(Unpooled.wrappedBuffer(coded, at, Math.min(piece, coded.length - at)));
        }
        return first;
    }

    @Test
    @Keeps("FIL-16")
    void ofWhatIsCodedAsManyBytesAreAwaitedAsTellWhatItIs() throws Exception {
        byte[] program = program();
        for (String coding : List.of("br", "zstd", "gzip")) {
            byte[] coded = switch (coding) {
                case "br" -> brotli(program);
                case "zstd" -> Zstd.compress(program);
                default -> gzip(program);
            };
            for (int piece : new int[] {700, 1_460, 16_384}) {
                byte[] first = first(coded, coding, piece).get();
                assertThat(first.length).as(coding).isLessThan(FileLook.ENOUGH_CODED);
                assertThat(FileLook.of(first, coding, "x.html")).as(coding).isEqualTo(FileKind.PROGRAM);
            }
        }
    }

    @Test
    void whatNobodyCanReadSoonIsLookedThroughWhole() throws Exception {
        byte[] silent = new byte[FileLook.ENOUGH_CODED + 1_000];
        byte[] empty = gzip(new byte[0]);
        for (int at = 0; at + empty.length <= silent.length; at += empty.length) {
            System.arraycopy(empty, 0, silent, at, empty.length);
        }
        FirstBytes first = first(silent, "gzip", 1_460);
        assertThat(first.get()).hasSize(FileLook.ENOUGH_CODED);
        assertThat(FileLook.beginning(first.get(), new FileHead(false, "gzip", "x.html", "text/html", true))
                        .isSealed())
                .isTrue();
        assertThat(FileLook.of(silent, "gzip", "x.html")).isNull();
    }

    @Test
    void ofWhatIsNotCodedAThousandBytesAreEnough() {
        FirstBytes first = new FirstBytes(null);
        first.add(Unpooled.wrappedBuffer(new byte[15]));
        assertThat(first.tellSomething()).isFalse();
        first.add(Unpooled.wrappedBuffer(new byte[1]));
        assertThat(first.tellSomething()).isTrue();
        assertThat(first.areEnough()).isFalse();
        first.add(Unpooled.wrappedBuffer(new byte[5_000]));
        assertThat(first.areEnough()).isTrue();
        assertThat(first.get()).hasSize(FileLook.ENOUGH);
    }

    static byte[] brotli(byte[] bytes) throws IOException {
        Brotli4jLoader.ensureAvailability();
        return Encoder.compress(bytes);
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "attachment; filename=game.exe | /x | game.exe",
                "attachment; filename=\"my game.exe\" | /x | my game.exe",
                "attachment; filename=\"x.txt\"; filename*=UTF-8''g%C3%A4me.exe | /x | gäme.exe",
                "inline | /a/b%20c.exe?x=/y.txt | b c.exe",
                "- | /a/b.exe | b.exe",
                "- | /a%zz.exe | a%zz.exe",
                "- | / | ''",
                "- | - | -"
            })
    void aFileIsCalledWhatTheComputerWouldCallIt(
            @Nullable String disposition, @Nullable String path, @Nullable String name) {
        assertThat(FileName.of(disposition, path)).isEqualTo(name);
    }
}

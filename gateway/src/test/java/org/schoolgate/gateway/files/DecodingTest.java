package org.schoolgate.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultEventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.testing.Keeps;

/** Codings over each other: what flows between them is bounded, too. */
class DecodingTest {
    static final List<String> CODINGS = List.of("gzip", "deflate", "br", "zstd");
    /** A part of gzip in which there is nothing. */
    static final String EMPTY_PART = "1f8b08000000000000ff 0300 0000000000000000";

    static final byte[] SAID = "said".getBytes(ISO_8859_1);

    /** Each coding over each. */
    static Stream<String> pairs() {
        return CODINGS.stream().flatMap(inner -> CODINGS.stream().map(outer -> inner + ", " + outer));
    }

    static byte[] coded(byte[] bytes, String coding) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (coding) {
            case "gzip" -> {
                try (OutputStream gzip = new GZIPOutputStream(out)) {
                    gzip.write(bytes);
                }
            }
            case "deflate" -> {
                try (OutputStream deflate = new DeflaterOutputStream(out)) {
                    deflate.write(bytes);
                }
            }
            case "br" -> {
                Brotli4jLoader.ensureAvailability();
                out.write(Encoder.compress(bytes));
            }
            case "zstd" -> out.write(Zstd.compress(bytes));
            default -> throw new IllegalArgumentException(coding);
        }
        return out.toByteArray();
    }

    /** What says {@link #SAID} after so many bytes at least that say nothing. */
    static byte[] hesitant(String coding, int nothing) {
        return switch (coding) {
            case "gzip" ->
                joined("1f8b08000000000000ff", nothing, "0000 00ffff", "010400fbff 73616964 d6043bef 04000000");
            case "deflate" -> joined("7801", nothing, "0000 00ffff", "010400fbff 73616964 042901a2");
            case "br" -> joined("0c", nothing, "06", "180008 73616964 03");
            case "zstd" -> joined("", nothing, "502a4d18 00000000", "28b52ffd 2004 210000 73616964");
            default -> throw new IllegalArgumentException(coding);
        };
    }

    private static byte[] joined(String before, int nothing, String again, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(hex(before));
        byte[] block = hex(again);
        for (int size = 0; size < nothing; size += block.length) {
            out.writeBytes(block);
        }
        out.writeBytes(hex(after));
        return out.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] decoded(byte[] bytes, String codings, long most) throws IOException {
        try (InputStream in = Objects.requireNonNull(Decoding.of(new ByteArrayInputStream(bytes), codings, most))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    @Keeps("FIL-16")
    void whatFlowsFromOneCodingIntoTheNextIsBoundedThoughNothingComesOfIt(String codings) throws Exception {
        String inner = codings.substring(0, codings.indexOf(','));
        String outer = codings.substring(codings.indexOf(' ') + 1);
        byte[] flows = hesitant(inner, 1 << 20);
        byte[] bomb = coded(flows, outer);
        assertThat(bomb).as("in few bytes").hasSizeLessThan(flows.length / 10);
        assertThat(decoded(bomb, codings, flows.length)).isEqualTo(SAID);
        assertThatThrownBy(() -> decoded(bomb, codings, flows.length / 2)).isInstanceOf(FileParts.TooMuch.class);
    }

    @Test
    @Keeps("FIL-16")
    void aLookAtTheFirstBytesTakesNoMoreThanALookNeeds() throws Exception {
        byte[] twice = coded(hesitant("gzip", 4 << 20), "gzip");
        byte[] bomb = coded(twice, "gzip");
        assertThat(bomb).hasSizeLessThan(FileLook.ENOUGH);
        try (InputStream in = Objects.requireNonNull(Decoding.of(new ByteArrayInputStream(bomb), "gzip, gzip, gzip"))) {
            assertThatThrownBy(in::read).isInstanceOf(FileParts.TooMuch.class);
        }
    }

    @Test
    void aLookTakesAnyNumberOfEmptyParts() throws Exception {
        byte[] empty = coded(new byte[0], "gzip");
        byte[] parts = new byte[1_000_000 / empty.length * empty.length];
        for (int at = 0; at < parts.length; at += empty.length) {
            System.arraycopy(empty, 0, parts, at, empty.length);
        }
        byte[] bomb = coded(coded(parts, "gzip"), "gzip");
        assertThat(bomb).hasSizeLessThan(FileLook.ENOUGH);
        try (InputStream in = Objects.requireNonNull(Decoding.of(new ByteArrayInputStream(bomb), "gzip, gzip, gzip"))) {
            assertThatThrownBy(in::read).isInstanceOf(FileParts.TooMuch.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gzip, zstd, br", "br, deflate", "deflate, gzip, zstd, br", "identity, gzip", "zstd, zstd", ""})
    void codingsOverEachOtherComeOff(String codings) throws Exception {
        byte[] plain = "what is written here ".repeat(10_000).getBytes(ISO_8859_1);
        byte[] bytes = plain;
        for (String coding : codings.split(", ", -1)) {
            bytes = CODINGS.contains(coding) ? coded(bytes, coding) : bytes;
        }
        assertThat(decoded(bytes, codings, plain.length)).isEqualTo(plain);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whoeverIsInterruptedGoesOnNoLonger(String codings) throws Exception {
        byte[] bomb = coded(
                hesitant(codings.substring(0, codings.indexOf(',')), 1 << 20),
                codings.substring(codings.indexOf(' ') + 1));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> decoded(bomb, codings, Long.MAX_VALUE)).isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Whoever reads gzip takes a fault for the end, where it looks for another part. */
    @Test
    void aFaultIsNoEnd() throws Exception {
        byte[] part = coded(SAID, "gzip");
        InputStream faulty = new InputStream() {
            private int at;

            @Override
            public int read() throws IOException {
                if (at == part.length) {
                    throw new IOException("the disk is gone");
                }
                return part[at++] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int one = read();
                into[offset] = (byte) one;
                return 1;
            }
        };
        try (InputStream in = Objects.requireNonNull(Decoding.of(faulty, "gzip", 1 << 20))) {
            assertThatThrownBy(in::readAllBytes).hasMessage("the disk is gone");
        }
    }

    /** It is not scanned as it came either, which says nothing of what it becomes. */
    @Test
    @Keeps("FIL-16")
    void whatHasTooMuchInItIsRefusedWhereItWaits(@TempDir Path folder) throws Exception {
        byte[] bomb = coded(hesitant("gzip", 2 << 20), "gzip");
        assertThat(examined(bomb, new FileHead(false, "gzip, gzip", "game.exe", null, false), folder))
                .isEqualTo(new Examined.Opaque(Examined.Lock.TOO_MUCH));
        assertThat(examined(bomb, new FileHead(false, "gzip, gzip", "games.zip", null, true), folder))
                .isEqualTo(new Examined.Opaque(Examined.Lock.TOO_MUCH));
    }

    @Test
    @Keeps("FIL-16")
    void whoeverHidesAFileBehindNothingGetsNone(@TempDir Path folder) throws Exception {
        FileHead page = new FileHead(false, "gzip", "x.html", "text/html", true);
        byte[] program = joined("", FileLook.ENOUGH_CODED, EMPTY_PART, "");
        byte[] hidden = coded("MZ and more".getBytes(ISO_8859_1), "gzip");
        byte[] text = coded("<p>hello</p>".getBytes(ISO_8859_1), "gzip");
        EventExecutor loop = new DefaultEventLoop();
        try (Examiner examiner = new Examiner(null, folder)) {
            assertThat(examined(examiner, with(program, hidden), page, folder, loop))
                    .isEqualTo(new Examined.Opaque(Examined.Lock.STRANGE));
            assertThat(examined(examiner, with(program, text), page, folder, loop))
                    .isEqualTo(new Examined.Good());
        } finally {
            loop.shutdownGracefully();
        }
    }

    private static byte[] with(byte[] before, byte[] after) {
        byte[] both = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, both, before.length, after.length);
        return both;
    }

    /** What comes of a body where a scanner takes files of 1 MB, and says nothing. */
    private static Examined examined(byte[] body, FileHead head, Path folder) throws Exception {
        EventExecutor loop = new DefaultEventLoop();
        try (ServerSocket silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Duration minute = Duration.ofMinutes(1);
            Scanner scanner = new Scanner(silent.getLocalSocketAddress(), 1 << 20, minute, minute, minute);
            try (Examiner examiner = new Examiner(scanner, folder)) {
                return examined(examiner, body, head, folder, loop);
            }
        } finally {
            loop.shutdownGracefully();
        }
    }

    private static Examined examined(Examiner examiner, byte[] body, FileHead head, Path folder, EventExecutor loop)
            throws Exception {
        CompletableFuture<Examined> examined = new CompletableFuture<>();
        Spool spool = new Spool(
                new FirstBytes(head.encoding()),
                folder,
                Runnable::run,
                examiner.most(),
                new AtomicLong(examiner.most()),
                UnpooledByteBufAllocator.DEFAULT,
                () -> {});
        spool.add(Unpooled.wrappedBuffer(body), loop);
        examiner.examine(spool, head, true, loop, examined::complete);
        return examined.get(1, TimeUnit.MINUTES);
    }
}

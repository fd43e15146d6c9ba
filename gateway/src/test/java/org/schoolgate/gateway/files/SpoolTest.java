package org.schoolgate.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultEventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.testing.Keeps;

/** Nobody looks at a piece of a file and takes it for the whole. */
@SuppressWarnings("NullAway.Init") // made before each
class SpoolTest {
    private static final int MOST = 4 * Spool.BLOCK;

    private final byte[] file = new byte[2 * Spool.BLOCK + 1_000];

    /** What the disk is still to do. */
    private final Deque<Runnable> disk = new ArrayDeque<>();

    private Path folder;
    private Spool spool;

    @BeforeEach
    void fill(@TempDir Path data) {
        new Random(5).nextBytes(file);
        folder = data.resolve("waiting");
        spool = new Spool(
                new FirstBytes(null),
                folder,
                disk::add,
                MOST,
                new AtomicLong(MOST),
                UnpooledByteBufAllocator.DEFAULT,
                () -> {});
        assertThat(spool.add(Unpooled.wrappedBuffer(file), Runnable::run)).isTrue();
        assertThat(disk).hasSize(2);
    }

    @Test
    void whatIsOnDiskAndInMemoryIsReadAsOne() throws Exception {
        Files.createDirectory(folder);
        disk.remove().run();
        disk.remove().run();
        assertThat(spool.read().readAllBytes()).isEqualTo(file);
        assertThat(spool.hasFailed()).isFalse();
    }

    @Test
    @Keeps("FIL-16")
    void whatTheDiskWouldNotTakeIsAFault() {
        disk.remove().run();
        disk.remove().run();
        assertThatThrownBy(() -> spool.read().readAllBytes()).isInstanceOf(IOException.class);
        assertThat(spool.hasFailed()).isTrue();
    }

    @Test
    @Keeps("FIL-16")
    void soIsABlockThatIsMissingInTheMiddle() throws Exception {
        disk.remove().run();
        Files.createDirectory(folder);
        disk.remove().run();
        assertThatThrownBy(() -> spool.read().readAllBytes()).isInstanceOf(IOException.class);
        spool.read(0, Runnable::run, block -> assertThat(block).isNull());
        disk.remove().run();
    }

    @Test
    @Keeps("FIL-16")
    void whatTheDiskWouldNotTakeIsRefusedWhereItWaitsAndGoesOnUnseenElse() throws Exception {
        disk.remove().run();
        disk.remove().run();
        EventExecutor loop = new DefaultEventLoop();
        try (ServerSocket silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Duration minute = Duration.ofMinutes(1);
            Scanner scanner = new Scanner(silent.getLocalSocketAddress(), MOST, minute, minute, minute);
            try (Examiner examiner = new Examiner(scanner, folder)) {
                assertThat(examined(examiner, "game.exe", false, loop))
                        .isEqualTo(new Examined.Unseen(Examined.Why.BUSY));
                assertThat(examined(examiner, "games.zip", true, loop))
                        .as("an archive that is looked into")
                        .isEqualTo(new Examined.Unseen(Examined.Why.BUSY));
                assertThat(examined(examiner, "page.html", false, loop)).isEqualTo(new Examined.Good());
            }
        } finally {
            loop.shutdownGracefully();
        }
    }

    private Examined examined(Examiner examiner, String name, boolean noPrograms, EventExecutor loop) throws Exception {
        CompletableFuture<Examined> examined = new CompletableFuture<>();
        examiner.examine(spool, new FileHead(false, null, name, null, noPrograms), true, loop, examined::complete);
        return examined.get(1, TimeUnit.MINUTES);
    }
}

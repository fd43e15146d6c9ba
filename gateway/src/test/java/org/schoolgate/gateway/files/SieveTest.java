package org.schoolgate.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.testing.Keeps;

class SieveTest {
    private static final FileHead PAGE = new FileHead(false, null, null, "text/html", false);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Passed passed = new Passed();
    private Examiner examiner;
    private Sieve sieve;

    /** What went on. */
    private static final class Passed implements Sieve.Side {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void pass(ByteBuf bytes) {
            text.append(bytes.toString(ISO_8859_1));
            bytes.release();
        }

        @Override
        public void flush() {}

        @Override
        public void passed() {
            text.append('.');
        }

        @Override
        public void refused(Examined why) {
            text.append('!');
        }

        @Override
        public boolean takesMore() {
            return true;
        }

        @Override
        public void readOn(boolean more) {}
    }

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        channel.freezeTime();
        examiner = new Examiner(null, folder.resolve("waiting"));
        sieve = examiner.sieve(channel.eventLoop(), PAGE, false, passed);
    }

    @AfterEach
    void close() {
        sieve.cancel();
        channel.close();
        examiner.close();
    }

    private void comes(String text) {
        sieve.add(Unpooled.copiedBuffer(text, ISO_8859_1));
        sieve.paused();
    }

    private void goesBy(long milliseconds) {
        channel.advanceTimeBy(milliseconds, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    @Keeps("FIL-16")
    void whatMayBeTheWholeOfAPageWaitsForItsEndAndNotForLong() {
        comes("a page");
        goesBy(Sieve.PAUSE.toMillis() - 1);
        assertThat(passed.text).isEmpty();
        goesBy(1);
        assertThat(passed.text).hasToString("a page");
    }

    @Test
    void ofALongPageOnlyTheLastWaits() {
        String beginning = "b".repeat(50_000);
        String end = "e".repeat(Sieve.MAYBE_THE_END);
        comes(beginning + end);
        assertThat(passed.text).hasToString(beginning);
        comes("m");
        assertThat(passed.text).hasToString(beginning + "e");
        goesBy(Sieve.PAUSE.toMillis());
        assertThat(passed.text).hasToString(beginning + end + "m");
    }

    @Test
    void aPageThatIsWrittenBitByBitIsReadBitByBit() {
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            comes("bit");
            written.append("bit");
            goesBy(Sieve.PAUSE.toMillis());
            assertThat(passed.text).hasToString(written.toString());
        }
    }

    @Test
    void whatNobodyWantsAnyMoreGoesOnNoMore() {
        comes("a page");
        sieve.cancel();
        goesBy(Sieve.PAUSE.toMillis());
        assertThat(passed.text).isEmpty();
    }
}

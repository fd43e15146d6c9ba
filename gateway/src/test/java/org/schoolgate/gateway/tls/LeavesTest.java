package org.schoolgate.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.testing.Line;

class LeavesTest {
    @TempDir
    Path folder;

    @Test
    @Line("D14")
    void howeverOftenASiteIsVisitedItsCertificateIsMadeAnewBeforeItEnds() throws Exception {
        AtomicLong nanos = new AtomicLong();
        SchoolAuthority authority = SchoolAuthority.in(folder, Clock.systemUTC());
        try (Leaves leaves = new Leaves(authority, 10, nanos::get)) {
            var site = leaves.of("maps.example", authority.chain().getFirst());
            var page = leaves.of("casino.example", null);
            for (int hour = 0; hour < 11; hour++) {
                nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
                assertThat(leaves.of("casino.example", null)).isSameAs(page);
                assertThat(leaves.of("maps.example", authority.chain().getFirst()))
                        .isSameAs(site);
            }
            nanos.addAndGet(TimeUnit.HOURS.toNanos(2));
            assertThat(leaves.of("casino.example", null)).isNotSameAs(page);
            for (int hour = 13; hour < 71; hour++) {
                nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
                assertThat(leaves.of("maps.example", authority.chain().getFirst()))
                        .isSameAs(site);
            }
            nanos.addAndGet(TimeUnit.HOURS.toNanos(2));
            assertThat(leaves.of("maps.example", authority.chain().getFirst())).isNotSameAs(site);
        }
    }
}

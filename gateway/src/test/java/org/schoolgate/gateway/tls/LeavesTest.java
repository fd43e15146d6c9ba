package org.schoolgate.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ReferenceCounted;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
            var site = leaves.of("maps.example", authority.chain().getFirst()).context();
            var page = leaves.of("casino.example", null).context();
            for (int hour = 0; hour < 11; hour++) {
                nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
                assertThat(leaves.of("casino.example", null).context()).isSameAs(page);
                assertThat(leaves.of("maps.example", authority.chain().getFirst())
                                .context())
                        .isSameAs(site);
            }
            nanos.addAndGet(TimeUnit.HOURS.toNanos(2));
            assertThat(leaves.of("casino.example", null).context()).isNotSameAs(page);
            for (int hour = 13; hour < 71; hour++) {
                nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
                assertThat(leaves.of("maps.example", authority.chain().getFirst())
                                .context())
                        .isSameAs(site);
            }
            nanos.addAndGet(TimeUnit.HOURS.toNanos(2));
            assertThat(leaves.of("maps.example", authority.chain().getFirst()).context())
                    .isNotSameAs(site);
        }
    }

    @Test
    void howeverManySitesAreVisitedNoMoreAreHeldThanAreKeptAndInUse() throws Exception {
        SchoolAuthority authority = SchoolAuthority.in(folder, Clock.systemUTC());
        X509Certificate upstream = authority.chain().getFirst();
        List<ReferenceCounted> contexts = new ArrayList<>();
        try (Leaves leaves = new Leaves(authority, 10, System::nanoTime)) {
            Leaves.Held inUse = leaves.of("long.example", upstream);
            for (int i = 0; i < 40; i++) {
                Leaves.Held held = leaves.of("site-%d.example".formatted(i), upstream);
                contexts.add((ReferenceCounted) held.context().join());
                held.letGo();
                held.letGo();
            }
            assertThat(contexts.subList(0, 30))
                    .extracting(ReferenceCounted::refCnt)
                    .containsOnly(0);
            assertThat(contexts.subList(30, 40))
                    .extracting(ReferenceCounted::refCnt)
                    .containsOnly(1);
            ReferenceCounted used = (ReferenceCounted) inUse.context().join();
            assertThat(used.refCnt()).isEqualTo(1);
            inUse.letGo();
            assertThat(used.refCnt()).isZero();
        }
        assertThat(contexts).extracting(ReferenceCounted::refCnt).containsOnly(0);
    }
}

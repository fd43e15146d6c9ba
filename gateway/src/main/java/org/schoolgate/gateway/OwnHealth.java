package org.schoolgate.gateway;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.dns.DnsFigures;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.files.Examiner;
import org.schoolgate.gateway.journal.EventSender;
import org.schoolgate.gateway.journal.Journals;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.policy.PolicyFeed;
import org.schoolgate.gateway.policy.PolicyInForce;
import org.schoolgate.gateway.proxy.Health;
import org.schoolgate.gateway.radius.AccountingServer;

/** How a gateway is: which policy it enforces and how old that is, and what waits in its journal. */
record OwnHealth(
        PolicyInForce inForce,
        PolicyFeed feed,
        ListsInUse.Lists lists,
        Journals journals,
        EventSender sender,
        Supplier<List<Integer>> ports,
        Supplier<AccountingServer.@Nullable State> radius,
        Supplier<@Nullable DnsFigures> dns,
        Examiner examiner,
        Clock clock)
        implements Health {

    @Override
    public boolean isWell() {
        return inForce.current() != null;
    }

    @Override
    public String json() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        Policy policy = inForce.current();
        all.put("proxyPorts", ports.get());
        all.put("policy", policy == null ? null : policy.copy().tag());
        all.put("policyMadeAt", policy == null ? null : policy.copy().madeAt());
        all.put(
                "policyAgeSeconds",
                policy == null
                        ? null
                        : Duration.between(policy.copy().madeAt(), clock.instant())
                                .toSeconds());
        all.put("policyFaults", policy == null ? null : policy.faults());
        all.put("platformHeardAt", feed.lastContact());
        all.put("platformTrouble", feed.trouble());
        all.put("listedNames", lists.image().names());
        all.put("listsTrouble", lists.trouble());
        all.put("journal", journals.own().state());
        all.put("eventsWaiting", journals.waiting());
        all.put("eventsTrouble", sender.trouble());
        all.put("radius", radius.get());
        all.put("dns", dns.get());
        all.put("scanner", examiner.state());
        all.put("bufferBytes", bufferBytes());
        return Feed.JSON.writeValueAsString(all);
    }

    /** What the network's buffers take beside the heap. */
    private static long bufferBytes() {
        return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider known
                ? known.metric().usedDirectMemory()
                : 0;
    }
}

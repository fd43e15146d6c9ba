package org.schoolgate.gateway.dns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.proxy.Inside;

/** Finds answers: from those it keeps, or from the school's name servers, each once for all who wait for it. */
final class Resolver {
    private static final int LONGEST_KEPT_SECONDS = 86_400;
    private static final int LONGEST_WITHOUT_SECONDS = 300;

    /** Without a word on it, so long is a name taken not to be there. */
    private static final int WITHOUT_A_WORD_SECONDS = 5;

    private static final int FAILURE_SECONDS = 1;

    private final Cache cache;
    private final Upstream upstream;
    private final Inside inside;
    private final Map<Key, List<Consumer<Kept>>> waiting = new HashMap<>();

    Resolver(Cache cache, Upstream upstream, Inside inside) {
        this.cache = cache;
        this.upstream = upstream;
        this.inside = inside;
    }

    /** The clock by which answers end. */
    static long now() {
        return System.nanoTime() / 1_000_000_000L;
    }

    /** An answer that is there already. */
    @Nullable
    Kept fresh(Key key, long now) {
        return cache.fresh(key, now);
    }

    /**
     * Looks it up, and tells when it is known, which may be at once.
     *
     * @param trusted whether the name may lead to an address inside the school
     */
    void find(Key key, boolean trusted, Consumer<Kept> then) {
        List<Consumer<Kept>> others = waiting.get(key);
        if (others != null) {
            others.add(then);
            return;
        }
        List<Consumer<Kept>> all = new ArrayList<>(1);
        all.add(then);
        waiting.put(key, all);
        byte[] wanted = Names.of(key.wanted());
        upstream.ask(wanted, key.type(), new Upstream.Waiting() {
            @Override
            public void slow() {
                Kept stale = cache.stale(key, now());
                if (stale != null) {
                    tell(all, stale);
                }
            }

            @Override
            public void answered(@Nullable Message message) {
                Kept kept = message == null ? null : kept(key, wanted, trusted, message);
                Kept stale = kept == null || kept.code() == Code.SERVER_FAILURE ? cache.stale(key, now()) : null;
                if (kept == null) {
                    kept = new Kept(
                            Code.SERVER_FAILURE, Sections.NONE, List.of(), null, now() + FAILURE_SECONDS, false);
                }
                if (stale == null) {
                    cache.put(key, kept);
                }
                waiting.remove(key);
                tell(all, stale == null ? kept : stale);
            }
        });
    }

    private static void tell(List<Consumer<Kept>> all, Kept kept) {
        List<Consumer<Kept>> now = List.copyOf(all);
        all.clear();
        now.forEach(one -> one.accept(kept));
    }

    private Kept kept(Key key, byte[] wanted, boolean trusted, Message message) {
        boolean good = message.code() == Code.NO_ERROR || message.code() == Code.NO_SUCH_NAME;
        if (!good) {
            return new Kept(Code.SERVER_FAILURE, Sections.NONE, List.of(), null, now() + FAILURE_SECONDS, false);
        }
        List<Rr> chain = Chain.of(wanted, key.type(), message.answers());
        Cleaning cleaning = new Cleaning(inside, trusted).add(chain);
        boolean without =
                message.code() == Code.NO_SUCH_NAME || chain.stream().noneMatch(rr -> rr.type() == key.type());
        boolean emptied =
                cleaning.inside != null && cleaning.records.stream().noneMatch(rr -> Type.isAddress(rr.type()));
        List<Rr> authority = without
                ? message.authority().stream()
                        .filter(rr -> rr.type() == Type.SOA)
                        .limit(1)
                        .toList()
                : List.of();
        List<Rr> answers = new ArrayList<>();
        byte[] asked = Names.of(key.asked());
        if (key.isInstead()) {
            answers.add(new Rr(asked, Type.CNAME, LONGEST_KEPT_SECONDS, wanted));
        }
        answers.addAll(cleaning.records);
        return new Kept(
                message.code(),
                Sections.of(asked, answers, authority),
                cleaning.leads,
                emptied ? cleaning.inside : null,
                now() + seconds(chain, without, authority),
                false);
    }

    /** For how long an answer holds: as long as its shortest record; for what is not there, as its zone says (RFC 2308). */
    private static int seconds(List<Rr> chain, boolean without, List<Rr> authority) {
        int seconds = LONGEST_KEPT_SECONDS;
        for (Rr rr : chain) {
            seconds = Math.min(seconds, rr.seconds());
        }
        if (without) {
            int zone = authority.isEmpty() ? WITHOUT_A_WORD_SECONDS : minimum(authority.getFirst());
            seconds = Math.min(seconds, Math.min(zone, LONGEST_WITHOUT_SECONDS));
        }
        return seconds;
    }

    private static int minimum(Rr soa) {
        byte[] data = soa.data();
        int at = data.length - 4;
        int minimum = (data[at] & 0xff) << 24
                | (data[at + 1] & 0xff) << 16
                | (data[at + 2] & 0xff) << 8
                | (data[at + 3] & 0xff);
        return Math.max(0, Math.min(minimum, soa.seconds()));
    }
}

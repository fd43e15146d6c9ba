package org.schoolgate.gateway.who;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whom an address speaks for: by a ticket that a browser there brought, by the network, or by a log-on. */
public final class Bindings {
    /** A member of staff who does nothing for so long has left a computer that others use too. */
    public static final Duration STAFF_IDLE = Duration.ofMinutes(10);

    private final Map<InetAddress, List<Binding>> byAddress = new ConcurrentHashMap<>();
    private final AtomicBoolean changed = new AtomicBoolean();

    private static final class Binding {
        final Claim claim;
        final boolean staff;
        final Instant since;
        volatile Instant lastSeen;

        Binding(Claim claim, boolean staff, Instant since, Instant now) {
            this.claim = claim;
            this.staff = staff;
            this.since = since;
            this.lastSeen = now;
        }

        boolean isOf(Source source, String session) {
            return claim.source() == source && claim.session().equals(session);
        }

        boolean live(Set<String> ended, Instant now) {
            return now.isBefore(claim.until())
                    && !(claim.source() == Source.TICKET && ended.contains(claim.session()))
                    && !(staff && claim.source().isShared() && now.isAfter(lastSeen.plus(STAFF_IDLE)));
        }
    }

    /** What an address says of whoever is there. */
    public sealed interface Found {
        record Nobody() implements Found {}

        /**
         * One person.
         *
         * @param session the platform's, where they signed in there
         */
        record One(String reader, @Nullable String session, Source source) implements Found {}

        /** Several live people, so none of them. */
        record Several(Set<String> readers) implements Found {}
    }

    private static final Found NOBODY = new Found.Nobody();

    /**
     * From now on the address speaks for this reader too. If they have only now come, any adult who was there has gone, and
     * so has whomever the same source named before where it names one at a time.
     */
    public void bind(InetAddress address, Claim claim, boolean staff, Instant now) {
        byAddress.compute(address, (_, before) -> {
            List<Binding> all = before == null ? List.of() : before;
            Binding same = all.stream()
                    .filter(binding -> binding.isOf(claim.source(), claim.session())
                            && binding.claim.reader().equals(claim.reader()))
                    .findAny()
                    .orElse(null);
            List<Binding> after = new ArrayList<>();
            for (Binding binding : all) {
                boolean again = binding == same
                        || (binding.claim.source() == claim.source()
                                && (claim.source().isSingle()
                                        || binding.claim.reader().equals(claim.reader())));
                boolean gone =
                        same == null && binding.staff && !binding.claim.reader().equals(claim.reader());
                if (!again && !gone) {
                    after.add(binding);
                }
            }
            after.add(new Binding(claim, staff, same == null ? now : same.since, now));
            if (same == null) {
                changed.set(true);
            }
            return List.copyOf(after);
        });
    }

    /** What the source said of the address holds no longer. */
    public void vacate(InetAddress address, Source source) {
        release(address, binding -> binding.claim.source() == source);
    }

    /** A session is over. */
    public void release(InetAddress address, Source source, String session) {
        release(address, binding -> binding.isOf(source, session));
    }

    private void release(InetAddress address, Predicate<Binding> which) {
        byAddress.computeIfPresent(address, (_, before) -> {
            List<Binding> after =
                    before.stream().filter(binding -> !which.test(binding)).toList();
            if (after.size() != before.size()) {
                changed.set(true);
            }
            return after.isEmpty() ? null : after;
        });
    }

    /**
     * Whom the address speaks for now.
     *
     * @param ended sessions that are over by the policy in force
     */
    public Found at(InetAddress address, Set<String> ended, Instant now) {
        List<Binding> bindings = byAddress.get(address);
        if (bindings == null) {
            return NOBODY;
        }
        Binding one = null;
        Set<String> several = null;
        for (Binding binding : bindings) {
            if (!binding.live(ended, now)) {
                continue;
            }
            if (one == null || one.claim.reader().equals(binding.claim.reader())) {
                one = one == null || binding.claim.source().compareTo(one.claim.source()) < 0 ? binding : one;
            } else {
                several = several == null ? new TreeSet<>(Set.of(one.claim.reader())) : several;
                several.add(binding.claim.reader());
            }
        }
        if (several != null) {
            return new Found.Several(Set.copyOf(several));
        }
        return one == null ? NOBODY : found(one.claim);
    }

    private static Found found(Claim claim) {
        return new Found.One(claim.reader(), claim.source() == Source.TICKET ? claim.session() : null, claim.source());
    }

    /** Somebody at the address asked for something just now, which keeps a live session from idling out. */
    public void seen(InetAddress address, Set<String> ended, Instant now) {
        for (Binding binding : byAddress.getOrDefault(address, List.of())) {
            if (binding.live(ended, now)) {
                binding.lastSeen = now;
            }
        }
    }

    /** Forgets what is over. Whether any address has come to speak for others since it was asked last. */
    public boolean forgetEnded(Set<String> ended, Instant now) {
        boolean any = changed.getAndSet(false);
        for (InetAddress address : byAddress.keySet()) {
            byAddress.computeIfPresent(address, (_, before) -> {
                List<Binding> after = before.stream()
                        .filter(binding -> binding.live(ended, now))
                        .toList();
                if (after.size() == before.size()) {
                    return before;
                }
                changed.set(true);
                return after.isEmpty() ? null : after;
            });
        }
        return changed.getAndSet(false) || any;
    }

    /** One person at one address, for whoever goes on from here. */
    public record Bound(String address, Claim claim, boolean staff, Instant since, Instant lastSeen) {}

    /** All that is known, also of what is over. */
    public List<Bound> all() {
        List<Bound> all = new ArrayList<>();
        byAddress.forEach((address, bindings) -> bindings.forEach(binding -> all.add(
                new Bound(address.getHostAddress(), binding.claim, binding.staff, binding.since, binding.lastSeen))));
        return all;
    }

    /** Goes on from what another process knew. */
    public void goOnFrom(List<Bound> known) {
        for (Bound bound : known) {
            Binding binding = new Binding(bound.claim(), bound.staff(), bound.since(), bound.lastSeen());
            byAddress.merge(
                    InetAddress.ofLiteral(bound.address()),
                    List.of(binding),
                    (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
        }
        changed.set(true);
    }

    /** Everybody who is known somewhere now, by address. */
    public List<Sighting> sightings(Set<String> ended, Instant now) {
        List<Sighting> all = new ArrayList<>();
        byAddress.forEach((address, bindings) -> {
            boolean alone = !(at(address, ended, now) instanceof Found.Several);
            for (Binding binding : bindings) {
                if (binding.live(ended, now)) {
                    Claim claim = binding.claim;
                    all.add(new Sighting(
                            address,
                            claim.reader(),
                            claim.source(),
                            binding.since,
                            binding.lastSeen,
                            claim.until(),
                            alone));
                }
            }
        });
        return all;
    }
}

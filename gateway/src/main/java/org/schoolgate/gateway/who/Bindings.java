package org.schoolgate.gateway.who;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.schoolgate.gateway.feed.Ticket;

/** Which sessions an address speaks for, since a browser there carried a ticket to the gateway. */
public final class Bindings {
    /** A member of staff who does nothing for so long has left the computer. */
    public static final Duration STAFF_IDLE = Duration.ofMinutes(10);

    private final Map<InetAddress, List<Binding>> byAddress = new ConcurrentHashMap<>();

    private static final class Binding {
        final Ticket.Redeemed session;
        final boolean staff;
        volatile Instant lastSeen;

        Binding(Ticket.Redeemed session, boolean staff, Instant now) {
            this.session = session;
            this.staff = staff;
            this.lastSeen = now;
        }

        boolean live(Set<String> ended, Instant now) {
            return now.isBefore(session.until())
                    && !ended.contains(session.session())
                    && !(staff && now.isAfter(lastSeen.plus(STAFF_IDLE)));
        }
    }

    /** What an address says of whoever is there. */
    public sealed interface Found {
        record Nobody() implements Found {}

        record One(String reader, String session) implements Found {}

        /** Two live people, so neither. */
        record Several() implements Found {}
    }

    private static final Found NOBODY = new Found.Nobody();
    private static final Found SEVERAL = new Found.Several();

    /** From now on the address speaks for this session too. Any staff session there ends. */
    public void bind(InetAddress address, Ticket.Redeemed session, boolean staff, Instant now) {
        byAddress.compute(address, (_, before) -> {
            List<Binding> after = new ArrayList<>();
            if (before != null) {
                for (Binding binding : before) {
                    boolean same = binding.session.reader().equals(session.reader());
                    if (!binding.staff && !same) {
                        after.add(binding);
                    }
                }
            }
            after.add(new Binding(session, staff, now));
            return List.copyOf(after);
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
        for (Binding binding : bindings) {
            if (binding.live(ended, now)) {
                if (one != null) {
                    return SEVERAL;
                }
                one = binding;
            }
        }
        return one == null ? NOBODY : new Found.One(one.session.reader(), one.session.session());
    }

    /** Somebody at the address asked for something just now, which keeps a live session from idling out. */
    public void seen(InetAddress address, Set<String> ended, Instant now) {
        for (Binding binding : byAddress.getOrDefault(address, List.of())) {
            if (binding.live(ended, now)) {
                binding.lastSeen = now;
            }
        }
    }

    /** Forgets what is over; whether anything was. */
    public boolean forgetEnded(Set<String> ended, Instant now) {
        AtomicBoolean any = new AtomicBoolean();
        for (InetAddress address : byAddress.keySet()) {
            byAddress.computeIfPresent(address, (_, before) -> {
                List<Binding> after = before.stream()
                        .filter(binding -> binding.live(ended, now))
                        .toList();
                if (after.size() == before.size()) {
                    return before;
                }
                any.set(true);
                return after.isEmpty() ? null : after;
            });
        }
        return any.get();
    }
}

package org.schoolgate.journeys;

import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Holds every answer against what was right when it was asked for, and counts. */
final class Verdicts implements Doors.Ledger {
    /** How long after a change either answer is right. */
    static final Duration GRACE = Duration.ofMillis(Integer.getInteger("schoolgate.grace", 250));

    /** Until then the answer from before a change is late, and after it wrong. */
    private static final Duration LATE = Duration.ofMillis(Integer.getInteger("schoolgate.late", 10_000));

    private static final int MOST_TOLD = 50;
    private static final int LONGEST = 500;

    private final Map<String, Count> byDoor = new ConcurrentSkipListMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final BitSet answered = new BitSet();

    /** What came of the questions at one kind of door. */
    static final class Count {
        final AtomicInteger open = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        final AtomicInteger changing = new AtomicInteger();
        final AtomicInteger late = new AtomicInteger();
        final AtomicLong latest = new AtomicLong();
        final AtomicInteger wrong = new AtomicInteger();
        final AtomicInteger restarts = new AtomicInteger();
        final AtomicInteger cutOff = new AtomicInteger();
    }

    /** Somebody, a site, and all that has to stand open for them to reach it. */
    record Case(Doors.Who who, String site, List<Matter> matters) {
        /** What there is to know before it is asked, or after. */
        Moment at(int place, Edge edge) {
            return new Moment(
                    edge.moment(),
                    System.nanoTime(),
                    matters.stream().map(matter -> matter.at(place)).toList());
        }

        /** The site, of which a matter may say more. */
        String site(Moment moment) {
            return moment.known().stream()
                    .map(Matter.Known::site)
                    .filter(about -> !about.isEmpty() && about.endsWith(site))
                    .findFirst()
                    .orElse(site);
        }
    }

    /** An edge and the matters of a case at one time. */
    record Moment(int edge, long nanos, List<Matter.Known> known) {
        private boolean isSame(Moment later) {
            return edge == later.edge && known.equals(later.known);
        }

        /** Under which everything that was opened may still be used. */
        String key() {
            var key = new StringBuilder().append(edge);
            known.forEach(one -> key.append(' ').append(one.version()));
            return key.toString();
        }
    }

    int nextNumber() {
        return numbers.incrementAndGet();
    }

    @Override
    public void answered(int number) {
        synchronized (answered) {
            answered.set(number);
        }
    }

    /** All that were answered so far. */
    BitSet answered() {
        synchronized (answered) {
            return (BitSet) answered.clone();
        }
    }

    /** How many were asked so far. */
    int asked() {
        return numbers.get();
    }

    Count at(String door) {
        return byDoor.computeIfAbsent(door, _ -> new Count());
    }

    Map<String, Count> byDoor() {
        return byDoor;
    }

    /** What was wrong, in words; the first few of it. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    void fault(String words) {
        if (faults.size() < MOST_TOLD) {
            var line = words.replaceAll("\\s+", " ");
            var told = line.substring(0, Math.min(line.length(), LONGEST));
            faults.add(told);
            System.out.printf("      FAULT: %s%n", told);
        }
    }

    /** Somebody was answered. */
    void answered(String door, Edge edge, Case asked, Moment before, Moment after, Doors.Said said, int number) {
        var count = at(door);
        boolean isOpen = said == Doors.Said.OPEN;
        (isOpen ? count.open : count.closed).incrementAndGet();
        if (!before.isSame(after) || before.known().stream().anyMatch(known -> !known.holds(before.nanos(), GRACE))) {
            count.changing.incrementAndGet();
            return;
        }
        boolean open = before.known().stream().allMatch(Matter.Known::open);
        if (open == isOpen) {
            return;
        }
        long sinceMillis = before.known().stream()
                .mapToLong(known -> (before.nanos() - known.since()) / 1_000_000)
                .min()
                .orElse(Long.MAX_VALUE);
        if (sinceMillis < LATE.toMillis()) {
            count.late.incrementAndGet();
            count.latest.accumulateAndGet(sinceMillis, Math::max);
            return;
        }
        count.wrong.incrementAndGet();
        fault("%s at %s: %s was told %s at %s (%d), and it was %s for %d ms; %s"
                .formatted(
                        door,
                        edge.name(),
                        asked.who().name(),
                        said,
                        asked.site(before),
                        number,
                        open ? "open" : "closed",
                        sinceMillis,
                        asked.matters().stream().map(Matter::name).toList()));
    }

    /** Somebody was not answered. */
    void cutOff(String door, Edge edge, Case asked, Moment before, Moment after, Exception why, int number) {
        var count = at(door);
        if (!Edge.isUp(before.edge()) || before.edge() != after.edge()) {
            count.restarts.incrementAndGet();
        } else if (!(why instanceof Doors.Odd)
                && (!before.isSame(after)
                        || before.known().stream().anyMatch(known -> !known.holds(before.nanos(), LATE)))) {
            // it was called back by a change, be that one late
            count.changing.incrementAndGet();
        } else {
            count.cutOff.incrementAndGet();
            fault("%s at %s: %s had no answer at %s (%d) after %d ms: %s"
                    .formatted(
                            door,
                            edge.name(),
                            asked.who().name(),
                            asked.site(before),
                            number,
                            (after.nanos() - before.nanos()) / 1_000_000,
                            why));
        }
    }

    /** Asks on and on, a little later each time, until it is over. */
    void keepAsking(String name, Doors.Door door, Edge edge, int place, List<Case> cases, int pauseMillis, Until over) {
        var chance = new java.util.Random();
        while (!over.isOver()) {
            var asked = cases.get(chance.nextInt(cases.size()));
            var before = asked.at(place, edge);
            int number = nextNumber();
            try {
                var said = door.ask(asked.who(), asked.site(before), number, before.key());
                answered(name, edge, asked, before, asked.at(place, edge), said, number);
            } catch (IOException e) {
                closeQuietly(door);
                cutOff(name, edge, asked, before, asked.at(place, edge), e, number);
            } catch (InterruptedException e) {
                break;
            } catch (RuntimeException e) {
                closeQuietly(door);
                fault("%s at %s: %s".formatted(name, edge.name(), e));
            }
            try {
                Thread.sleep(pauseMillis / 2 + chance.nextInt(pauseMillis));
            } catch (InterruptedException e) {
                break;
            }
        }
        closeQuietly(door);
    }

    private static void closeQuietly(Doors.Door door) {
        try {
            door.close();
        } catch (IOException _) {
            // it is gone either way
        }
    }

    /** Whether it is over. */
    interface Until {
        boolean isOver();
    }
}

package org.schoolgate.gateway;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.share.Share;
import org.schoolgate.gateway.warm.WarmUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateways of one process: one for each school, with doors, a folder and threads of its own, so that nothing of a school is
 * within another's reach. What they have in common is the program, and category lists where they use the same.
 */
public final class Gateways {
    private static final Logger LOG = LoggerFactory.getLogger(Gateways.class);

    /** The name of a school that is alone in its process. */
    public static final String ONLY = "";

    private final Map<String, Gateway> open;
    private final Map<String, String> shut;

    private Gateways(Map<String, Gateway> open, Map<String, String> shut) {
        this.open = Collections.unmodifiableMap(open);
        this.shut = Collections.unmodifiableMap(shut);
    }

    /**
     * Starts them together, or none of them: what is wrong with any is found before a door opens. Where another process runs
     * them, this one takes its place school by school. Once it has taken one, what goes wrong with another is that school's
     * alone, which then stays where it was ({@link #shut}).
     *
     * @param schools what each must know, by its name, in the order in which they are to be shown
     * @throws IOException with a sentence for each school that is at fault
     */
    public static Gateways start(Map<String, GatewaySettings> schools) throws IOException {
        refuseIf(Apart.faults(schools));
        Map<String, Gateway> all = new ConcurrentHashMap<>();
        try {
            ListsInUse lists = new ListsInUse();
            if (schools.size() > 1) {
                LOG.info(
                        "each of {} schools may have {} connections to its doors, and as many that lead on",
                        schools.size(),
                        Share.of(schools.size()).clients().most());
            }
            refuseIf(together(schools, (name, settings) -> {
                Gateway gateway = Gateway.ready(settings, Share.of(schools.size()), lists);
                all.put(name, gateway);
                gateway.awaitPolicy();
                if (schools.size() > 1 && !gateway.isNext()) {
                    Apart.refuseIfTaken(settings);
                }
            }));
            warmUp(schools, all);
            Map<String, String> shut = open(schools.keySet(), all);
            Map<String, Gateway> open = new LinkedHashMap<>();
            schools.keySet().stream()
                    .filter(name -> !shut.containsKey(name))
                    .forEach(name -> open.put(name, of(name, all)));
            return new Gateways(open, shut);
        } catch (IOException | RuntimeException e) {
            all.values().forEach(Gateways::close);
            throw e;
        }
    }

    private static void warmUp(Map<String, GatewaySettings> schools, Map<String, Gateway> all) {
        String first = schools.keySet().iterator().next();
        schools.values().stream()
                .map(settings -> settings.warmUp)
                .max(Comparator.naturalOrder())
                .filter(most -> !most.isZero())
                .ifPresent(most -> WarmUp.run(of(first, all).image(), ways(schools.values()), most));
    }

    private static Set<Edge> ways(Collection<GatewaySettings> schools) {
        Set<Edge> ways = EnumSet.of(Edge.PROXY, Edge.INSPECTION);
        for (GatewaySettings settings : schools) {
            if (settings.dns != null) {
                ways.add(Edge.DNS_UDP);
            }
            if (settings.icap != null) {
                ways.add(Edge.ICAP);
            }
        }
        return ways;
    }

    /**
     * Opens the doors. Whoever takes nobody's place comes first: until somebody's was taken, all can be undone.
     *
     * @return why those that stay with the process before do so
     */
    private static Map<String, String> open(Set<String> names, Map<String, Gateway> all) throws IOException {
        Map<String, String> shut = new LinkedHashMap<>();
        boolean anyTaken = false;
        for (String name : names.stream()
                .sorted(Comparator.comparing(name -> of(name, all).isNext()))
                .toList()) {
            Gateway gateway = of(name, all);
            try {
                Whose.work(name, gateway::open);
                anyTaken |= gateway.isNext();
            } catch (IOException | RuntimeException e) {
                if (!anyTaken) {
                    throw new IOException(sentence(name, e), e);
                }
                shut.put(name, why(e));
                close(gateway);
            }
        }
        return shut;
    }

    private static Gateway of(String name, Map<String, Gateway> all) {
        return Objects.requireNonNull(all.get(name), name);
    }

    private static void refuseIf(List<String> faults) throws IOException {
        if (!faults.isEmpty()) {
            throw new IOException(String.join("\n", faults));
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        void on(String name, T what) throws IOException;
    }

    /** Does the same for each of them at once; what went wrong, in their order. */
    private static <T> List<String> together(Map<String, T> all, Work<T> work) {
        List<String> faults = new ArrayList<>();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("school-", 0).factory())) {
            Map<String, Future<?>> done = new LinkedHashMap<>();
            all.forEach((name, what) -> done.put(name, threads.submit(() -> {
                Whose.work(name, () -> work.on(name, what));
                return name;
            })));
            for (Map.Entry<String, Future<?>> one : done.entrySet()) {
                try {
                    one.getValue().get();
                } catch (ExecutionException e) {
                    faults.add(sentence(one.getKey(), e.getCause()));
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    faults.add(sentence(one.getKey(), new IOException("interrupted")));
                }
            }
        }
        return faults;
    }

    private static String sentence(String name, @Nullable Throwable fault) {
        if (!(fault instanceof IOException || fault instanceof IllegalArgumentException)) {
            throw new IllegalStateException(fault);
        }
        return name.equals(ONLY) ? why(fault) : name + ": " + why(fault);
    }

    /** What went wrong, in words. */
    public static String why(Throwable fault) {
        return switch (fault) {
            case NoSuchFileException missing -> "there is no file " + missing.getFile();
            case AccessDeniedException closed -> closed.getFile() + " cannot be read";
            default -> String.valueOf(fault.getMessage());
        };
    }

    /** Those that run here, by their names. */
    public Map<String, Gateway> open() {
        return open;
    }

    /** Those that another process goes on with, and why, by their names. */
    public Map<String, String> shut() {
        return shut;
    }

    /** Waits until all of them are closed, as they are when another process has taken their places. */
    public void awaitEnd() throws InterruptedException {
        for (Gateway gateway : open.values()) {
            gateway.awaitEnd();
        }
    }

    /**
     * Has all of them take no more, let what is under way end, hand over what was seen, and close; all at once.
     *
     * @param most after so long they close whatever is under way
     */
    public void leave(Duration most) {
        together(open, (_, gateway) -> gateway.leave(most));
    }

    private static void close(Gateway gateway) {
        try {
            gateway.close();
        } catch (IOException e) {
            LOG.warn("a gateway that was not to be opened closed badly: {}", e.getMessage());
        }
    }
}

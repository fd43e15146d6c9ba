package org.schoolgate.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One decision: of a line by the stream, of a host with its trace, and the reading of a host alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings({"missing-explicit-ctor", "NullAway.Init"}) // JMH makes it and calls prepare first
public class DecisionBenchmark {
    private static final int LINES = 1 << 17;
    private static final Profile PUPILS = new Profile("ks2", Set.of("c0", "c1", "c2"), Set.of("c3"), false, true);

    @Param({"1000000", "5000000"})
    private int names;

    @Param({"0", "1000"})
    private int rules;

    private Path file;
    private ListImage image;
    private Engine engine;
    private String[] lines;
    private Host[] hosts;
    private byte[] input;
    private VerdictStream stream;
    private int next;

    @Setup
    public void prepare() throws IOException {
        Random random = new Random(5);
        ImageBuilder builder = new ImageBuilder(random.nextLong());
        for (int i = 0; i < names; i++) {
            builder.add(builder.category("c" + i % 20), Host.of(name(i)));
        }
        file = Files.createTempFile("decisions", ".image");
        builder.write(file);
        image = ListImage.open(file);
        List<SiteRule> own = random.ints(rules, 0, Integer.MAX_VALUE)
                .mapToObj(i -> new SiteRule(
                        "r" + i,
                        "r" + i + ".example",
                        SiteRule.Effect.BLOCK,
                        SiteRule.Source.SCHOOL,
                        Set.of(),
                        null,
                        null,
                        ""))
                .toList();
        engine = new Engine(image, own, Set.of());
        lines = new String[LINES];
        hosts = new Host[LINES];
        for (int i = 0; i < LINES; i++) {
            boolean listed = random.nextInt(10) < 3;
            lines[i] =
                    "https://www" + i + ".cdn." + name(listed ? random.nextInt(names) : names + random.nextInt(names));
            hosts[i] = Host.ofUrl(lines[i]);
        }
        input = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        stream = new VerdictStream(engine, PUPILS, Set.of(), Clock.systemUTC(), OutputStream.nullOutputStream());
    }

    private static String name(int i) {
        return Long.toString(i * 2_654_435_761L, 36) + "-site.example";
    }

    @TearDown
    public void close() throws IOException {
        image.close();
        Files.delete(file);
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public long streamed() throws IOException {
        stream.run(new ByteArrayInputStream(input));
        return stream.decisions();
    }

    @Benchmark
    public Verdict decided() {
        next = (next + 1) & (LINES - 1);
        return engine.decide(hosts[next], PUPILS, Set.of(), Instant.EPOCH);
    }

    @Benchmark
    public Host read() {
        next = (next + 1) & (LINES - 1);
        return Host.ofUrl(lines[next]);
    }
}

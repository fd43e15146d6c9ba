package org.schoolgate.journeys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What a program in Java holds just now, all of it counted after a full collection.
 *
 * @param residentKiB what the machine counts
 * @param heapKiB objects that somebody still needs
 * @param bufferKiB what the network's buffers take beside the heap; -1 where that is not known
 * @param leaves certificates for sites that are looked into
 */
record Footprint(long residentKiB, long heapKiB, long bufferKiB, int files, int threads, int leaves) {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+)");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern LEAVES =
            Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+org\\.schoolgate\\.gateway\\.tls\\.Leaves\\$Shown");

    static Footprint of(long pid, long bufferKiB) throws IOException, InterruptedException {
        var objects = ask(pid, "GC.class_histogram");
        var status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
        try (var files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return new Footprint(
                    number(RESIDENT, status, -1),
                    number(TOTAL, objects, -1024) / 1024,
                    bufferKiB,
                    (int) files.count(),
                    (int) number(THREADS, status, -1),
                    (int) number(LEAVES, objects, 0));
        }
    }

    private static long number(Pattern pattern, String text, long otherwise) {
        var found = pattern.matcher(text);
        return found.find() ? Long.parseLong(found.group(1)) : otherwise;
    }

    private static String ask(long pid, String... what) throws IOException, InterruptedException {
        var command = new String[what.length + 2];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        command[1] = Long.toString(pid);
        System.arraycopy(what, 0, command, 2, what.length);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    static String heads() {
        return "%9s %9s %9s %7s %8s %7s".formatted("resident", "heap", "buffers", "files", "threads", "leaves");
    }

    /** In MiB and counts. */
    String shown() {
        return "%9.1f %9.1f %9.1f %7d %8d %7d"
                .formatted(residentKiB / 1024.0, heapKiB / 1024.0, bufferKiB / 1024.0, files, threads, leaves);
    }

    /** The middle of several, of each figure by itself. */
    static Footprint middle(java.util.List<Footprint> several) {
        return new Footprint(
                middle(several.stream().mapToLong(Footprint::residentKiB).toArray()),
                middle(several.stream().mapToLong(Footprint::heapKiB).toArray()),
                middle(several.stream().mapToLong(Footprint::bufferKiB).toArray()),
                (int) middle(several.stream().mapToLong(Footprint::files).toArray()),
                (int) middle(several.stream().mapToLong(Footprint::threads).toArray()),
                (int) middle(several.stream().mapToLong(Footprint::leaves).toArray()));
    }

    private static long middle(long... figures) {
        Arrays.sort(figures);
        return figures.length == 0 ? -1 : figures[figures.length / 2];
    }
}

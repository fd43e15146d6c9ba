package org.schoolgate.gateway.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What this process has used so far. */
record ProcessFigures(long nanoTime, long cpuNanos) {
    private static final double NANOS = 1e9;
    private static final int KIB = 1024;

    static ProcessFigures now() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new ProcessFigures(System.nanoTime(), system.getProcessCpuTime());
    }

    /** The figures of so many decisions over an image of so many names, begun at an earlier moment. */
    String since(ProcessFigures before, long decisions, Path image, long names) throws IOException {
        return String.format(
                Locale.ROOT,
                "%d decisions, %.0f per second, %.0f per CPU second, %.2f bytes per domain touched, %d MB resident",
                decisions,
                decisions * NANOS / Math.max(1, nanoTime - before.nanoTime()),
                decisions * NANOS / Math.max(1, cpuNanos - before.cpuNanos()),
                (double) mappedKib(image.toRealPath()) * KIB / Math.max(1, names),
                residentKib() / KIB);
    }

    /** How much of a mapped file is in this process's memory, as Linux tells it; 0 elsewhere. */
    private static long mappedKib(Path file) throws IOException {
        long kib = 0;
        boolean ofFile = false;
        for (String line : proc("smaps")) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                ofFile = line.endsWith(" " + file);
            } else if (ofFile && line.startsWith("Rss:")) {
                kib += kib(line);
            }
        }
        return kib;
    }

    private static long residentKib() throws IOException {
        return proc("status").stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(ProcessFigures::kib)
                .sum();
    }

    private static List<String> proc(String name) throws IOException {
        Path file = Path.of("/proc/self", name);
        return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    }

    private static long kib(String line) {
        return Long.parseLong(line.replaceAll("\\D", ""));
    }
}

package org.schoolgate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The ways in which the program is started. */
@Command(
        name = "schoolgate",
        subcommands = {Starts.Demo.class, Starts.Run.class, Starts.Train.class},
        description = "Who has agreed to which rules, who may therefore use what, and the proof.")
final class Starts implements Runnable {
    /** Stands in a data folder whose people are invented, so that no school ever runs on it. */
    private static final String DEMONSTRATION = "DEMONSTRATION";

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(commandLine(spec), "Say demo or run.");
    }

    @Command(
            name = "demo",
            mixinStandardHelpOptions = true,
            description = "A fictional trust of two schools on this machine, to try everything with.",
            footer = {"", "Example: ./schoolgate demo --port 8080 --proxy-port 3128"})
    static final class Demo implements Runnable {
        @Option(names = "--data", paramLabel = "DIR", description = "where everything is kept (default: data/demo)")
        @Nullable
        Path data;

        @Option(names = "--port", defaultValue = "8080", description = "for the browser (default: ${DEFAULT-VALUE})")
        int port;

        @Option(
                names = "--proxy-port",
                defaultValue = "3128",
                description = "for the gateway (default: ${DEFAULT-VALUE})")
        int proxyPort;

        @Option(
                names = "--ahead",
                paramLabel = "TIME",
                defaultValue = "PT0S",
                description = "runs so much ahead of the time, to see how things end: PT8H, P14D")
        Duration ahead = Duration.ZERO;

        @Spec
        @Nullable
        CommandSpec spec;

        @Override
        public void run() {
            var folder = folder(data, "demo");
            if (Files.exists(folder.resolve("db")) && !Files.exists(folder.resolve(DEMONSTRATION))) {
                throw new ParameterException(
                        commandLine(spec), folder + " holds a real school. Name another folder with --data.");
            }
            try {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve(DEMONSTRATION), "The people in this folder are invented.\n");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write into " + folder, e);
            }
            var settings = settings(Mode.DEMO, folder, port);
            if (Files.exists(folder.resolve("db")) && !Files.exists(folder.resolve("demonstration/cast.txt"))) {
                System.out.println("The last start ended while the trust was being invented, so it is invented anew.");
                settings.put("schoolgate.database.anew", "true");
            }
            settings.put("schoolgate.proxy-port", Integer.toString(proxyPort));
            settings.put("schoolgate.demonstration.ahead", ahead.toString());
            startAndStay(Mode.DEMO, settings);
        }
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = "A real school. On an empty folder it begins with the set-up page.",
            footer = {"", "Example: ./schoolgate run --data /var/lib/schoolgate"})
    static final class Run implements Runnable {
        @Option(names = "--data", paramLabel = "DIR", description = "where everything is kept (default: data/school)")
        @Nullable
        Path data;

        @Option(names = "--port", defaultValue = "8080", description = "for the browser (default: ${DEFAULT-VALUE})")
        int port;

        @Spec
        @Nullable
        CommandSpec spec;

        @Override
        public void run() {
            var folder = folder(data, "school");
            if (Files.exists(folder.resolve(DEMONSTRATION))) {
                throw new ParameterException(
                        commandLine(spec),
                        folder
                                + " is a demonstration: its sign-ins are printed for all to see. Name another folder with --data.");
            }
            var settings = settings(Mode.RUN, folder, port);
            startAndStay(Mode.RUN, settings);
        }
    }

    @Command(
            name = "train",
            hidden = true,
            description =
                    "One start for the sake of the cache that makes others fast: a small school, a page, the end.")
    static final class Train implements Runnable {
        @Option(names = "--data", paramLabel = "DIR", required = true, description = "an empty folder")
        @Nullable
        Path data;

        @Override
        public void run() {
            var settings = settings(Mode.DEMO, folder(data, "training"), freePort());
            settings.put("schoolgate.proxy-port", Integer.toString(freePort()));
            settings.put("schoolgate.training", "true");
            Schoolgate.start(Mode.DEMO, settings).close();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(@Nullable Path named, String otherwise) {
        var folder = named != null ? named : Path.of(System.getProperty("schoolgate.home", "."), "data", otherwise);
        return folder.toAbsolutePath().normalize();
    }

    static Map<String, String> settings(Mode mode, Path folder, int port) {
        var settings = new TreeMap<String, String>();
        settings.put("schoolgate.mode", mode.toString());
        settings.put(mode.opening(), "true");
        settings.put("schoolgate.data", folder.toString());
        settings.put("server.port", Integer.toString(port));
        settings.put("logging.file.name", folder.resolve("schoolgate.log").toString());
        settings.put("logging.threshold.console", "WARN");
        return settings;
    }

    private static void startAndStay(Mode mode, Map<String, String> settings) {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
        Schoolgate.start(mode, settings);
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CommandLine commandLine(@Nullable CommandSpec spec) {
        return spec == null ? new CommandLine(new Starts()) : spec.commandLine();
    }
}

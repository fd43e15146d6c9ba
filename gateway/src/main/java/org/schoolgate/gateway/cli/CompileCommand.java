package org.schoolgate.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.schoolgate.engine.ListImage;
import org.schoolgate.engine.lists.ListCompiler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Category lists to a list image. */
@Command(
        name = "compile",
        description = "Compiles a folder of category lists to a list image.",
        sortOptions = false,
        footer = {
            "",
            "The folder holds a folder for each category, with squidGuard's files domains,",
            "urls and expressions or with any others, or a file for each category (drugs.txt,",
            "ads.hosts, malware.rpz); each may end in .gz. Plain domains, hosts files, Adblock",
            "rules for domains and response policy zones are told apart by what is in them.",
            "",
            "Each category gets one harmless name more, CATEGORY.canary.schoolgate.example, by",
            "which the filter's self-test proves that its list is there and closes.",
            "",
            "Counts and every rejected line go to standard error.",
            "Exit code 0 done, 1 failed, 2 usage, 3 nothing usable.",
            "",
            "Example: schoolgate lists compile --from /srv/lists --to /srv/lists.image"
        })
final class CompileCommand implements Callable<Integer> {
    private static final int NOTHING_USABLE = 3;

    @Option(names = "--from", required = true, paramLabel = "DIR", description = "the folder of lists")
    private Path from = Path.of("");

    @Option(names = "--to", required = true, paramLabel = "FILE", description = "the image to write or replace")
    private Path to = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(from)) {
            throw new ParameterException(spec.commandLine(), from + " is not a folder");
        }
        if (Files.isDirectory(to)) {
            throw new ParameterException(spec.commandLine(), to + " is a folder, and an image is a file");
        }
        Instant start = Instant.now();
        PrintWriter err = spec.commandLine().getErr();
        CompileReport report = new CompileReport(err);
        ListCompiler.Outcome outcome = ListCompiler.compile(from, to, report);
        report.counts(outcome.categories());
        if (outcome.names() == 0) {
            err.println("No line of " + from + " can be used, so no image was written.");
            return NOTHING_USABLE;
        }
        try (ListImage image = ListImage.open(to)) {
            err.printf(
                    Locale.ROOT,
                    "%,d names in %d categories: %s, %,d bytes, %.2f bytes a name mapped and %.2f read by position, in %.1f s%n",
                    outcome.names(),
                    image.categories().size(),
                    to,
                    Files.size(to),
                    (double) image.indexBytes() / image.names(),
                    (double) image.nameBytes() / image.names(),
                    Duration.between(start, Instant.now()).toMillis() / 1000.0);
        }
        return Commands.DONE;
    }
}

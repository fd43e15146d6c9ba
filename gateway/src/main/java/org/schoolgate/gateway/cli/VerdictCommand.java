package org.schoolgate.gateway.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Engine;
import org.schoolgate.engine.ListImage;
import org.schoolgate.engine.Step;
import org.schoolgate.engine.Url;
import org.schoolgate.engine.Verdict;
import org.schoolgate.engine.VerdictStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** URLs or hosts on standard input, verdicts on standard output. */
@Command(
        name = "verdict",
        description = "Decides URLs or host names from standard input, one a line, and answers each with a line.",
        sortOptions = false,
        footer = {
            "",
            "An answer is allow, block, ask or malformed, then a tab, the categories, a tab, and what decided.",
            "",
            "Example: echo casino.example | schoolgate verdict --image lists.image --block gambling,porn"
        })
final class VerdictCommand implements Callable<Integer> {
    @Option(names = "--image", required = true, paramLabel = "FILE", description = "the list image")
    private Path imageFile = Path.of("");

    @Option(
            names = "--block",
            split = ",",
            paramLabel = "CATEGORY",
            description = "categories that are refused, besides those of the policy")
    private Set<String> block = Set.of();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "a school's policy in the form that gateways hold, in JSON")
    private @Nullable Path policyFile;

    @Option(
            names = "--reader",
            paramLabel = "REF",
            description = "the reader of the policy, or the id of a profile, for whom to decide")
    private @Nullable String reader;

    @Option(names = "--trace", description = "show below each answer, indented, what was looked at")
    private boolean trace;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (reader != null && policyFile == null) {
            throw new ParameterException(spec.commandLine(), "--reader needs --policy, where readers are named");
        }
        VerdictPolicy policy =
                policyFile == null ? VerdictPolicy.blocking(block) : VerdictPolicy.read(policyFile, reader, block);
        try (ListImage image = ListImage.open(imageFile)) {
            policy.unknown(image.categories())
                    .forEach(category -> spec.commandLine()
                            .getErr()
                            .println(imageFile + " has no category " + category + ", so nothing is refused by it"));
            Engine engine = policy.engine(image);
            ProcessFigures before = ProcessFigures.now();
            long decisions;
            try (InputStream in = new FileInputStream(FileDescriptor.in);
                    OutputStream out = new FileOutputStream(FileDescriptor.out)) {
                decisions = trace ? traced(engine, policy, in, out) : decided(engine, policy, in, out);
            }
            spec.commandLine()
                    .getErr()
                    .println(ProcessFigures.now().since(before, decisions, imageFile, image.names()));
        }
        return Commands.DONE;
    }

    private static long decided(Engine engine, VerdictPolicy policy, InputStream in, OutputStream out)
            throws IOException {
        VerdictStream stream = new VerdictStream(engine, policy.profile(), policy.audiences(), Clock.systemUTC(), out);
        stream.run(in);
        return stream.decisions();
    }

    private static long traced(Engine engine, VerdictPolicy policy, InputStream in, OutputStream out)
            throws IOException {
        Clock clock = Clock.systemUTC();
        long decisions = 0;
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Url url = Url.of(line);
            Verdict verdict =
                    engine.decide(url.host(), url.path(), policy.profile(), policy.audiences(), clock.instant());
            out.write(text(verdict).getBytes(StandardCharsets.UTF_8));
            decisions++;
        }
        return decisions;
    }

    private static String text(Verdict verdict) {
        StringBuilder text = new StringBuilder(verdict.line());
        for (Step step : verdict.trace()) {
            text.append(step.decided() ? "  * " : "    ")
                    .append(step.rank().word())
                    .append(": ")
                    .append(step.finding())
                    .append('\n');
        }
        return text.toString();
    }
}

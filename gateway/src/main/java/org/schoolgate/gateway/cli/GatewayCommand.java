package org.schoolgate.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.Gateway;
import org.schoolgate.gateway.GatewaySettings;
import org.schoolgate.gateway.Gateways;
import org.schoolgate.gateway.dns.DnsServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code schoolgate gateway}: an enforcement point alone, at a school's edge, or those of several schools in one place. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description =
                "Starts an enforcement point alone: it fetches a school's policy, keeps a copy, and goes on with it"
                        + " while the server is away.",
        footer = {
            "",
            "Example:",
            "  schoolgate gateway --server https://schoolgate.example --token /etc/schoolgate/gateway.token \\",
            "      --listen 10.1.0.2 --data /var/lib/schoolgate-gateway --lists /var/lib/schoolgate/lists.image",
            "",
            "Several schools:",
            "  schoolgate gateway --server https://schoolgate.example --lists /var/lib/schoolgate/lists.image \\",
            "      --school /etc/schoolgate/greenfield --school /etc/schoolgate/riverside"
        })
public final class GatewayCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Mixin
    private final SchoolOptions options = new SchoolOptions();

    @Option(
            names = "--school",
            paramLabel = "FILE",
            description =
                    "one of several schools, each with a gateway of its own in this process: a file with its options,"
                            + " one a line, as 'token = /etc/schoolgate/greenfield.token'; at least its token, data and doors. What"
                            + " it does not say is as on this command line")
    private List<Path> schools = List.of();

    /** What each school's gateway is to be told, and where its platform is. */
    private final Map<String, GatewaySettings> settings = new LinkedHashMap<>();

    private final Map<String, @Nullable URI> servers = new LinkedHashMap<>();

    @Override
    public Integer call() throws InterruptedException {
        System.setProperty("logback.configurationFile", "org/schoolgate/gateway/cli/gateway-log.xml");
        Gateways gateways;
        try {
            if (schools.isEmpty()) {
                readOptions();
            } else {
                readFiles();
            }
            gateways = Gateways.start(settings);
        } catch (IOException e) {
            spec.commandLine().getErr().println(sentence(e));
            return Commands.FAILED;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            gateways.leave(Gateway.PARTING);
            spec.commandLine().getOut().flush();
            // A gateway that was asked to end and did has done what it should.
            Runtime.getRuntime().halt(Commands.DONE);
        }));
        gateways.open().forEach(this::tell);
        gateways.shut()
                .forEach((name, why) -> spec.commandLine()
                        .getErr()
                        .printf("%s: %s; it stays with the process that runs.%n", name, why));
        gateways.awaitEnd();
        return Commands.DONE;
    }

    private void readOptions() throws IOException {
        try {
            settings.put(Gateways.ONLY, options.settings());
            servers.put(Gateways.ONLY, options.server());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Reads all of them before it says what is wrong with any. */
    private void readFiles() throws IOException {
        Map<String, List<String>> common = new LinkedHashMap<>();
        spec.commandLine()
                .getParseResult()
                .matchedOptions()
                .forEach(option -> common.put(option.longestName(), option.originalStringValues()));
        common.remove("--school");
        List<String> faults = new ArrayList<>();
        for (Path file : schools) {
            String name = file.toString();
            try {
                if (servers.containsKey(name)) {
                    throw new IOException("it is named twice");
                }
                SchoolOptions school = SchoolFile.read(file, common);
                servers.put(name, school.server());
                settings.put(name, school.settings());
            } catch (IOException | IllegalArgumentException e) {
                faults.add(name + ": " + Gateways.why(e));
            }
        }
        if (!faults.isEmpty()) {
            throw new IOException(String.join("\n", faults));
        }
    }

    private void tell(String name, Gateway gateway) {
        PrintWriter out = spec.commandLine().getOut();
        String which = name.equals(Gateways.ONLY) ? "" : name + ": ";
        InetSocketAddress proxy = gateway.address();
        String policy = gateway.policy();
        out.printf(
                "%sProxy on %s:%d%s. %s%n",
                which,
                proxy.getAddress().getHostAddress(),
                proxy.getPort(),
                furtherPorts(gateway),
                policy == null
                        ? "No policy yet: nothing goes through before %s answers.".formatted(servers.get(name))
                        : "Policy %s is in force.".formatted(policy));
        DnsServer dns = gateway.dns();
        if (dns != null) {
            out.printf(
                    "%sNames are looked up on port %d.%n", which, dns.address().getPort());
        }
    }

    private static String furtherPorts(Gateway gateway) {
        return gateway.proxyPorts().stream()
                .skip(1)
                .map(String::valueOf)
                .collect(Collectors.joining(" and "))
                .replaceFirst("^(?=.)", " and ");
    }

    private static String sentence(IOException e) {
        String why = Gateways.why(e);
        return "The gateway cannot run:" + (why.contains("\n") ? "\n" : " ") + why;
    }
}

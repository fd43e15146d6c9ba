package org.schoolgate.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** The gateway's command line. */
@Command(
        name = "schoolgate",
        description = "Enforcement on the wire, and what goes with it.",
        subcommands = {GatewayCommand.class, ListsCommand.class, VerdictCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Commands {
    /** It was done. */
    static final int DONE = 0;
    /** It was refused or failed, and a sentence says why. */
    static final int FAILED = 1;

    private static final int HELP_WIDTH = 90;

    private Commands() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new Commands());
        explain(commands);
        return commands.setUsageHelpWidth(HELP_WIDTH).setExecutionExceptionHandler((problem, command, _) -> {
            command.getErr().println(sentence(problem));
            return FAILED;
        });
    }

    private static void explain(CommandLine command) {
        if (!command.getCommandSpec().mixinStandardHelpOptions()) {
            command.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("show this help")
                            .build());
        }
        command.getSubcommands().values().forEach(Commands::explain);
    }

    /** What a failure says of itself; one that says nothing is a fault of ours and shows where it happened. */
    private static String sentence(Exception problem) {
        if (problem instanceof IOException && problem.getMessage() != null) {
            return problem.getMessage();
        }
        StringWriter trace = new StringWriter();
        problem.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}

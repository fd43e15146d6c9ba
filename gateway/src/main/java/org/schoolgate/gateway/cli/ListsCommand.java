package org.schoolgate.gateway.cli;

import picocli.CommandLine.Command;

/** Everything that is done with category lists. */
@Command(
        name = "lists",
        description = "Category lists.",
        subcommands = CompileCommand.class,
        synopsisSubcommandLabel = "COMMAND")
final class ListsCommand {}

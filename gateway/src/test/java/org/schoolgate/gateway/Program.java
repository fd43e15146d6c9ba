package org.schoolgate.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of this build in a process of its own, so that it can be killed, or upgraded. */
public final class Program {
    private Program() {}

    /** The command that runs it; more may be added. */
    public static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}

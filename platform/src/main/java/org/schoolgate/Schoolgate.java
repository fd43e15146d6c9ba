package org.schoolgate;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import picocli.CommandLine;

/** The school's application. */
@SpringBootApplication
public class Schoolgate {
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Starts()).execute(arguments));
    }

    /** Starts the program with these settings, which outrank every file. */
    static void start(String... settings) {
        SpringApplication.run(Schoolgate.class, settings);
    }
}

package org.schoolgate;

import java.util.Properties;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import picocli.CommandLine;

/** The school's application. */
@SpringBootApplication
public class Schoolgate {
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Starts()).execute(arguments));
    }

    /** Starts the program with these settings and stays until it is told to stop. */
    static void start(Properties settings) {
        var application = new SpringApplication(Schoolgate.class);
        application.setDefaultProperties(settings);
        application.run();
    }
}

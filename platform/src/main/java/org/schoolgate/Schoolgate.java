package org.schoolgate;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import picocli.CommandLine;

/** The school's application. Beans go by their full names, as two modules may each have a class controller. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class Schoolgate {
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Starts()).execute(arguments));
    }

    /** Starts the program with these settings, which outrank every file. */
    static ConfigurableApplicationContext start(String... settings) {
        return SpringApplication.run(Schoolgate.class, settings);
    }
}

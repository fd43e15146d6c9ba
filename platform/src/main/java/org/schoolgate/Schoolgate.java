package org.schoolgate;

import java.util.Map;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.aot.AotApplicationContextInitializer;
import org.springframework.core.SpringProperties;
import org.springframework.util.ClassUtils;
import picocli.CommandLine;

/** The school's application. Beans go by their full names, as two modules may each have a class controller. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class Schoolgate {
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Starts()).execute(arguments));
    }

    /**
     * Starts the program with these settings, which outrank every file. It is put together as {@link Wiring} wrote it down
     * when it was built; run from its classes alone, it looks for its parts itself.
     */
    static ConfigurableApplicationContext start(Mode mode, Map<String, String> settings) {
        var program = new SpringApplication(Schoolgate.class);
        var wiring = "%s__%sApplicationContextInitializer".formatted(Schoolgate.class.getName(), mode.name());
        if (ClassUtils.isPresent(wiring, Schoolgate.class.getClassLoader())) {
            SpringProperties.setFlag(AotDetector.AOT_ENABLED);
            program.addInitializers(AotApplicationContextInitializer.forInitializerClasses(wiring));
        }
        return program.run(settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    }
}

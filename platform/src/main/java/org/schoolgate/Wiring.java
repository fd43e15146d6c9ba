package org.schoolgate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.ContextAotProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;
import org.springframework.util.FileSystemUtils;

/**
 * Writes down, when the program is built, which parts it is made of in each mode, as classes that put them together: a start
 * that looks for its parts and works out how they fit takes twice as long.
 */
final class Wiring extends ContextAotProcessor {
    private final Mode mode;
    private final Path folder;

    private Wiring(Mode mode, Path folder) {
        super(
                Schoolgate.class,
                Settings.builder()
                        .sourceOutput(sources(folder))
                        .classOutput(classes(folder))
                        .resourceOutput(folder.resolve("resources"))
                        .groupId("org.schoolgate")
                        .artifactId("platform")
                        .build());
        this.mode = mode;
        this.folder = folder;
    }

    /** Leaves the classes of all modes in {@code classes} of a folder. */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        FileSystemUtils.deleteRecursively(folder);
        for (var mode : Mode.values()) {
            new Wiring(mode, folder).process();
        }
        compile(folder);
    }

    private static Path sources(Path folder) {
        return folder.resolve("sources");
    }

    private static Path classes(Path folder) {
        return folder.resolve("classes");
    }

    @Override
    protected void deleteExistingOutput() {
        // The modes write into one folder.
    }

    /** Each mode's classes have its name in theirs. */
    @Override
    protected ClassNameGenerator createClassNameGenerator() {
        return new ClassNameGenerator(ClassName.get(getApplicationClass()), mode.name());
    }

    /** A start up to where its parts would be looked for. */
    @Override
    protected GenericApplicationContext prepareApplicationContext(Class<?> application) {
        var ending = new SpringApplicationRunListener() {
            @Override
            public void contextLoaded(ConfigurableApplicationContext context) {
                throw new AbandonedRunException(context);
            }
        };
        try {
            SpringApplication.withHook(
                    _ -> ending, () -> Schoolgate.start(mode, Starts.settings(mode, folder.resolve("data"), 0)));
        } catch (AbandonedRunException e) {
            return (GenericApplicationContext) Objects.requireNonNull(e.getApplicationContext());
        }
        throw new IllegalStateException("the start as %s went on".formatted(mode));
    }

    private static void compile(Path folder) throws IOException {
        var command = new ArrayList<>(
                List.of("-proc:none", "-nowarn", "-d", classes(folder).toString()));
        try (var files = Files.walk(sources(folder))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(command::add);
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("what was written into %s cannot be compiled".formatted(folder));
        }
    }
}

package org.schoolgate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** A fresh data folder for every run, beside database programs that are unpacked once. */
class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    /** Only what earlier runs left is old: a second application of this run must not take the first one's folder away. */
    private static final AtomicBoolean REMOVED = new AtomicBoolean();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var target = Path.of("target").toAbsolutePath();
        try {
            if (!REMOVED.getAndSet(true)) {
                removeOld(target);
            }
            var data = Files.createTempDirectory(Files.createDirectories(target), "test-data-");
            TestPropertyValues.of(
                            "schoolgate.mode=test",
                            "schoolgate.jobs=false",
                            "schoolgate.telephone.key=key-of-the-tests",
                            "schoolgate.gallery=true",
                            "schoolgate.heartbeat=300ms",
                            "schoolgate.data=" + data,
                            "schoolgate.database.binaries=" + target.resolve("pgsql"))
                    .applyTo(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeOld(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        try (var folders = Files.newDirectoryStream(target, "test-data-*")) {
            for (var folder : folders) {
                try (var inside = Files.walk(folder)) {
                    for (var path : inside.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(path);
                    }
                }
            }
        }
    }
}

package org.schoolgate.filtering;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.schoolgate.engine.ListImage;
import org.schoolgate.engine.LiveLists;
import org.schoolgate.tenancy.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The compiled category lists that this program decides by: {@code lists.image} in the data folder. A file that comes later or
 * takes its place is in use within a second.
 */
@Component
class Lists implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Lists.class);

    private final LiveLists lists;
    private final Path file;
    private final ScheduledExecutorService everySecond = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lists").factory());
    private volatile String digest;

    Lists(DataFolder folder, @Value("${schoolgate.lists:}") String configured) {
        file = configured.isBlank() ? folder.root().resolve("lists.image") : Path.of(configured);
        try {
            lists = LiveLists.of(file).keeping(SiteCategory.ILLEGAL.lists());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the category lists " + file, e);
        }
        if (lists.trouble() != null) {
            LOG.info("no category lists yet at {}: only the school's own rules decide", file);
        }
        digest = lists.trouble() == null ? digest(file) : "";
        var _ = everySecond.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        var before = lists.trouble();
        if (lists.look()) {
            digest = digest(file);
            LOG.info("new category lists are in use: {} names", lists.image().names());
        } else if (lists.trouble() != null && !lists.trouble().equals(before)) {
            LOG.warn("the category lists before stay in use: {}", lists.trouble());
        }
    }

    private static String digest(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            var sha = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                sha.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the category lists " + file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    ListImage image() {
        return lists.image();
    }

    String digest() {
        return digest;
    }

    /** Every category of list files in which the host or a domain above it is listed. */
    Set<String> categoriesOf(String host) {
        var found = new TreeSet<String>();
        for (var at = host; !at.isEmpty(); at = parent(at)) {
            found.addAll(image().categoriesOf(at));
        }
        return found;
    }

    /** The categories, as a school speaks of them, the gravest first. */
    List<SiteCategory> siteCategoriesOf(String host) {
        return SiteCategory.ofLists(categoriesOf(host));
    }

    /** Whether the host or a domain above it is on the illegal list. */
    boolean isIllegal(String host) {
        return AlwaysOpen.isCanary(host)
                || categoriesOf(host).stream().anyMatch(SiteCategory.ILLEGAL.lists()::contains);
    }

    private static String parent(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? "" : host.substring(dot + 1);
    }

    @Override
    public void destroy() {
        everySecond.shutdownNow();
        lists.close();
    }
}

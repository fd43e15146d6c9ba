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
import org.schoolgate.engine.ListImage;
import org.schoolgate.tenancy.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The compiled category lists that this program and its gateways decide by: {@code lists.image} in the data folder. */
@Component
class Lists implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Lists.class);

    private final ListImage image;
    private final String digest;

    Lists(DataFolder folder, @Value("${schoolgate.lists:}") String configured) {
        var file = configured.isBlank() ? folder.root().resolve("lists.image") : Path.of(configured);
        if (Files.exists(file)) {
            this.image = open(file);
            this.digest = digest(file);
        } else {
            LOG.warn("no category lists at {}: only the school's own rules decide", file);
            this.image = ListImage.empty();
            this.digest = "";
        }
    }

    private static ListImage open(Path file) {
        try {
            return ListImage.open(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the category lists " + file, e);
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
        return image;
    }

    String digest() {
        return digest;
    }

    /** Every category of list files in which the host or a domain above it is listed. */
    Set<String> categoriesOf(String host) {
        var found = new TreeSet<String>();
        for (var at = host; !at.isEmpty(); at = parent(at)) {
            found.addAll(image.categoriesOf(at));
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
        image.close();
    }
}

package org.schoolgate.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The category lists of a file that may be replaced, by a rename, while they are asked. What is not a whole image is passed
 * over with a reason, and the lists before stay. An image that was replaced is closed a little later, when nobody can still
 * be reading it.
 */
public final class LiveLists implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final @Nullable Path file;
    private final Duration grace;
    private Set<String> kept = Set.of();
    private volatile ListImage image;
    private volatile @Nullable String trouble;
    private @Nullable Seen seen;
    private @Nullable ListImage before;
    private long replacedNanos;

    /** By what a file is told from the one that stood in its place before. */
    private record Seen(
            FileTime modified, long size, @Nullable Object key) {}

    private LiveLists(@Nullable Path file, Duration grace, ListImage image, @Nullable Seen seen) {
        this.file = file;
        this.grace = grace;
        this.image = image;
        this.seen = seen;
    }

    /** No lists at all, for ever. */
    public static LiveLists none() {
        return new LiveLists(null, GRACE, ListImage.empty(), null);
    }

    /** The lists of this file, or none until there is one; a file that is no image is refused. */
    public static LiveLists of(Path file) throws IOException {
        return of(file, GRACE);
    }

    /** @param grace how long a replaced image may still be read */
    static LiveLists of(Path file, Duration grace) throws IOException {
        Seen seen = seen(file);
        LiveLists lists = new LiveLists(file, grace, seen == null ? ListImage.empty() : ListImage.open(file), seen);
        lists.trouble = seen == null ? "there is no file " + file : null;
        return lists;
    }

    /** From now on, lists that lost one of these categories are passed over: what it closes would stand open. */
    public synchronized LiveLists keeping(Set<String> categories) {
        kept = Set.copyOf(categories);
        return this;
    }

    /** The newest; whoever decides by it takes it anew now and then. */
    public ListImage image() {
        return image;
    }

    /** Why the newest file is not the one in use; null while it is. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** Looks whether the file was replaced; whether there are new lists. To be called every second or so. */
    public synchronized boolean look() {
        if (file == null) {
            return false;
        }
        closeBefore();
        try {
            Seen now = seen(file);
            if (now == null) {
                trouble = "there is no file " + file;
                return false;
            }
            if (now.equals(seen) || before != null) {
                return false;
            }
            seen = now;
            ListImage next = ListImage.open(file);
            Set<String> lost = new TreeSet<>(image.categories());
            lost.retainAll(kept);
            next.categories().forEach(lost::remove);
            if (!lost.isEmpty()) {
                next.close();
                trouble = "the new lists have lost the category " + String.join(", ", lost);
                return false;
            }
            before = image;
            replacedNanos = System.nanoTime();
            image = next;
            trouble = null;
            return true;
        } catch (IOException e) {
            trouble = e.getMessage();
            return false;
        }
    }

    private static @Nullable Seen seen(Path file) throws IOException {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            return new Seen(is.lastModifiedTime(), is.size(), is.fileKey());
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    private void closeBefore() {
        if (before != null && System.nanoTime() - replacedNanos >= grace.toNanos()) {
            before.close();
            before = null;
        }
    }

    @Override
    public synchronized void close() {
        if (before != null) {
            before.close();
            before = null;
        }
        image.close();
    }
}

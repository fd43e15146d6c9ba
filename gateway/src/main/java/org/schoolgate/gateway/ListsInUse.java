package org.schoolgate.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.ListImage;
import org.schoolgate.engine.LiveLists;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The category lists of a process: each image is mapped once and looked at once a second, for however many schools. They say
 * nothing of any school, so they are the one thing that schools have in common here.
 */
final class ListsInUse {
    private static final Logger LOG = LoggerFactory.getLogger(ListsInUse.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<Key, Shared> all = new HashMap<>();

    private record Key(Path file, Set<String> keeping) {}

    /**
     * The lists of a file, for one gateway more.
     *
     * @param file null for no lists at all
     * @param keeping categories that new lists must not have lost
     */
    synchronized Lists of(@Nullable Path file, Set<String> keeping) throws IOException {
        if (file == null) {
            return new Lists(LiveLists.none(), null);
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        Key key = new Key(file.toAbsolutePath().normalize(), keeping);
        Shared shared = all.get(key);
        if (shared == null) {
            shared = new Shared(key, LiveLists.of(file).keeping(keeping));
            all.put(key, shared);
        }
        Lists lists = new Lists(shared.live, shared);
        shared.users.add(lists);
        return lists;
    }

    private synchronized void leave(Shared shared, Lists lists) {
        shared.users.remove(lists);
        if (shared.users.isEmpty() && all.remove(shared.key, shared)) {
            shared.looks.interrupt();
            shared.live.close();
        }
    }

    /** One image, and whoever uses it. */
    private static final class Shared {
        private final Key key;
        private final LiveLists live;
        private final List<Lists> users = new CopyOnWriteArrayList<>();
        private final Thread looks;

        Shared(Key key, LiveLists live) {
            this.key = key;
            this.live = live;
            looks = Thread.ofVirtual().name("lists").start(this::lookAgainAndAgain);
        }

        private void lookAgainAndAgain() {
            try {
                while (true) {
                    Thread.sleep(PAUSE);
                    look();
                }
            } catch (InterruptedException _) {
                // Nobody uses it any more.
            }
        }

        private void look() {
            String before = live.trouble();
            if (live.look()) {
                LOG.info(
                        "new category lists are in force: {} names",
                        live.image().names());
                users.forEach(Lists::changed);
            } else if (live.trouble() != null && !live.trouble().equals(before)) {
                LOG.warn("the category lists before stay in force: {}", live.trouble());
            }
        }
    }

    /** The lists as one gateway has them. */
    final class Lists implements AutoCloseable {
        private final LiveLists live;
        private final @Nullable Shared shared;
        private Consumer<ListImage> then = _ -> {};

        private Lists(LiveLists live, @Nullable Shared shared) {
            this.live = live;
            this.shared = shared;
        }

        /** Told of the image, now and each time that there is a new one. */
        synchronized void tell(Consumer<ListImage> whom) {
            then = whom;
            whom.accept(image());
        }

        /** What becomes of it at one school is no other's business. */
        private synchronized void changed() {
            try {
                then.accept(image());
            } catch (RuntimeException e) {
                LOG.error("the new category lists are not in force at one school", e);
            }
        }

        /** Whether there are any. */
        boolean areThere() {
            return shared != null;
        }

        ListImage image() {
            return live.image();
        }

        /** Why the newest file is not the one in use; null while it is. */
        @Nullable
        String trouble() {
            return live.trouble();
        }

        @Override
        public void close() {
            if (shared == null) {
                live.close();
            } else {
                leave(shared, this);
            }
        }
    }
}

package org.schoolgate.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Furniture that leaves its place empty rather than break the page that says that something is broken. */
record Unfailing(PageFurniture furniture) implements PageFurniture {
    private static final Logger LOG = LoggerFactory.getLogger(Unfailing.class);

    @Override
    public Optional<Actor> reader(HttpServletRequest request) {
        return tried(() -> furniture.reader(request));
    }

    @Override
    public Optional<SchoolSign> sign(SchoolId school) {
        return tried(() -> furniture.sign(school));
    }

    @Override
    public Optional<SchoolSign> signAtTheDoor() {
        return tried(furniture::signAtTheDoor);
    }

    @Override
    public Optional<Badge> badge(Actor reader) {
        return tried(() -> furniture.badge(reader));
    }

    @Override
    public Optional<TellButton> tell(@Nullable Actor reader) {
        return tried(() -> furniture.tell(reader));
    }

    @Override
    public Optional<Reminder> reminder(Actor reader) {
        return tried(() -> furniture.reminder(reader));
    }

    @Override
    public Optional<PolicyContact> contact(Actor reader) {
        return tried(() -> furniture.contact(reader));
    }

    private static <T> Optional<T> tried(Supplier<Optional<T>> answer) {
        try {
            return answer.get();
        } catch (RuntimeException e) {
            LOG.warn("a page about trouble goes without a part of its frame", e);
            return Optional.empty();
        }
    }
}

package org.schoolgate.gateway.policy;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.ListImage;
import org.schoolgate.gateway.feed.PolicyCopy;

/** The one policy that holds now. It never goes back within an epoch, nor to an epoch that is over. */
public final class PolicyInForce {
    private final Set<String> illegalCategories;
    private final Consumer<Policy> swapped;
    private ListImage image;
    private volatile @Nullable Policy current;

    /** @param swapped told after each swap, to look at live traffic again */
    public PolicyInForce(ListImage image, Set<String> illegalCategories, Consumer<Policy> swapped) {
        this.image = image;
        this.illegalCategories = Set.copyOf(illegalCategories);
        this.swapped = swapped;
    }

    /** The policy that holds; null before the first, and then everything is refused. */
    public @Nullable Policy current() {
        return current;
    }

    /** Puts a copy in force unless it is older than the one that holds; whether it did. */
    public boolean offer(PolicyCopy copy) {
        Policy ready;
        synchronized (this) {
            Policy now = current;
            if (now != null && !isNewer(copy, now.copy())) {
                return false;
            }
            ready = Policy.of(copy, image, illegalCategories);
            current = ready;
        }
        swapped.accept(ready);
        return true;
    }

    /** Puts other lists in force, under the same policy. */
    public void lists(ListImage lists) {
        Policy ready;
        synchronized (this) {
            image = lists;
            Policy now = current;
            if (now == null) {
                return;
            }
            ready = Policy.of(now.copy(), lists, illegalCategories);
            current = ready;
        }
        swapped.accept(ready);
    }

    private static boolean isNewer(PolicyCopy copy, PolicyCopy than) {
        return copy.epoch() != than.epoch() ? copy.epoch() > than.epoch() : copy.version() > than.version();
    }
}

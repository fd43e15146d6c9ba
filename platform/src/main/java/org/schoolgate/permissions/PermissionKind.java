package org.schoolgate.permissions;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.ui.Problems;

/**
 * One of the permissions of requirements 3.18.1, as a bean of the module in which it takes effect. The engine keeps what
 * all have in common; a kind says who may ask, who decides, for how long at most, and what it does.
 */
public interface PermissionKind {
    /** Stable for ever: {@code filtering.unblock}. */
    String key();

    /** Whether somebody like this may ask. */
    boolean mayBeAskedBy(Actor actor);

    /** Who decides in this school, after its settings. Asked inside a transaction. */
    Deciders deciders(SchoolId school, ForWhom forWhom);

    /** The longest time for which it may be given. */
    Duration longest(SchoolId school);

    /** What the asker says besides the reason, in the order of the form. */
    default List<EvidenceField> evidence() {
        return List.of();
    }

    /** What speaks against asking for this at all; nothing by default. */
    default Problems against(Actor asker, Wish wish) {
        return Problems.none();
    }

    /** What speaks against giving these of the things; nothing by default. */
    default Problems against(Actor decider, Permission permission, List<String> things) {
        return Problems.none();
    }

    /** Whether somebody may reach more by it, so that the gateways must hear of each move. */
    boolean changesPolicy();

    /** A heading: "Open 3 sites for Kingfishers". */
    String title(Permission permission);

    /** What it does if given as asked, in a sentence for whoever decides. */
    String effect(Permission permission);

    /** What is known about each of the things, for whoever decides; gathered when the page is opened. */
    default Map<String, List<Finding>> findings(Permission permission) {
        return Map.of();
    }

    /** Something known about a thing that is asked for: "Blocked by", "the list forums". */
    record Finding(String label, String text) {}

    /**
     * Something that the asker says besides the reason.
     *
     * @param words the key of its label
     */
    record EvidenceField(String name, String words, boolean required) {}
}

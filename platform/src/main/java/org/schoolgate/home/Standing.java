package org.schoolgate.home;

import org.schoolgate.access.AccessDecision;
import org.schoolgate.access.Explained;

/**
 * Whether somebody may go online now, as the page says it.
 *
 * @param why why not and what to do, in the reader's own words; says nothing where they may
 */
public record Standing(AccessDecision decision, Explained why) {
    public boolean isOpen() {
        return decision.isAllowed();
    }
}

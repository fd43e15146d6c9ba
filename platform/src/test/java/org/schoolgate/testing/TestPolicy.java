package org.schoolgate.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolgate.gateways.PolicyDraft;
import org.schoolgate.gateways.PolicyPart;
import org.schoolgate.kernel.SchoolId;

/** What a test adds to the policy of its own school, as a module would. */
public class TestPolicy implements PolicyPart {
    private final Map<SchoolId, PolicyPart> parts = new ConcurrentHashMap<>();

    /** From the next version on, this school's policy has this part too. */
    public void put(SchoolId school, PolicyPart part) {
        parts.put(school, part);
    }

    @Override
    public void addTo(PolicyDraft draft) {
        var part = parts.get(draft.school());
        if (part != null) {
            part.addTo(draft);
        }
    }
}

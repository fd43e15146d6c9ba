package org.schoolgate.filtering;

import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateways.PolicyCopies;
import org.schoolgate.kernel.SchoolId;
import org.springframework.stereotype.Component;

/**
 * A school's policy made ready by the gateways' own code from the very copy that they fetch, so that whoever asks here gets
 * the answer that a gateway gives.
 */
@Component
class HeldPolicy {
    private final PolicyCopies copies;
    private final Lists lists;

    HeldPolicy(PolicyCopies copies, Lists lists) {
        this.copies = copies;
        this.lists = lists;
    }

    /** The newest. Call it inside the school's scope and outside a transaction, as it must see what is committed. */
    Policy of(SchoolId school) {
        return Policy.of(copies.current(school).copy(), lists.image(), SiteCategory.ILLEGAL.lists());
    }
}

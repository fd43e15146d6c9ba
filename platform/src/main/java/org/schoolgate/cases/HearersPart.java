package org.schoolgate.cases;

import org.schoolgate.gateways.PolicyDraft;
import org.schoolgate.gateways.PolicyPart;
import org.springframework.stereotype.Component;

/** Tells gateways who reads what a child tells, so that a page which stays shut can say so (FIL-21). */
@Component
class HearersPart implements PolicyPart {
    private final WhoHears whoHears;

    HearersPart(WhoHears whoHears) {
        this.whoHears = whoHears;
    }

    @Override
    public void addTo(PolicyDraft draft) {
        draft.reads(whoHears.first(draft.school()));
    }
}

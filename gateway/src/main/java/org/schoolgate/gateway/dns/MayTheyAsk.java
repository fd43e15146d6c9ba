package org.schoolgate.gateway.dns;

import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.policy.Policy;

/** Lets a question through whose answer its reader may have, whatever type it asks for; answers every other with the reason. */
final class MayTheyAsk implements Step {
    private final OwnNames own;
    private final Judging judging;
    private final Closing closing;

    MayTheyAsk(OwnNames own, Judging judging, Closing closing) {
        this.own = own;
        this.judging = judging;
        this.closing = closing;
    }

    @Override
    public @Nullable Answer take(Inquiry inquiry) {
        Policy policy = inquiry.policy();
        if (own.holds(policy, inquiry.host)) {
            return null;
        }
        Decision decision = judging.decide(policy, inquiry.who(), inquiry.host, inquiry.at);
        inquiry.decision = decision;
        return decision instanceof Decision.Go ? null : closing.closed(inquiry, decision);
    }
}

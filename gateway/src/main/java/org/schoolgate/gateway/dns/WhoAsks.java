package org.schoolgate.gateway.dns;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.who.Bindings;

/**
 * Finds out who asks, anew for each question, as the proxy does. Devices ask by themselves, too: so a question does not keep
 * a member of staff signed in who has left.
 */
final class WhoAsks implements Step {
    private static final Answer NOT_READY =
            Answers.failed(new Explanation(Explanation.NOT_READY, "This gateway has no policy yet."));

    private final Supplier<@Nullable Policy> policy;
    private final Bindings bindings;

    WhoAsks(Supplier<@Nullable Policy> policy, Bindings bindings) {
        this.policy = policy;
        this.bindings = bindings;
    }

    @Override
    public @Nullable Answer take(Inquiry inquiry) {
        Policy now = policy.get();
        if (now == null) {
            return NOT_READY;
        }
        inquiry.policy = now;
        inquiry.who = now.who(inquiry.clue, bindings, inquiry.at);
        return null;
    }
}

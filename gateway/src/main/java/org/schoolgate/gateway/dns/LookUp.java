package org.schoolgate.gateway.dns;

import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.policy.Decision;

/** Finds the answer, judges where it leads, and gives it in the end. */
final class LookUp implements Step {
    /** So long a client may keep an answer, however long it holds: then a site that was closed meanwhile is. */
    private static final int LONGEST_TOLD_SECONDS = 60;

    private static final int STALE_TOLD_SECONDS = 30;

    private static final Explanation STALE = new Explanation(
            Explanation.STALE, "No name server of the school answers, so this is what was known before.");
    private static final Explanation NOBODY = new Explanation(
            Explanation.UNREACHABLE, "No name server of the school could say. The site is not blocked.");

    private final Resolver resolver;
    private final OwnNames own;
    private final Judging judging;
    private final Closing closing;
    private final LookUps lookUps;

    LookUp(Resolver resolver, OwnNames own, Judging judging, Closing closing, LookUps lookUps) {
        this.resolver = resolver;
        this.own = own;
        this.judging = judging;
        this.closing = closing;
        this.lookUps = lookUps;
    }

    @Override
    public @Nullable Answer take(Inquiry inquiry) {
        String asked = inquiry.question.text();
        if (asked == null) {
            throw new IllegalStateException("what is no host was refused before");
        }
        String instead = inquiry.policy().instead(inquiry.who(), inquiry.host);
        Key key = new Key(asked, instead == null ? asked : instead, inquiry.question.type());
        Kept kept = resolver.fresh(key, Resolver.now());
        if (kept != null) {
            return answer(inquiry, kept);
        }
        boolean trusted = own.holds(inquiry.policy(), inquiry.host);
        resolver.find(key, trusted, found -> inquiry.answerNow(answer(inquiry, found)));
        return null;
    }

    private Answer answer(Inquiry inquiry, Kept kept) {
        for (Host lead : kept.leads()) {
            Decision decision = closes(inquiry, lead);
            if (decision != null) {
                return closing.closed(inquiry, decision, lead);
            }
        }
        if (kept.inside() != null) {
            return closing.inside(inquiry, kept.inside());
        }
        if (kept.code() == Code.SERVER_FAILURE) {
            lookUps.ended(inquiry, "failed", "no name server could say");
            return Answers.failed(NOBODY);
        }
        lookUps.allowed(inquiry);
        int left =
                kept.stale() ? STALE_TOLD_SECONDS : Math.clamp(kept.ends() - Resolver.now(), 0, LONGEST_TOLD_SECONDS);
        return new Answer(kept.code(), kept.sections(), left, kept.stale() ? STALE : null);
    }

    /**
     * What closes a host that stands behind the one that was asked for, as one that trackers and worse hide behind does. It need
     * not be on a list of what is open; and where the school itself opened the site, only what is illegal closes it.
     */
    private @Nullable Decision closes(Inquiry inquiry, Host lead) {
        if (!(inquiry.decision instanceof Decision.Go went)) {
            return null;
        }
        Decision decision = judging.decide(inquiry.policy(), inquiry.who(), lead, inquiry.at);
        if (decision instanceof Decision.Go || decision instanceof Decision.Unknown) {
            return null;
        }
        String rule = decision.rule();
        boolean opened = went.rule().startsWith("rule ") || went.rule().startsWith("essential: ");
        boolean closes = rule.equals("illegal") || (!opened && !rule.equals("only listed") && !rule.equals("address"));
        return closes ? decision : null;
    }
}

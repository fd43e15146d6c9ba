package org.schoolgate.gateway.dns;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.page.Refusal;
import org.schoolgate.gateway.page.Refusals;
import org.schoolgate.gateway.policy.Decision;

/**
 * Answers what is closed: writes it down, remembers it for {@code /why}, and gives the address of the school's own page in
 * its place; where there is none there is no such name. Whoever understands it is told why.
 */
final class Closing {
    private final LookUps lookUps;
    private final Refusals refusals;
    private final Reasons reasons;
    private final @Nullable Sections page4;
    private final @Nullable Sections page6;

    /** @param page where a page says that the site is closed; empty where none does */
    Closing(LookUps lookUps, Refusals refusals, Reasons reasons, List<InetAddress> page) {
        this.lookUps = lookUps;
        this.refusals = refusals;
        this.reasons = reasons;
        this.page4 = page(page, Type.A);
        this.page6 = page(page, Type.AAAA);
    }

    private static @Nullable Sections page(List<InetAddress> page, int type) {
        return page.stream()
                .filter(address -> (address.getAddress().length == 4) == (type == Type.A))
                .findFirst()
                .map(Answers::at)
                .orElse(null);
    }

    /** The policy says no to the name that was asked for. */
    Answer closed(Inquiry inquiry, Decision decision) {
        lookUps.closed(inquiry, decision, decision.told());
        return answer(inquiry, decision);
    }

    /** It says no to another name, to which the one that was asked for leads. */
    Answer closed(Inquiry inquiry, Decision decision, Host lead) {
        lookUps.closed(inquiry, decision, decision.told() + ", as it leads to " + lead);
        return answer(inquiry, decision);
    }

    /** It leads inside the school, where no name from outside leads. */
    Answer inside(Inquiry inquiry, InetAddress address) {
        lookUps.ended(inquiry, "inside", "inside address " + address.getHostAddress());
        Refusal refusal = Refusal.of(inquiry.policy(), inquiry.who, Refusal.Cause.INSIDE, inquiry.at, inquiry.site());
        refusals.add(inquiry.whose(), refusal);
        return Answers.nothing(new Explanation(Explanation.FILTERED, refusal.because()));
    }

    private Answer answer(Inquiry inquiry, Decision decision) {
        reasons.add(inquiry, decision);
        Explanation why = inquiry.question.extended() ? explanation(inquiry, decision) : null;
        if (decision.word().equals("malformed")) {
            return Answers.refused(why);
        }
        if (page4 != null || page6 != null) {
            return page(inquiry.question.type(), why);
        }
        return decision instanceof Decision.Unknown ? Answers.refused(why) : Answers.noSuchName(why);
    }

    private Answer page(int type, @Nullable Explanation why) {
        Sections page = type == Type.A ? page4 : type == Type.AAAA ? page6 : null;
        return page == null ? Answers.nothing(why) : new Answer(Code.NO_ERROR, page, Answers.SECONDS, why);
    }

    /** The number says on whose account: the law's, the lists', the school's, or that the reader is not known. */
    private static Explanation explanation(Inquiry inquiry, Decision decision) {
        int number = switch (decision) {
            case Decision.Closed closed ->
                switch (closed.rule()) {
                    case "illegal" -> Explanation.CENSORED;
                    case String rule when rule.startsWith("category ") -> Explanation.BLOCKED;
                    default -> Explanation.FILTERED;
                };
            case Decision.Shut _, Decision.Withheld _ -> Explanation.FILTERED;
            case Decision.Unknown _ -> Explanation.PROHIBITED;
            case Decision.Go _ -> throw new IllegalArgumentException("nothing is closed");
        };
        Refusal refusal = Refusal.of(inquiry.policy(), inquiry.who, decision, inquiry.at, inquiry.site());
        return new Explanation(number, refusal.because() + " (" + decision.told() + ")");
    }
}

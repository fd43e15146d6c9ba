package org.schoolgate.gateway.policy;

import java.util.List;
import java.util.stream.Stream;
import org.schoolgate.engine.Answer;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.Rank;
import org.schoolgate.engine.Step;
import org.schoolgate.engine.Verdict;

/**
 * Where Apple's Private Relay is entered: one connection there carries a device past the filter to any site, whatever is closed.
 * So it is closed to everybody, by every door.
 */
public final class PrivateRelay {
    /** Each with all below it. */
    public static final List<String> NAMES = List.of("mask.icloud.com", "mask-h2.icloud.com");

    /** What decides, as a verdict names it. */
    public static final String RULE = "private relay";

    private PrivateRelay() {}

    static boolean isAt(Host host) {
        String name = host.toString();
        for (String relay : NAMES) {
            if (name.endsWith(relay) && (name.length() == relay.length() || isDotBefore(relay, name))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDotBefore(String relay, String name) {
        return name.charAt(name.length() - relay.length() - 1) == '.';
    }

    /** What becomes of a host of the relay: whatever else opens it, only a rule for that very name does. */
    static Verdict verdict(Host host, Verdict verdict) {
        boolean opens = verdict.answer() == Answer.ALLOW || verdict.answer() == Answer.ASK;
        return opens && !isOfItsName(verdict.rule()) ? closed(host, verdict) : verdict;
    }

    /** @param rule as a verdict names it */
    private static boolean isOfItsName(String rule) {
        return rule.startsWith("rule ") && isAt(Host.ofUrl(rule.substring(rule.indexOf(": ") + 2)));
    }

    private static Verdict closed(Host host, Verdict verdict) {
        Step decided = new Step(Rank.RULE, host + " is where a private relay is entered", true);
        List<Step> trace = Stream.concat(
                        verdict.trace().stream().filter(step -> step.rank().compareTo(Rank.ESSENTIAL) < 0),
                        Stream.of(decided))
                .toList();
        return new Verdict(Answer.BLOCK, verdict.categories(), RULE, null, trace);
    }
}

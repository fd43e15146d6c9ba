package org.schoolgate.filtering;

import java.util.List;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;

/** A school chose the hosts whose HTTPS is never looked into, whoever reads. */
public record UntouchedChosen(Actor by, List<String> before, List<String> after, String reason)
        implements ChangesPolicy {
    @Override
    public Affected affected() {
        return Affected.NOBODY;
    }

    @Override
    public String kind() {
        return "filtering.untouched-chosen";
    }

    @Override
    public String subject() {
        return "school:" + by.school();
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("added", without(after, before), "taken away", without(before, after), "reason", reason);
    }

    private static String without(List<String> hosts, List<String> others) {
        return String.join(
                " ", hosts.stream().filter(host -> !others.contains(host)).toList());
    }
}

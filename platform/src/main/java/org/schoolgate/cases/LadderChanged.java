package org.schoolgate.cases;

import java.util.Map;
import java.util.stream.Collectors;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** A school wrote down anew what may follow for an audience when rules are broken. */
public record LadderChanged(Actor by, Ladder ladder) implements Audited {
    @Override
    public String kind() {
        return "sanction.ladder-changed";
    }

    @Override
    public String subject() {
        return "ladder:" + ladder.audience();
    }

    @Override
    public Map<String, String> facts() {
        return Map.of(
                "version",
                Integer.toString(ladder.version()),
                "rungs",
                ladder.lines().stream().map(LadderChanged::named).collect(Collectors.joining(", ")));
    }

    private static String named(Ladder.Line line) {
        if (!line.isOwn()) {
            return line.rung().name();
        }
        var takes = line.takes();
        return takes == null ? line.title() : line.title() + " (" + takes.word() + ")";
    }
}

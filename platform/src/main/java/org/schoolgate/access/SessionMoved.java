package org.schoolgate.access;

import java.util.Locale;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;

/** A class's time online was opened, made longer or closed. */
public record SessionMoved(Actor by, Move move, SupervisedSession session) implements ChangesPolicy {
    /** What became of it. */
    public enum Move {
        OPENED,
        EXTENDED,
        CLOSED
    }

    @Override
    public Affected affected() {
        return Affected.pupilsOf(session.schoolClass());
    }

    @Override
    public String kind() {
        return "access.session-" + move.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String subject() {
        return "class:" + session.schoolClass();
    }

    @Override
    public Map<String, String> facts() {
        return Map.of(
                "session", session.id().toString(),
                "adult", session.adult().toString(),
                "room", session.room(),
                "closes", session.closesAt().toString());
    }
}

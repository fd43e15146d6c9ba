package org.schoolgate.signin;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** Somebody signed in. */
public record SessionBegan(Actor by, SessionId session, Way way, Where where) implements Audited {
    @Override
    public String kind() {
        return "session.began";
    }

    @Override
    public String subject() {
        return "session:" + session;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("way", way.name(), "address", where.address(), "device", where.device());
    }
}

package org.schoolgate.signin;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;

/** A session by which a gateway knew a browser is over: the gateway must forget it at once. */
public record BindingEnded(Actor by, SessionId session, String gateway) implements ChangesPolicy {
    @Override
    public Affected affected() {
        return Affected.NOBODY;
    }

    @Override
    public String kind() {
        return "session.binding-ended";
    }

    @Override
    public String subject() {
        return "session:" + session;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("gateway", gateway);
    }
}

package org.schoolgate.signin;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.PersonId;

/** A session is over, and nothing that it opened is open. */
public record SessionEnded(Actor by, SessionId session, PersonId person, Ending why) implements Audited {
    @Override
    public String kind() {
        return "session.ended";
    }

    @Override
    public String subject() {
        return "session:" + session;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("person", person.toString(), "why", why.name());
    }
}

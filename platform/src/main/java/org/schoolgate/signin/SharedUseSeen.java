package org.schoolgate.signin;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.PersonId;

/** One account was seen in a way that looks like two people; somebody should look at it (PWD-8). */
public record SharedUseSeen(Actor by, PersonId person, SessionId session, Sign sign) implements Audited {
    /** What was seen. */
    public enum Sign {
        /** Two browsers at the same time. */
        TWO_PLACES,
        /** More browsers in a day than one person uses. */
        MANY_DEVICES
    }

    @Override
    public String kind() {
        return "account.shared-use-seen";
    }

    @Override
    public String subject() {
        return "person:" + person;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("session", session.toString(), "sign", sign.name());
    }
}

package org.schoolgate.signin;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** Somebody tried to sign in and could not (PWD-18). What they typed is not written down: it may be a password. */
record AccountFailure(Actor by, String subject, Map<String, String> facts) implements Audited {
    @Override
    public String kind() {
        return "sign-in.failed";
    }
}

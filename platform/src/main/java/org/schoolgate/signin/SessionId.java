package org.schoolgate.signin;

import java.util.UUID;

/** The name of a session, which is no secret: the cookie is another. */
public record SessionId(UUID value) {
    public static SessionId of(String text) {
        return new SessionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

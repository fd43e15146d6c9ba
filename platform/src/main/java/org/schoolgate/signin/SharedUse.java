package org.schoolgate.signin;

import java.time.Instant;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;

/** A sign that two people use one account, waiting for somebody to look at it (PWD-8). */
public record SharedUse(UUID id, PersonId person, SessionId session, SharedUseSeen.Sign sign, Instant seenAt) {}

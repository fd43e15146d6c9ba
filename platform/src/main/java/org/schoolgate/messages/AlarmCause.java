package org.schoolgate.messages;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/** What alarms are about, and who may be rung. Implemented by whoever begins them; asked inside the school's scope. */
public interface AlarmCause {
    /** Who may be on the ladder, in the order in which the school would think of them. */
    List<Candidate> candidates(SchoolId school);

    /** Who must not be rung about it: whom it is about, and to whom it could not be opened. */
    Set<PersonId> spared(SchoolId school, String subject);

    /** Whether anything was done about it after that moment. */
    boolean movedSince(SchoolId school, String subject, Instant moment);

    /**
     * Keeps what it is about as it is until the transaction is over. Asked before an alarm is locked for somebody who takes
     * it, so that both are always locked in this order.
     */
    void hold(SchoolId school, String subject);

    /** Whether what it is about is kept, and with it who was rung and when. */
    boolean keeps(SchoolId school, String subject);

    /** Somebody has it now, and is to be able to read what it is about. */
    void acknowledged(Actor.Somebody by, String subject);

    /** Somebody who may be on the ladder. */
    record Candidate(PersonId person, String name) {}
}

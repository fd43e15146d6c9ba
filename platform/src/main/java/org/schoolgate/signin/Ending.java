package org.schoolgate.signin;

/** Why a session ended. */
public enum Ending {
    SIGNED_OUT,
    /** Whoever found it open said that it is not theirs (PWD-11). */
    FOUND_OPEN,
    IDLE,
    /** Its time was over: the end of the school day, or of a working day. */
    TIME_OVER,
    /** The password was changed, reset or known by others. */
    PASSWORD,
    /** The adult closed the supervised session. */
    SUPERVISION_CLOSED,
    /** Somebody whose task it is ended it. */
    ENDED_BY_STAFF,
    /** The person left the school. */
    LEFT
}

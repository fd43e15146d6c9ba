package org.schoolgate.cases;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Occurrence;

/** What happens to cases, for the record. Ids only: what was written is for its readers. */
public record CaseEvent(Actor by, CaseId of, What what, Map<String, String> facts) implements Occurrence {
    /** What happened. */
    public enum What {
        OPENED,
        READ,
        STEP_DONE,
        STEP_LEFT_OUT,
        PROCEDURE_BEGUN,
        SEALED,
        PERSON_ADDED,
        READER_NAMED,
        NOTE_ADDED,
        NOTE_CORRECTED,
        ACCESS_HELD,
        DEVICE_SEARCHED,
        THING_TAKEN,
        THING_MOVED,
        TURN_PASSED,
        /** Those who deal with it were reminded that old mail is going. */
        MAIL_REMINDED,
        /** An urgent step was late twice, and people are rung. */
        STEP_RANG,
        /** Somebody of the leadership team was told in person. */
        TOLD_IN_PERSON,
        /** What came of something that was asked outside. */
        OUTSIDE_SAID,
        CLOSED,
        /** Somebody is to do something after it. */
        ACTION_SET,
        ACTION_ENDED,
        ACTION_REMINDED,
        /** A policy is to be looked at again. */
        REVIEW_WANTED,
        REVIEW_DONE,
        /** A copy of it went out of the house. */
        EXPORTED,
        REFERENCE_ADDED,
        /** Somebody asked for it whose it is not. */
        REFUSED
    }

    public CaseEvent {
        facts = Map.copyOf(facts);
    }

    static CaseEvent of(Actor by, CaseId of, What what) {
        return new CaseEvent(by, of, what, Map.of());
    }

    @Override
    public String area() {
        return "case";
    }

    @Override
    public String subject() {
        return of.subject();
    }
}

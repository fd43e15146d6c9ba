package org.schoolgate.cases.procedure;

/** What a step or an answer does to the case besides leading on. It lasts, even when the procedure goes back. */
public sealed interface Effect {
    /** How a definition writes it. */
    String word();

    /** Another procedure begins for the same case. */
    record Starts(String procedure) implements Effect {
        static final String WORD = "start ";

        @Override
        public String word() {
            return WORD + procedure;
        }
    }

    /** What needs no further word. */
    enum Mark implements Effect, Worded {
        /** Named readers only, and each reading is logged. */
        SEAL("seal the case"),
        /** The platform takes no picture for this case. */
        REFUSE_IMAGES("refuse images"),
        /** Something may be illegal: nobody opens the evidence any more. */
        BLOCK_EVIDENCE("keep evidence shut"),
        /** Whom the case is about may not use the school's systems. */
        SUSPEND_ACCESS("suspend access"),
        /** It is about somebody who works here, and so the head's alone (INC-25). */
        ABOUT_STAFF("about staff"),
        /** It is about the head, and so the chair's alone (CMP-8). */
        ABOUT_THE_HEAD("about the head"),
        /** A child is kept safe in it by the safeguarding lead, who reads it whomever else it is about. */
        KEEP_THE_LEAD("keep the safeguarding lead"),
        /** Old mail is kept for 90 days only; remind before it is gone. */
        WARN_OF_MAIL_DEADLINE("warn of the mail deadline"),
        /** People are rung one after the other until one of them says that they have it. */
        RING("ring until somebody answers");

        private final String word;

        Mark(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }
}

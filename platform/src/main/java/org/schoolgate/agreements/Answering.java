package org.schoolgate.agreements;

/** What came of answering a question. */
public sealed interface Answering {
    record Sent() implements Answering {}

    /** Somebody was quicker, so nothing went out. */
    record AnsweredAlready(
            AskId ask, Step.QuestionAsked question, String asker, String about, Step.QuestionAnswered answer, String by)
            implements Answering {}
}

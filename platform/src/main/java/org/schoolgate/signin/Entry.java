package org.schoolgate.signin;

import org.schoolgate.messages.Visit;

/** How a request came to be somebody's. What is done by it stores how strong that was. */
public sealed interface Entry {
    /** By an account and its session. */
    record ByAccount(Session session) implements Entry {}

    /** By a one-time link, which opens its purpose's paths only. */
    record ByLink(Visit visit) implements Entry {}

    /** By the program's own word: a test, a job that renders a page. */
    record ByTrust() implements Entry {}
}
